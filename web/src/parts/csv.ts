// Records of a table as text, so that a large one is sent in parts and its columns can be shown before.
export function records(text: string): string[] {
  const out: string[] = [];
  let from = 0, quoted = false;
  for (let i = 0; i <= text.length; ++i) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    else if (i === text.length || (c === '\n' && !quoted)) {
      const record = text.slice(from, i).replace(/\r$/, '');
      if (record.trim()) out.push(record);
      from = i + 1;
    }
  }
  return out;
}

export function separator(head: string): string {
  const counts = [',', ';', '\t'].map((s) => [head.split(s).length, s] as const);
  return counts.reduce((best, x) => (x[0] > best[0] ? x : best))[1];
}

export function cells(record: string, by: string): string[] {
  const out: string[] = [];
  let cell = '', quoted = false;
  for (let i = 0; i < record.length; ++i) {
    const c = record[i];
    if (quoted && c === '"' && record[i + 1] === '"') cell += '"', ++i;
    else if (c === '"') quoted = !quoted;
    else if (c === by && !quoted) out.push(cell), cell = '';
    else cell += c;
  }
  return [...out, cell].map((x) => x.trim());
}
