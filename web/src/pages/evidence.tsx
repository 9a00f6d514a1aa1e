// A document with its claims on their words, side by side with what was read from each; one key for each decision.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, postJson } from '../api';
import { ask } from '../parts/ask';
import { decoded, usePlace } from '../place';
import { Shown, useLoad } from '../load';
import { count, day, Facts, nameOf } from '../parts/standing';
import type { Claim, Mention, WholeDocument } from '../types';

const said = (list?: Mention[]) => (list ?? []).map((m) => m.text + (m.state && m.state !== 'xx' && nameOf(m.state) !== m.text ? ` (${nameOf(m.state)})` : '')).join(', ');

// Pieces of a block between the ends of quotes, each with the claims that rest on it.
function pieces(text: string[], from: number, to: number, claims: Claim[]) {
  const inside = claims.filter((c) => c.quote.start < to && c.quote.end > from);
  const ends = [...new Set([from, to, ...inside.flatMap((c) => [c.quote.start, c.quote.end])])].filter((n) => n >= from && n <= to).sort((x, y) => x - y);
  return ends.slice(0, -1).map((start, i) => ({ start, text: text.slice(start, ends[i + 1]).join(''), claims: inside.filter((c) => c.quote.start <= start && c.quote.end >= ends[i + 1]) }));
}

function Text(props: { of: WholeDocument; chosen: string; choose: (id: string) => void }) {
  const points = useMemo(() => Array.from(props.of.text), [props.of]);
  return (
    <div class="text" lang={props.of.document.language || undefined}>
      {props.of.blocks.map((b) => {
        const Tag = b.kind === 'title' || b.kind === 'heading' ? 'h3' : 'p';
        return (
          <Tag key={b.start} dir="auto" class={b.kind}>
            {pieces(points, b.start, b.end, props.of.claims).map((x) => x.claims.length === 0 ? x.text : (
              <mark key={x.start} id={`at-${x.start}`} class={x.claims.some((c) => c.id === props.chosen) ? 'chosen' : x.claims.every((c) => c.rejected) ? 'rejected' : ''}
                onClick={() => props.choose(x.claims[0].id)}>{x.text}</mark>
            ))}
          </Tag>
        );
      })}
    </div>
  );
}

// "in 2024" needs no "2024" beside it, "last spring" does.
function whenOf(when: NonNullable<Claim['when']>): string {
  const known = [...new Set([when.start, when.end].filter(Boolean).map(day))].join(' to ');
  return when.text?.includes(known) ? when.text : [when.text, known].filter(Boolean).join(': ');
}

function Read({ of: c }: { of: Claim }) {
  const rows: [string, string][] = [
    ['who', said(c.subject)], ['with', said(c.counterpart)], ['against', said(c.against)], ['what', said(c.object)], ['how much', (c.quantity ?? []).map((q) => q.text).join('; ')],
    ['in return', said(c.in_return)], ['through', said(c.via)], ['where', said(c.where)],
    ['when', c.when ? whenOf(c.when) : ''], ['says who', said(c.attribution)],
  ];
  return <dl class="read">{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd><bdi>{v}</bdi></dd></div>)}</dl>;
}

interface Judged { kind: string; a: string; value?: string; who: string; why: string; added: string; revision: number; holds: boolean }

const credibility = ['', 'confirmed by others', 'probably true', 'possibly true', 'doubtful', 'improbable', 'cannot be judged'];
const keys: [string, string][] = [['j k', 'next, previous'], ['a', 'accept'], ['x', 'reject'], ['c', 'correct'], ['1 – 6', 'credibility'], ['u', 'take the last decision back'], ['?', 'these keys']];

function told(j: Judged): string {
  const by = ` by ${j.who}, ${day(j.added.slice(0, 10))}: ${j.why}`;
  if (j.kind === 'accept') return 'accepted' + by;
  if (j.kind === 'correct') return `read wrongly; its words say “${j.value}”` + by;
  if (j.kind === 'regrade') return `credibility ${j.value}, ${credibility[Number(j.value)]}` + by;
  return 'rejected' + by;
}

// Why a decision is made is asked, but for accepting: the reason is that it was compared.
async function decide(kind: string, claim: Claim, judged: Judged[]): Promise<boolean> {
  if (kind === 'accept') return !!await postJson('/api/judgements', { kind, targets: [claim.id], why: 'compared with its words' });
  if (kind === 'undo') {
    const last = [...judged].reverse().find((j) => j.holds);
    if (!last) return false;
    return !!await postJson('/api/judgements', { kind, targets: [String(last.revision)], why: 'taken back' });
  }
  if (kind === 'correct') {
    const reading = await ask('What do the words say?', 'The right reading, in a sentence');
    return !!reading && !!await postJson('/api/judgements', { kind, targets: [claim.id, reading], why: 'read wrongly' });
  }
  const grade = /^[1-6]$/.test(kind) ? kind : '';
  const why = await ask(grade ? `Credibility ${grade}: ${credibility[Number(grade)]}` : 'Set this claim aside', 'Why?');
  return !!why && !!await postJson('/api/judgements', grade ? { kind: 'regrade', targets: [claim.id, grade], why } : { kind: 'reject', targets: [claim.id], why });
}

function Decide(props: { claim: Claim; judged: Judged[]; act: (kind: string) => void }) {
  const aside = !!props.claim.rejected, back = props.judged.some((j) => j.holds);
  return (
    <p class="row decide">
      {!aside && <><button data-key="a" onClick={() => props.act('accept')}>Accept <kbd>a</kbd></button><button data-key="x" onClick={() => props.act('reject')}>Reject <kbd>x</kbd></button><button data-key="c" onClick={() => props.act('correct')}>Correct <kbd>c</kbd></button>
        <select aria-label="Credibility" value="" onChange={(e) => { const g = e.currentTarget.value; e.currentTarget.value = ''; if (g) props.act(g); }}><option value="">Credibility 1–6</option>{credibility.slice(1).map((w, i) => <option key={w} value={i + 1}>{i + 1}: {w}</option>)}</select></>}
      {back && <button data-key="u" onClick={() => props.act('undo')}>Take back <kbd>u</kbd></button>}
    </p>
  );
}

export default function Evidence(props: { writes: boolean }) {
  const { path, query: q } = usePlace();
  const id = decoded(path.split('/')[3] ?? '');
  const loaded = useLoad(() => get<WholeDocument, '/api/documents/{id}'>('/api/documents/{id}', { revision: q.get('revision') ?? '', as_of: q.get('as_of') ?? '' }, { id }), [id]);
  const claims = useMemo(() => [...(loaded.value?.claims ?? [])].sort((x, y) => x.quote.start - y.quote.start), [loaded.value]);
  const judged = useLoad(() => get<{ judgements: Judged[] }>('/api/judgements', { revision: q.get('revision') ?? '' }), [id]);
  const of = (claim: string) => (judged.value?.judgements ?? []).filter((j) => j.a === claim && j.kind !== 'undo');
  const [chosen, choose] = useState(q.get('claim') ?? '');
  const [problem, tell] = useState(''), [said, say] = useState('');
  const legend = useRef<HTMLDetailsElement>(null), inText = useRef(false);
  const act = async (kind: string) => {
    const claim = claims.find((c) => c.id === chosen);
    if (!claim || !props.writes) return;
    tell('');
    try {
      if (await decide(kind, claim, of(claim.id))) {
        say({ accept: 'Accepted', reject: 'Rejected', correct: 'Corrected', undo: 'Taken back' }[kind] ?? `Credibility ${kind}`);
        loaded.again();
        judged.again();
      }
    } catch (e) {
      tell((e as Error).message);
    }
  };
  useEffect(() => {
    if (!chosen) return;
    const smooth = { block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' } as const;
    // One above the other, only that is shown which was not pressed.
    const above = matchMedia('(max-width: 46rem)').matches;
    if (!above || !inText.current) document.querySelector('mark.chosen')?.scrollIntoView({ ...smooth, block: 'center' });
    if (!above || inText.current) document.getElementById(`claim-${chosen}`)?.scrollIntoView(smooth);
    inText.current = false;
  }, [chosen, loaded.value]);
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLInputElement || e.target instanceof HTMLSelectElement || e.metaKey || e.ctrlKey || e.altKey || document.querySelector('dialog[open]') || claims.length === 0) return;
      const at = claims.findIndex((c) => c.id === chosen);
      const acts: Record<string, string> = { a: 'accept', x: 'reject', c: 'correct', u: 'undo' };
      if (e.key === 'j' || e.key === 'k') choose(claims[Math.min(claims.length - 1, Math.max(0, at + (e.key === 'j' ? 1 : -1)))].id);
      else if (e.key === '?' && legend.current) legend.current.open = !legend.current.open;
      else if (/^[1-6]$/.test(e.key) || acts[e.key]) {
        const claim = claims[at];
        if (!claim || (claim.rejected && e.key !== 'u')) return;
        e.preventDefault();
        void act(acts[e.key] ?? e.key);
      }
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [claims, chosen, judged.value, props.writes]);
  return (
    <Shown of={loaded} lines={12}>{(d) => (
      <article class="evidence">
        <header>
          <h1><bdi>{d.document.title || d.document.path.split('/').pop()}</bdi></h1>
          <p class="dim"><Facts of={[d.document.publisher, day(d.document.published), d.document.path.split('/').pop(), count(claims.length, 'claim'), `revision ${d.document.revision}`]} />{/^https?:/.test(d.document.url) && <> · <a href={d.document.url} rel="noreferrer noopener">source</a></>}</p>
          {claims.length > 0 && (
            <details ref={legend} class="legend"><summary>Keys <kbd>?</kbd></summary>
              <dl>{keys.filter(([k]) => props.writes || k === 'j k' || k === '?').map(([k, what]) => <div key={k}><dt>{k.split(' ').map((x) => (x === '–' ? ' – ' : <kbd key={x}>{x}</kbd>))}</dt><dd>{what}</dd></div>)}</dl>
              {!props.writes && <p class="dim">With a token of an analyst there are keys to accept, reject, correct and grade.</p>}
            </details>
          )}
          {problem && <p class="problem" role="alert">{problem}</p>}
          <p class="hidden" role="status">{said}</p>
        </header>
        <div class="sides">
          <Text of={d} chosen={chosen} choose={(id) => { inText.current = true; choose(id); }} />
          <section aria-label="What was read" class="claims">
            {claims.length === 0 ? <p class="empty">No claim was read from it: nothing in it says, in words that are known, who did what with whom.</p> : !chosen && <p class="dim">Press marked words or a claim to see both.</p>}
            <ol class="plain">
              {claims.map((c) => (
                <li key={c.id} id={`claim-${c.id}`} class={`claim ${c.id === chosen ? 'chosen' : ''} ${c.rejected ? 'rejected' : ''}`}>
                  <button class="quiet pick" aria-pressed={c.id === chosen} onClick={() => choose(c.id)}>
                    <b>{c.kind}</b> <span class="dim">{[c.polarity === 'negative' && 'not', c.modality, c.domain].filter(Boolean).join(' · ')}</span>{c.rejected ? <span class="tag">rejected at {c.rejected}</span> : null}{!c.rejected && of(c.id).some((j) => j.holds && j.kind === 'accept') ? <span class="tag">accepted</span> : null}
                  </button>
                  <Read of={c} />
                  {of(c.id).filter((j) => j.holds).map((j) => <p key={j.revision} class="dim decided"><bdi>{told(j)}</bdi></p>)}
                  {props.writes && c.id === chosen && <Decide claim={c} judged={of(c.id)} act={(kind) => void act(kind)} />}
                </li>
              ))}
            </ol>
          </section>
        </div>
      </article>
    )}</Shown>
  );
}
