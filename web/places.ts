// From the tables of data/: the numbers that the map's shapes bear, and where ports and cities lie. Made into a module when the pages are built.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { plainName } from './src/parts/plain';

const rows = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).slice(1).map((l) => l.split('\t'));
const near = (degrees: string) => String(Math.round(Number(degrees) * 100) / 100);

// A line a place, "name|latitude|longitude", by state; aliases of a city are names of it as well, and a city goes before a port.
function placesByState(iso3: Record<string, string>): Record<string, string> {
  const found = new Map<string, Map<string, string>>();
  const put = (name: string, state: string, at: string) => {
    const own = found.get(state) ?? found.set(state, new Map()).get(state)!;
    if (name && !own.has(name)) own.set(name, at);
  };
  const aliases = new Map(rows('places.tsv').map((p) => [`${p[0]}\t${p[2]}`, p[1].split('|').map((a) => a.replace('?', '').trim()).filter(Boolean)]));
  for (const [name, state, latitude, longitude] of rows('city_positions.tsv'))
    for (const each of [name, ...(aliases.get(`${name}\t${state}`) ?? [])]) put(plainName(each), state, `${latitude}|${longitude}`);
  for (const [name, country, latitude, longitude] of rows('ports.tsv')) if (iso3[country]) put(plainName(name), iso3[country], `${near(latitude)}|${near(longitude)}`);
  return Object.fromEntries([...found].sort().map(([state, own]) => [state, [...own].map(([name, at]) => `${name}|${at}`).join('\n')]));
}

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
      return `export const numbers = ${JSON.stringify(numbers)};\nexport const places = ${JSON.stringify(placesByState(iso3))};\n`;
    },
  };
}
