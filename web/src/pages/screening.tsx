// Paste or upload a table, see what its columns were taken for, then results with both values and the reason, decisions, the audit.
import { useState } from 'preact/hooks';
import { post, query } from '../api';
import { HitHead, Why } from '../parts/hit';
import { count } from '../parts/standing';
import type { Screened } from '../types';

const example = 'id,full_name,date_of_birth,country\n1,KIM Yong Chol,1946,North Korea\n2,Jane Harmless,1980,Canada\n';

interface Decision { verdict: 'match' | 'cleared'; why: string }

function save(name: string, value: unknown) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function Screening() {
  const [text, setText] = useState(''), [name, setName] = useState('');
  const [threshold, setThreshold] = useState(0.7);
  const [found, setFound] = useState<Screened>(), [problem, setProblem] = useState(''), [busy, setBusy] = useState(false);
  const [decided, decide] = useState<Record<string, Decision>>({});
  const [only, setOnly] = useState(true);
  const run = async () => {
    setBusy(true);
    setProblem('');
    try {
      setFound(await post<Screened>('/api/screening' + query({ threshold }), text, 'text/csv'));
      decide({});
    } catch (e) {
      setProblem((e as Error).message);
    }
    setBusy(false);
  };
  const put = (key: string, verdict: Decision['verdict']) => {
    const why = prompt(verdict === 'match' ? 'Why is it the same?' : 'Why is it another?');
    if (why) decide((all) => ({ ...all, [key]: { verdict, why } }));
  };
  return (
    <>
      <h1>Screening</h1>
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
          <button class="main" disabled={busy || !text.trim()}>{busy ? 'Screening …' : 'Screen'}</button>
        </p>
      </form>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {found && (
        <section aria-labelledby="results" aria-live="polite">
          <div class="top">
            <h2 id="results">{found.with_results} of {found.queries} have results</h2>
            <p class="dim">Taken as: {found.columns.join('; ') || 'JSON Lines'}</p>
            {found.problems.length > 0 && <p class="problem">{found.problems.length} lines are no query: {found.problems[0].where}, {found.problems[0].detail}</p>}
            <p class="row"><label><input type="checkbox" checked={only} onChange={(e) => setOnly(e.currentTarget.checked)} /> only those with results</label>
              <button onClick={() => save(`screening-${name || 'table'}.json`, { ...found, decisions: decided })}>Export the audit</button></p>
          </div>
          <ul class="plain">
            {found.results.filter((r) => !only || r.results.length > 0).map((r) => (
              <li key={r.id} class="asked">
                <h3><bdi>{(r.query.properties.name ?? [r.id]).join(', ')}</bdi> <span class="dim">{r.id} · {r.results.length === 0 ? 'nothing like it is listed' : count(r.results.length, 'result')}</span></h3>
                {r.results.map((hit) => {
                  const key = `${r.id} ${hit.id}`, verdict = decided[key];
                  return (
                    <details key={hit.id} open={r.results.length === 1}>
                      <summary><span class={`score ${hit.match ? 'match' : ''}`}>{hit.score.toFixed(2)}</span> <HitHead of={hit} /> {verdict && <span class="tag">{verdict.verdict}: {verdict.why}</span>}</summary>
                      <Why of={hit} />
                      <p class="row"><button onClick={() => put(key, 'match')}>The same</button><button onClick={() => put(key, 'cleared')}>Another</button></p>
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
