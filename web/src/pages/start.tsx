// Drop reports or a list, see them read, then the strongest ties and what is new.
import { useRef, useState } from 'preact/hooks';
import { get, post, query } from '../api';
import { Link } from '../place';
import { Shown, useLoad } from '../load';
import { count, day, Facts, grouped } from '../parts/standing';
import type { DocumentHead, Job, Ledger } from '../types';

function said(job: Job): string {
  if (job.state === 'waiting') return 'waits';
  if (job.state === 'running') return job.total > 1 ? `${job.stage} ${job.done} of ${job.total}` : job.stage || 'reading';
  if (job.state === 'failed') return job.problems[0]?.detail ?? 'could not be read';
  return job.results.map((r) => (r.kind === 'list' ? `list ${r.list}: ${r.entities} entities` : count(r.claims ?? 0, 'claim')) + (r.added ? '' : ', was there already')).join('; ');
}

async function follow(job: Job, tell: (job: Job) => void) {
  for (let wait = 200; job.state === 'waiting' || job.state === 'running'; wait = Math.min(wait * 1.3, 1500)) {
    tell(job);
    await new Promise((r) => setTimeout(r, wait));
    job = await get<Job, '/api/jobs/{id}'>('/api/jobs/{id}', {}, { id: job.job });
  }
  tell(job);
}

function Drop(props: { writes: boolean; added: () => void }) {
  const [jobs, set] = useState<Record<string, Job | string>>({});
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const put = (name: string, job: Job | string) => set((all) => ({ ...all, [name]: job }));
  const send = async (files: FileList | null) => {
    for (const file of Array.from(files ?? [])) {
      put(file.name, 'sending');
      try {
        const job = await post<Job>('/api/documents' + query({ name: file.name }), file, 'application/octet-stream');
        await follow(job, (j) => put(file.name, j));
      } catch (e) {
        put(file.name, (e as Error).message);
      }
    }
    props.added();
  };
  if (!props.writes)
    return <p class="drop closed">Add reports and lists with <code>entente add reports/</code>. To add them on this page, press <em>Read only</em> above and enter an analyst's token.</p>;
  return (
    <div class={over ? 'drop over' : 'drop'} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(e) => { e.preventDefault(); setOver(false); void send(e.dataTransfer?.files ?? null); }}>
      <p><strong>Drop reports or a list here</strong>, or <button class="main" onClick={() => input.current?.click()}>choose files</button></p>
      <p class="dim">Text, Markdown, HTML, PDF, Word, mail; sanctions lists as their publishers put them out.</p>
      <input ref={input} type="file" multiple hidden aria-label="Files to add" onChange={(e) => void send(e.currentTarget.files)} />
      <ul class="plain" aria-live="polite">
        {Object.entries(jobs).map(([name, job]) => (
          <li key={name}><bdi>{name}</bdi>: {typeof job === 'string' ? job : said(job)}
            {typeof job !== 'string' && job.results.filter((r) => r.kind === 'document').map((r) => <> · <Link to={`/view/document/${r.id}`}>see its claims</Link></>)}</li>
        ))}
      </ul>
    </div>
  );
}

export function Start(props: { writes: boolean }) {
  const ledger = useLoad(() => get<Ledger>('/api/ledger'), []);
  const documents = useLoad(() => get<{ documents: DocumentHead[] }>('/api/documents', { limit: 8 }), []);
  return (
    <>
      <h1>Who gives what to whom</h1>
      <Shown of={ledger} lines={2}>{(l) => (
        <p class="counts">
          <span><b>{grouped(l.documents)}</b> reports</span><span><b>{grouped(l.claims)}</b> claims</span>
          <span><b>{grouped(l.listed)}</b> listed entities</span><span>revision <b>{l.revision}</b></span>
        </p>
      )}</Shown>
      <Drop writes={props.writes} added={() => { ledger.again(); documents.again(); }} />
      <div class="two">
        <section aria-labelledby="ties">
          <h2 id="ties">Strongest ties</h2>
          <Shown of={ledger} lines={6}>{(l) => l.ties.length === 0 ? (
            <p class="empty">{l.documents > 0 ? 'No report tells of two states yet.' : <>Here stand the pairs of states that reports tell most of. To see it at work: <code>entente add examples/reports examples/lists/ofac-sdn</code></>}</p>
          ) : (
            <ol class="ties">
              {l.ties.map((t) => (
                <li key={t.a + t.b}>
                  <Link to={`/view/tie?a=${t.a}&b=${t.b}`}>
                    <span class="pair">{t.a_name} <span aria-hidden="true">⇄</span><span class="hidden">and</span> {t.b_name}</span>
                    <meter min={0} max={l.ties[0].claims} value={t.claims} aria-label={count(t.claims, 'claim')} />
                    <span class="dim"><Facts of={[count(t.claims, 'claim'), Object.entries(t.kinds).sort((x, y) => y[1] - x[1]).slice(0, 3).map(([k]) => k).join(', '), day(t.last)]} /></span>
                  </Link>
                </li>
              ))}
            </ol>
          )}</Shown>
        </section>
        <section aria-labelledby="new">
          <h2 id="new">New in the ledger</h2>
          <Shown of={documents} lines={6}>{(d) => d.documents.length === 0 ? <p class="empty">Every report that is added stands here, with its claims on its own words.</p> : (
            <ul class="cards">
              {d.documents.map((x) => (
                <li key={x.id}>
                  <Link to={`/view/document/${x.id}`}><bdi>{x.title || x.path}</bdi></Link>
                  <span class="dim"><Facts of={[x.publisher, day(x.published), count(x.claims ?? 0, 'claim')]} /></span>
                </li>
              ))}
            </ul>
          )}</Shown>
        </section>
      </div>
    </>
  );
}
