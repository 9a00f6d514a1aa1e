// What analysts decided, newest first: of claims, sources, entities and who was screened; by whom, when and why, and whether it holds.
import { useState } from 'preact/hooks';
import { get, postJson, query } from '../api';
import { go, Link, usePlace } from '../place';
import { Shown, useLoad } from '../load';
import { ask } from '../parts/ask';
import { count, day } from '../parts/standing';
import type { Judgement } from '../types';

const kinds = ['match', 'clear', 'accept', 'reject', 'correct', 'regrade', 'same', 'different', 'merge', 'split', 'undo'];
const means: Record<string, string> = {
  match: 'is the listed one', clear: 'is another', accept: 'says what its words say', reject: 'set aside', correct: 'read wrongly', regrade: 'graded', same: 'assert one thing', different: 'assert two things',
  merge: 'are one', split: 'are two',
};
const atOnce = 200;

// Who was screened, of the record that the decision names; as it stands where it is none.
function Screened(props: { text: string }) {
  let who: { id?: string; properties?: Record<string, string[]> } = {};
  try {
    who = JSON.parse(props.text) as typeof who;
  } catch {
    return <bdi>{props.text}</bdi>;
  }
  const values = Object.entries(who.properties ?? {}).filter(([k]) => k !== 'name').flatMap(([, v]) => v).slice(0, 4);
  return <><b><bdi>{(who.properties?.name ?? [who.id ?? 'somebody']).join(', ')}</bdi></b> <span class="dim"><bdi>{[who.id, ...values].filter(Boolean).join(' · ')}</bdi></span></>;
}

// A claim or a document by the beginning of its id; a press looks up where it stands.
function Judged(props: { id: string }) {
  const [lost, set] = useState(false);
  if (!/^[0-9a-f]{16,}$/.test(props.id)) return <bdi>{props.id}</bdi>;
  const open = () => get<{ document: { id: string } }>('/api/claims/{id}', {}, { id: props.id }).then((c) => go(`/view/document/${c.document.id}?claim=${props.id}`), () => get('/api/documents/{id}', {}, { id: props.id }).then(() => go(`/view/document/${props.id}`), () => set(true)));
  return lost ? <span>{props.id.slice(0, 10)}</span> : <button class="quiet inline" onClick={() => void open()}>{props.id.slice(0, 10)}</button>;
}

function About({ of: j, all }: { of: Judgement; all: Judgement[] }) {
  if (j.kind === 'undo') { const was = all.find((x) => x.id === j.a); return <>{was ? `the ${was.kind} of revision ${was.revision}` : 'a decision'} is taken back</>; }
  if (j.kind === 'match' || j.kind === 'clear') return <><Screened text={j.b ?? ''} /> {means[j.kind]}: <Link to={`/view/entity/${encodeURIComponent(j.a)}`}><bdi>{j.a}</bdi></Link>{j.value && <span class="dim"> · score {j.value}</span>}</>;
  if (j.kind === 'merge' || j.kind === 'split') return <>{[j.a, j.b ?? ''].map((id, i) => <>{i > 0 && ' and '}<Link key={id} to={`/view/entity/${encodeURIComponent(id)}`}><bdi>{id}</bdi></Link></>)} {means[j.kind]}</>;
  return <><Judged id={j.a} />{j.b && <> and <Judged id={j.b} /></>} {means[j.kind]}{j.value && <>: <bdi>{j.value}</bdi></>}</>;
}

export default function Decisions(props: { writes: boolean }) {
  const { query: q } = usePlace();
  const kind = q.getAll('kind'), about = q.get('about') ?? '', revision = q.get('revision') ?? '';
  const loaded = useLoad(() => get<{ revision: number; judgements: Judgement[] }>('/api/judgements', { kind, about, revision }), [q.toString()]);
  const [problem, setProblem] = useState(''), [most, setMost] = useState(atOnce);
  const takeBack = async (j: Judgement) => {
    const why = await ask('Take the decision back');
    if (!why) return;
    setProblem('');
    try {
      await postJson('/api/judgements', { kind: 'undo', targets: [String(j.revision)], why });
      loaded.again();
    } catch (e) {
      setProblem((e as Error).message);
    }
  };
  return (
    <>
      <h1>Decisions</h1>
      <form class="row" onSubmit={(e) => e.preventDefault()}>
        <label>Kind <select value={kind.join()} onChange={(e) => go('/view/decisions' + query({ kind: e.currentTarget.value.split(',').filter(Boolean), about }))}>
          <option value="">all</option><option value="match,clear">of screening</option>{kinds.map((k) => <option key={k} value={k}>{k}</option>)}
        </select></label>
        <span class="dim">Nothing is removed: what was taken back stays, with who took it back. <a href={'/api/judgements' + query({ kind, about, revision })}>JSON</a></span>
      </form>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <Shown of={loaded} lines={8}>{(l) => l.judgements.length === 0 ? <p class="empty">Nothing was decided yet. Claims are judged on a report's page, who was screened on <Link to="/view/screening">Screening</Link>.</p> : (
        <>
          <p class="dim" aria-live="polite">{count(l.judgements.length, 'decision')} up to revision {l.revision}</p>
          <ol class="plain decisions">
            {[...l.judgements].reverse().slice(0, most).map((j) => (
              <li key={j.id} class={j.holds ? 'held' : 'held gone'}>
                <p><span class="tag">{j.kind}</span> <About of={j} all={l.judgements} /> {!j.holds && <span class="tag">taken back at revision {j.undone_by}</span>}</p>
                <p><bdi>{j.why}</bdi></p>
                <p class="row dim"><span><bdi>{j.who}</bdi>, {day(j.added.slice(0, 10))}, revision {j.revision}</span>{props.writes && j.holds && <button class="quiet" onClick={() => void takeBack(j)}>Take back</button>}</p>
              </li>
            ))}
          </ol>
          {l.judgements.length > most && <button onClick={() => setMost(most + atOnce)}>Show more</button>}
        </>
      )}</Shown>
    </>
  );
}
