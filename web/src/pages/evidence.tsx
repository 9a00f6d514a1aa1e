// A document with its claims on their words, side by side with what was read from each. j and k step, x rejects, u takes it back.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { get, postJson } from '../api';
import { usePlace } from '../place';
import { Shown, useLoad } from '../load';
import { count, day, nameOf } from '../parts/standing';
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

function Read({ of: c }: { of: Claim }) {
  const rows: [string, string][] = [
    ['who', said(c.subject)], ['with', said(c.counterpart)], ['against', said(c.against)], ['what', said(c.object)], ['how much', (c.quantity ?? []).map((q) => q.text).join('; ')],
    ['in return', said(c.in_return)], ['through', said(c.via)], ['where', said(c.where)],
    ['when', c.when ? [c.when.text, [...new Set([c.when.start, c.when.end].filter(Boolean).map(day))].join(' to ')].filter(Boolean).join(': ') : ''], ['says who', said(c.attribution)],
  ];
  return <dl class="read">{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd><bdi>{v}</bdi></dd></div>)}</dl>;
}

function Decide(props: { claim: Claim; decided: () => void }) {
  const [problem, set] = useState('');
  const reject = async () => {
    const why = prompt('Why is this claim set aside?');
    if (!why) return;
    try {
      await postJson('/api/judgements', { kind: 'reject', targets: [props.claim.id], why });
      props.decided();
    } catch (e) {
      set((e as Error).message);
    }
  };
  const back = async () => {
    try {
      const all = await get<{ judgements: { a: string; kind: string; revision: number; holds: boolean }[] }>('/api/judgements');
      const at = all.judgements.find((j) => j.kind === 'reject' && j.holds && j.a === props.claim.id);
      if (at) await postJson('/api/judgements', { kind: 'undo', targets: [String(at.revision)], why: 'taken back' });
      props.decided();
    } catch (e) {
      set((e as Error).message);
    }
  };
  return (
    <p class="row">
      {props.claim.rejected ? <button data-key="u" onClick={() => void back()}>Take the rejection back <kbd>u</kbd></button> : <button data-key="x" onClick={() => void reject()}>Reject <kbd>x</kbd></button>}
      {problem && <span class="problem" role="alert">{problem}</span>}
    </p>
  );
}

export function Evidence(props: { writes: boolean }) {
  const { path, query: q } = usePlace();
  const id = path.split('/')[3] ?? '';
  const loaded = useLoad(() => get<WholeDocument, '/api/documents/{id}'>('/api/documents/{id}', { revision: q.get('revision') ?? '' }, { id }), [id]);
  const claims = useMemo(() => [...(loaded.value?.claims ?? [])].sort((x, y) => x.quote.start - y.quote.start), [loaded.value]);
  const [chosen, choose] = useState(q.get('claim') ?? '');
  useEffect(() => {
    if (!chosen) return;
    const smooth = { block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' } as const;
    document.querySelector('mark.chosen')?.scrollIntoView({ ...smooth, block: 'center' });
    document.getElementById(`claim-${chosen}`)?.scrollIntoView(smooth);
  }, [chosen, loaded.value]);
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLInputElement || e.metaKey || e.ctrlKey || claims.length === 0) return;
      const at = claims.findIndex((c) => c.id === chosen);
      if (e.key === 'j' || e.key === 'k') choose(claims[Math.min(claims.length - 1, Math.max(0, at + (e.key === 'j' ? 1 : -1)))].id);
      else document.querySelector<HTMLButtonElement>(`.chosen [data-key="${CSS.escape(e.key)}"]`)?.click();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [claims, chosen]);
  return (
    <Shown of={loaded} lines={12}>{(d) => (
      <article class="evidence">
        <header>
          <h1><bdi>{d.document.title || d.document.path.split('/').pop()}</bdi></h1>
          <p class="dim">{[d.document.publisher, day(d.document.published), d.document.path.split('/').pop(), count(claims.length, 'claim'), `revision ${d.document.revision}`].filter(Boolean).join(' · ')}{/^https?:/.test(d.document.url) && <> · <a href={d.document.url} rel="noreferrer noopener">source</a></>}</p>
          {claims.length > 0 && <p class="dim keys"><kbd>j</kbd> next, <kbd>k</kbd> previous{props.writes && <>, <kbd>x</kbd> reject</>}</p>}
        </header>
        <div class="sides">
          <Text of={d} chosen={chosen} choose={choose} />
          <section aria-label="What was read" class="claims">
            {claims.length === 0 && <p class="empty">No claim was read from it.</p>}
            <ol class="plain">
              {claims.map((c) => (
                <li key={c.id} id={`claim-${c.id}`} class={`claim ${c.id === chosen ? 'chosen' : ''} ${c.rejected ? 'rejected' : ''}`}>
                  <button class="quiet pick" aria-pressed={c.id === chosen} onClick={() => choose(c.id)}>
                    <b>{c.kind}</b> <span class="dim">{[c.polarity === 'negative' && 'not', c.modality, c.domain].filter(Boolean).join(' · ')}</span>{c.rejected ? <span class="tag">rejected at {c.rejected}</span> : null}
                  </button>
                  <Read of={c} />
                  {props.writes && c.id === chosen && <Decide claim={c} decided={loaded.again} />}
                </li>
              ))}
            </ol>
          </section>
        </div>
      </article>
    )}</Shown>
  );
}
