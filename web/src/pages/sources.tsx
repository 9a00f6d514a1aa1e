// Who says it: publishers and lists, the reliability given to each with reason and day, and how their forecasts came out.
import { useState } from 'preact/hooks';
import { get, postJson } from '../api';
import { Link } from '../place';
import { Shown, useLoad } from '../load';
import { ask } from '../parts/ask';
import { count, day } from '../parts/standing';

interface Grade { grade: string; by: string; on: string; why: string; revision: number; undone_by: number | null }
interface Source { name: string; kind: 'publisher' | 'list'; documents?: number; claims?: number; entities?: number; first?: string | null; last: string | null; grade: Grade | null; grades: Grade[] }
interface Foreseen { source: string; count: number; open: number; overdue: number; fulfilled: number; contradicted: number; hit_rate: number | null; with_likelihood: number; brier: number | null }

const meanings: Record<string, string> = { A: 'completely reliable', B: 'usually reliable', C: 'fairly reliable', D: 'not usually reliable', E: 'unreliable', F: 'cannot be judged' };

function Grading(props: { of: Source; changed: () => void; writes: boolean }) {
  const { of: s } = props;
  const [problem, set] = useState('');
  const [open, show] = useState(false);
  const grade = async (letter: string) => {
    const why = await ask(`${s.name}: ${letter}, ${meanings[letter]}`, 'Why this grade?');
    if (!why) return;
    try {
      await postJson('/api/judgements', { kind: 'regrade', targets: [s.name, letter], why });
      set('');
      props.changed();
    } catch (e) {
      set((e as Error).message);
    }
  };
  return (
    <>
      <div class="row grading">
        {s.grade ? <span><b class="grade">{s.grade.grade}</b> {meanings[s.grade.grade]} <span class="dim">by {s.grade.by}, {day(s.grade.on)}: <bdi>{s.grade.why}</bdi></span></span> : <span class="dim">not graded</span>}
        {s.grades.length > 1 && <button class="quiet" aria-expanded={open} onClick={() => show(!open)}>{open ? 'less' : `${s.grades.length} grades so far`}</button>}
        {props.writes && s.name && (
          <select aria-label={`Reliability of ${s.name}`} value="" onChange={(e) => { const letter = e.currentTarget.value; e.currentTarget.value = ''; if (letter) void grade(letter); }}>
            <option value="">Grade …</option>
            {Object.entries(meanings).map(([letter, meaning]) => <option key={letter} value={letter}>{letter}: {meaning}</option>)}
          </select>
        )}
      </div>
      {open && <ol class="history">{s.grades.map((g) => <li key={g.revision} class={g.undone_by ? 'rejected' : ''}><time>{day(g.on)}</time> <b>{g.grade}</b> <span class="dim">{g.by}: {g.why}{g.undone_by ? ', taken back' : ''}</span></li>)}</ol>}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </>
  );
}

function Record() {
  const [asked, ask] = useState(false);
  const loaded = useLoad(() => (asked ? get<{ records: Foreseen[] }>('/api/forecasts', { limit: 1 }).then((f) => f.records ?? [], () => []) : Promise.resolve([] as Foreseen[])), [asked]);
  if (!asked) return <p><button onClick={() => ask(true)}>Weigh all forecasts</button> <span class="dim">On a ledger of a million claims this takes a while.</span></p>;
  if (loaded.busy) return <p role="status" class="dim">Weighing …</p>;
  const records = loaded.value ?? [];
  if (records.length === 0) return <p class="empty">No source was found to have foreseen anything.</p>;
  const share = (n: number | null, digits: number) => (n === null ? '–' : digits ? n.toFixed(digits) : `${Math.round(n * 100)} %`);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Forecasts by source">
      <table>
        <thead><tr><th scope="col">source</th>{['foreseen', 'open', 'overdue', 'came true', 'contradicted', 'hit rate', 'Brier score'].map((h) => <th key={h} scope="col" class="number">{h}</th>)}</tr></thead>
        <tbody>{records.map((r) => (
          <tr key={r.source}><th scope="row"><bdi>{r.source}</bdi></th>{[r.count, r.open, r.overdue, r.fulfilled, r.contradicted].map((n, i) => <td key={i} class="number">{n}</td>)}<td class="number">{share(r.hit_rate, 0)}</td><td class="number">{share(r.brier, 2)}</td></tr>
        ))}</tbody>
      </table>
    </div>
  );
}

export default function Sources(props: { writes: boolean }) {
  const loaded = useLoad(() => get<{ sources: Source[]; revision: number }>('/api/sources'), []);
  const [words, find] = useState('');
  return (
    <>
      <h1>Sources</h1>
      <p class="dim">Reliability by the Admiralty code, A to F: what an analyst gave, with the reason and the day. Nothing is graded by itself.</p>
      <p><label>Find <input type="search" value={words} onInput={(e) => find(e.currentTarget.value)} /></label></p>
      <Shown of={loaded} lines={8}>{(l) => {
        const all = l.sources.filter((s) => s.name.toLowerCase().includes(words.toLowerCase()));
        return all.length === 0 ? <p class="empty">{words ? 'No source of this name.' : 'Nobody has said anything yet.'}</p> : (
          <ul class="cards sources">
            {all.slice(0, 200).map((s) => (
              <li key={s.kind + s.name}>
                <div>{s.name ? (s.kind === 'list' ? <b><bdi>{s.name}</bdi></b> : <Link to={`/view/search?source=${encodeURIComponent(s.name)}`}><b><bdi>{s.name}</bdi></b></Link>) : <b>No publisher named</b>}
                  {' '}<span class="dim">{s.kind === 'list' ? `list · ${count(s.entities ?? 0, 'entit').replace(/entits$/, 'entities').replace(/entit$/, 'entity')}` : `${count(s.documents ?? 0, 'report')}, ${count(s.claims ?? 0, 'claim')}`}{s.last && ` · ${s.first && s.first !== s.last ? `${day(s.first)} to ` : ''}${day(s.last)}`}</span></div>
                <Grading of={s} writes={props.writes} changed={loaded.again} />
              </li>
            ))}
          </ul>
        );
      }}</Shown>
      <section aria-labelledby="foreseen"><h2 id="foreseen">What they foresaw</h2><Record /></section>
    </>
  );
}
