// Paste or upload a table, say what its columns are, see it screened, then results with both values and the reason, decisions with
// a reason each, and the audit of it all. Decisions are judgements of the ledger; without a token they stay in the page.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, post, postJson, query } from '../api';
import { Link } from '../place';
import { ask } from '../parts/ask';
import { cells, records, separator } from '../parts/csv';
import { HitHead, Why } from '../parts/hit';
import { count, day, grouped } from '../parts/standing';
import { useLoad } from '../load';
import type { Decision, Hit, Judgement, Ledger, Screened } from '../types';

const example = 'id,full_name,date_of_birth,country\n1,KIM Yong Chol,1946,North Korea\n2,Jane Harmless,1980,Canada\n';
const properties = ['id', 'schema', 'name', 'alias', 'firstName', 'middleName', 'fatherName', 'lastName', 'birthDate', 'birthPlace', 'gender', 'nationality', 'country', 'jurisdiction', 'flag', 'address',
  'imoNumber', 'mmsi', 'leiCode', 'swiftBic', 'innCode', 'passportNumber', 'registrationNumber', 'taxNumber', 'idNumber'];
const atOnce = 400;

function save(name: string, value: unknown) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function sha256(text: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;  // only where the page is served safely
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

// As commas: the API takes no other separator.
const line = (record: string, by: string) => (by === ',' ? record : cells(record, by).map((c) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(','));
const send = (text: string, map: string[], threshold: number) => post<Screened>('/api/screening' + query({ threshold, map }), text, 'text/csv');

const guess = (rows: string[]) => send(rows.map((r) => line(r, separator(rows[0]))).join('\n') + '\n', [], 1).then((s): Record<string, string> => Object.fromEntries(s.columns.map((c) => c.split(' = '))), () => ({}));

// What each column is taken for by the server, from the head and a few rows.
function useColumns(text: string) {
  const [columns, set] = useState<Record<string, string>>({});
  const rows = useMemo(() => (text.trim().startsWith('{') || text.trim().startsWith('[') ? [] : records(text.slice(0, 20000)).slice(0, 4)), [text]);
  const head = rows[0] ?? '';
  const names = useMemo(() => (head ? cells(head, separator(head)) : []), [head]);
  useEffect(() => {
    set({});
    if (!head || rows.length < 2) return;
    let mine = true;
    const wait = setTimeout(() => void guess(rows).then((found) => mine && set((now) => ({ ...found, ...now }))), 150);
    return () => { mine = false; clearTimeout(wait); };
  }, [head, rows.length]);
  return { names, sample: rows[1] ? cells(rows[1], separator(head)) : [], columns, set };
}

function joined(all: Screened | undefined, part: Screened): Screened {
  if (!all) return part;
  return { ...part, results: [...all.results, ...part.results], problems: [...all.problems, ...part.problems], queries: all.queries + part.queries, with_results: all.with_results + part.with_results };
}

export default function Screening(props: { writes: boolean }) {
  const [text, setText] = useState(''), [name, setName] = useState('');
  const [threshold, setThreshold] = useState(0.7);
  const [found, setFound] = useState<Screened>(), [problem, setProblem] = useState('');
  const [done, setDone] = useState<{ of: number; done: number }>();
  const [decided, decide] = useState<Record<string, Decision | null>>({});  // of this page, over what the ledger said when it was screened
  const [only, setOnly] = useState(true);
  const stop = useRef(false);
  const lists = useLoad(() => get<Ledger>('/api/ledger', { limit: 0 }), []);
  const { names, sample, columns, set: setColumns } = useColumns(text);
  const map = names.filter((n) => columns[n] !== undefined).map((n) => `${n}=${columns[n]}`);
  const run = async () => {
    setProblem('');
    setFound(undefined);
    decide({});
    stop.current = false;
    const table = names.length > 0, all = records(text), head = table ? all.shift()! : '';
    const taken: Record<string, string> = table ? { ...(Object.keys(columns).length < names.length ? await guess([head, ...all.slice(0, 3)]) : {}), ...columns } : {};
    const map = names.filter((n) => taken[n] !== undefined).map((n) => `${n}=${taken[n]}`);
    const own = table && !Object.values(taken).includes('id');  // rows without a number of their own get one
    const by = separator(head);
    let result: Screened | undefined;
    try {
      for (let at = 0; at < all.length && !stop.current; at += atOnce) {
        setDone({ of: all.length, done: at });
        const part = all.slice(at, at + atOnce).map((r, i) => (table ? (own ? `${at + i + 1},` : '') + line(r, by) : r));
        result = joined(result, await send((table ? [(own ? 'id,' : '') + line(head, by), ...part] : part).join('\n') + '\n', own ? ['id=id', ...map] : map, threshold));
        setFound(result);
      }
    } catch (e) {
      setProblem((e as Error).message);
    }
    setDone(undefined);
  };
  const of = (row: string, hit: Hit) => { const own = decided[`${row} ${hit.id}`]; return own === undefined ? hit.decision : own ?? undefined; };
  const decideOn = async (row: Screened['results'][number], hit: Hit, verdict: Decision['verdict']) => {
    const why = await ask(verdict === 'match' ? 'The same' : 'Another', verdict === 'match' ? 'Why is it the same?' : 'Why is it another?');
    if (!why) return;
    const key = `${row.id} ${hit.id}`, score = hit.score.toFixed(4).replace(/\.?0+$/, '');
    setProblem('');
    try {
      const kept = props.writes ? await postJson<Judgement>('/api/judgements', { kind: verdict, targets: [hit.id, row.asked, score], why }) : undefined;
      decide((now) => ({ ...now, [key]: { verdict, why, who: kept?.who ?? 'nobody who is known here', added: kept?.added ?? new Date().toISOString(), score, revision: kept?.revision ?? 0 } }));
    } catch (e) {
      setProblem((e as Error).message);
    }
  };
  const takeBack = async (row: string, hit: Hit, was: Decision) => {
    const why = was.revision ? await ask('Take the decision back') : 'yes';
    if (!why) return;
    try {
      if (was.revision) await postJson('/api/judgements', { kind: 'undo', targets: [String(was.revision)], why });
      decide((now) => ({ ...now, [`${row} ${hit.id}`]: null }));
    } catch (e) {
      setProblem((e as Error).message);
    }
  };
  const audit = async () => save(`screening-${name || 'table'}.json`, {
    ...found, results: found!.results.map((r) => ({ ...r, results: r.results.map((h) => ({ ...h, decision: of(r.id, h) })) })),
    input: { name: name || 'pasted', bytes: new TextEncoder().encode(text).length, sha256: await sha256(text) }, map, threshold, exported: new Date().toISOString(),
    decisions: found!.results.flatMap((r) => r.results.flatMap((h) => { const d = of(r.id, h); return d ? [{ query: r.id, asked: r.asked, entity: h.id, caption: h.caption, ...d, recorded: d.revision > 0 }] : []; })),
  });
  const open = found ? found.results.reduce((n, r) => n + r.results.filter((h) => !of(r.id, h)).length, 0) : 0;
  return (
    <>
      <h1>Screening</h1>
      {lists.value && (lists.value.listed > 0 ? <p class="dim">Each row is compared with {grouped(lists.value.listed)} listed entities of <Link to="/view/sources">the lists in the ledger</Link>; every result says why.</p>
        : <p class="problem">There is no list in the ledger: nobody can be found. Add one on the <Link to="/">start page</Link> or by <code>entente add</code>.</p>)}
      <form class="screen" onSubmit={(e) => { e.preventDefault(); void run(); }}>
        <label for="table">A table with a head (CSV), or JSON Lines</label>
        <textarea id="table" rows={6} spellcheck={false} value={text} placeholder={example} onInput={(e) => { setText(e.currentTarget.value); setName('pasted'); }} />
        <p class="row">
          <label class="button">Choose a file<input type="file" class="hidden" onChange={(e) => {
            const file = e.currentTarget.files?.[0];
            if (file) setName(file.name), void file.text().then(setText);
          }} /></label>
          <button type="button" onClick={() => { setText(example); setName('example'); }}>Example</button>
          <label>Least score <input type="number" min={0.3} max={1} step={0.05} value={threshold} onInput={(e) => setThreshold(Number(e.currentTarget.value))} /></label>
          <button class="main" disabled={!!done || !text.trim()}>{done ? 'Screening …' : 'Screen'}</button>
          {done && <><progress max={done.of} value={done.done} aria-label="Rows screened" /> <span class="dim">{done.done} of {done.of}</span><button type="button" onClick={() => { stop.current = true; }}>Stop</button></>}
        </p>
        {names.length > 0 && (
          <fieldset class="columns"><legend>Columns</legend>
            {names.map((n, i) => (
              <label key={n + i}><b><bdi>{n}</bdi></b> <span class="dim"><bdi>{sample[i] ?? ''}</bdi></span>
                <select value={columns[n] ?? ''} onChange={(e) => { const to = e.currentTarget.value; setColumns((now) => ({ ...now, [n]: to })); }}>
                  <option value="">not used</option>{properties.map((p) => <option key={p} value={p}>{p}</option>)}
                </select></label>
            ))}
          </fieldset>
        )}
      </form>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {found && (
        <section aria-labelledby="results">
          <div class="top">
            <h2 id="results" aria-live="polite">{found.with_results} of {found.queries} have results</h2>
            {found.problems.length > 0 && <p class="problem">{count(found.problems.length, 'line')} {found.problems.length === 1 ? 'is' : 'are'} no query: {found.problems[0].where}, {found.problems[0].detail}</p>}
            <p class="row"><label><input type="checkbox" checked={only} onChange={(e) => setOnly(e.currentTarget.checked)} /> only those with results</label>
              <button onClick={() => void audit()}>Export the audit</button> <span class="dim">{count(open, 'result')} not decided{props.writes ? '' : '; with a token decisions are recorded in the ledger (Read only, above right), without one they stay in this page'}</span></p>
          </div>
          <ul class="plain">
            {found.results.filter((r) => !only || r.results.length > 0).slice(0, 500).map((r) => (
              <li key={r.id} class="asked">
                <h3><bdi>{(r.query.properties.name ?? [r.id]).join(', ')}</bdi> <span class="dim">{r.id} · {r.results.length === 0 ? 'nothing like it is listed' : count(r.results.length, 'result')}</span></h3>
                {r.results.map((hit) => {
                  const said = of(r.id, hit);
                  return (
                    <details key={hit.id} open={r.results.length === 1}>
                      <summary><span class={`score ${hit.match ? 'match' : ''}`}>{hit.score.toFixed(2)}</span> <HitHead of={hit} /> {said && <span class="tag">{said.verdict === 'match' ? 'the same' : 'another'}: <bdi>{said.why}</bdi></span>}</summary>
                      <Why of={hit} />
                      {said && <p class="dim">Decided by <bdi>{said.who}</bdi> on {day(said.added.slice(0, 10))}{said.revision ? <>, revision {said.revision} of <Link to="/view/decisions?kind=match&kind=clear">the decisions</Link></> : ', in this page alone'}</p>}
                      <p class="row"><button onClick={() => void decideOn(r, hit, 'match')}>The same</button><button onClick={() => void decideOn(r, hit, 'clear')}>Another</button>{said && (props.writes || !said.revision) && <button onClick={() => void takeBack(r.id, hit, said)}>Take back</button>}</p>
                    </details>
                  );
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
