// From the tables of data/: the numbers that the map's shapes bear, and where ports lie. Made into a module when the pages are built.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const rows = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).slice(1).map((l) => l.split('\t'));

export function places(): Plugin {
  const id = 'virtual:places';
  return {
    name: 'places',
    resolveId: (asked) => (asked === id ? '\0' + id : undefined),
    load(asked) {
      if (asked !== '\0' + id) return;
      const numbers: Record<string, string> = {}, iso3: Record<string, string> = {};
      for (const [code, type, text] of rows('countries.tsv')) {
        if (type === 'number') numbers[text] = code.toLowerCase();
        if (type === 'iso3') iso3[text] = code.toLowerCase();
      }
      const ports = rows('ports.tsv').filter((p) => iso3[p[1]]).map((p) => [p[0].toLowerCase(), iso3[p[1]], Math.round(Number(p[2]) * 100) / 100, Math.round(Number(p[3]) * 100) / 100]);
      return `export const numbers = ${JSON.stringify(numbers)};\nexport const ports = ${JSON.stringify(ports)};\n`;
    },
  };
}
