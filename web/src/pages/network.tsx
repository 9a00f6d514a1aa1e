// Who is tied to whom, step by step: somebody, how many neighbours he hides, by what kinds of ties; each step can be taken back.
// The table beside the drawing holds all that is drawn, so that nothing depends on seeing it.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, query } from '../api';
import { go, Link, usePlace } from '../place';
import { Chip, count, day, nameOf } from '../parts/standing';
import { Drawing } from '../parts/drawing';
import type { GraphNode, GraphTie, Neighbours } from '../types';

interface Step { what: string; nodes: string[]; ties: string[] }
interface Net { nodes: Map<string, GraphNode>; ties: Map<string, GraphTie>; steps: Step[]; marked: string[] }

const empty = (): Net => ({ nodes: new Map(), ties: new Map(), steps: [], marked: [] });
const key = (t: GraphTie) => `${t.from}\n${t.kind}\n${t.to}`;
const known = (n: GraphNode) => n.neighbours !== undefined;

// What is there with what a step adds.
function grown(net: Net, what: string, nodes: GraphNode[], ties: GraphTie[], marked: string[] = []): Net {
  const next: Net = { nodes: new Map(net.nodes), ties: new Map(net.ties), steps: net.steps, marked };
  const step: Step = { what, nodes: [], ties: [] };
  for (const n of nodes) {
    const old = next.nodes.get(n.id);
    if (!old) step.nodes.push(n.id);
    if (!old || known(n)) next.nodes.set(n.id, n);
  }
  for (const t of ties) {
    if (!next.ties.has(key(t))) step.ties.push(key(t));
    next.ties.set(key(t), t);
  }
  next.steps = [...net.steps, step];
  return next;
}

function without(net: Net): Net {
  const last = net.steps[net.steps.length - 1];
  const next: Net = { nodes: new Map(net.nodes), ties: new Map(net.ties), steps: net.steps.slice(0, -1), marked: [] };
  for (const t of last.ties) next.ties.delete(t);
  for (const n of last.nodes) next.nodes.delete(n);
  for (const [k, t] of next.ties) if (!next.nodes.has(t.from) || !next.nodes.has(t.to)) next.ties.delete(k);
  return next;
}

// Neighbours of a node that are drawn, of all and by kind of tie; the rest is hidden.
function hidden(net: Net, n: GraphNode) {
  const shown = new Set<string>(), by: Record<string, Set<string>> = {};
  for (const t of net.ties.values()) {
    if (t.from !== n.id && t.to !== n.id) continue;
    const other = t.from === n.id ? t.to : t.from;
    shown.add(other);
    (by[t.kind] ??= new Set()).add(other);
  }
  const kinds = Object.entries(n.by_kind ?? {}).map(([kind, all]) => ({ kind, all, left: Math.max(0, all - (by[kind]?.size ?? 0)) })).sort((x, y) => y.all - x.all);
  return { all: Math.max(0, (n.neighbours ?? 0) - shown.size), kinds };
}

const label = (n: GraphNode) => (n.kind === 'state' ? nameOf(n.id) : n.title || n.id);
const about = (n: GraphNode) => [n.kind !== 'actor' && n.kind, n.state && n.kind !== 'state' && nameOf(n.state), n.listed && 'listed', n.hub && 'shared by many'].filter(Boolean).join(' · ');

function Tie({ of: t, net, choose }: { of: GraphTie; net: Net; choose: (id: string) => void }) {
  const name = (id: string) => <button class="quiet name" onClick={() => choose(id)}><bdi>{label(net.nodes.get(id) ?? ({ id, title: id } as GraphNode))}</bdi></button>;
  const claim = t.claims?.[0];
  return (
    <tr class={net.marked.includes(key(t)) ? 'marked' : ''}>
      <td>{name(t.from)}</td>
      <th scope="row">{t.kind}{t.what ? `: ${t.what}` : ''}{t.percent ? ` ${t.percent} %` : ''}</th>
      <td>{name(t.to)}</td>
      <td>{t.proposition ? <Chip standing={t.standing} /> : <span class="dim">listed</span>}</td>
      <td class="dim">{[...new Set([t.begins, t.ends].map((d) => day(d)))].filter(Boolean).join(' to ')}</td>
      <td>{claim ? <Link to={`/view/document/${claim.document}?claim=${claim.id}`}>{count(t.claim_count ?? 1, 'claim')}</Link> : <span class="dim"><bdi>{t.place}</bdi></span>}</td>
    </tr>
  );
}

export default function NetworkPage() {
  const { query: q } = usePlace();
  const standing = q.get('standing') ?? '', since = q.get('since') ?? '', until = q.get('until') ?? '';
  const who = q.get('who') ?? '', from = q.get('from') ?? '', to = q.get('to') ?? '', revision = q.get('revision') ?? '', asOf = q.get('as_of') ?? '';
  const [net, set] = useState<Net>(empty());
  const [chosen, choose] = useState('');
  const [problem, tell] = useState(''), [busy, setBusy] = useState(false), [only, setOnly] = useState('');
  const scope = { standing, since, until, revision, as_of: asOf };
  const now = useRef(net);
  now.current = net;
  const turn = useRef(0);

  const work = async (ask: (mine: () => boolean) => Promise<void>) => {
    const at = turn.current;
    setBusy(true);
    tell('');
    try {
      await ask(() => at === turn.current);
    } catch (e) {
      if (at === turn.current) tell((e as Error).message);
    }
    if (at === turn.current) setBusy(false);
  };
  const near = (values: object) => get<Neighbours>('/api/neighbours', { ...scope, shown: [...now.current.nodes.keys()].slice(-120), ...values });
  const expand = (id: string, by = '') => work(async (mine) => {
    const n = now.current.nodes.get(id);
    const found = await near({ who: id, by, limit: 25 });
    if (!mine()) return;
    const fresh = found.neighbours.filter((x) => !now.current.nodes.has(x.id)).length;
    set(grown(now.current, `${n ? label(n) : id}${by ? `, ${by}` : ''}: ${count(fresh, 'more neighbour')}`, [found.who!, ...found.neighbours], found.links));
    choose(found.who!.id);
  });
  const learn = (id: string) => work(async (mine) => {  // its counts, where a path brought it without
    const found = await near({ who: id, limit: 1 });
    if (!mine() || !found.who) return;
    const next = { ...now.current, nodes: new Map(now.current.nodes) };
    next.nodes.set(id, found.who);
    set(next);
  });
  const pick = (id: string) => {
    choose(id);
    const n = now.current.nodes.get(id);
    if (n && !known(n)) void learn(id);
  };

  useEffect(() => {
    ++turn.current;
    set(empty());
    choose('');
    now.current = empty();
    void work(async (mine) => {
      let made = empty();
      if (from && to) {
        const found = await get<{ paths: { nodes: GraphNode[]; hops: { ties: GraphTie[] }[] }[]; why?: string }>('/api/paths', { from, to, count: 3, ...scope });
        if (!mine()) return;
        if (found.paths.length === 0) return tell(`No way leads from ${nameOf(from)} to ${nameOf(to)}${found.why ? `: ${found.why}` : ''}.`);
        const ties = found.paths.flatMap((p) => p.hops.flatMap((h) => h.ties));
        made = grown(made, `${count(found.paths.length, 'way')} from ${nameOf(from)} to ${nameOf(to)}`, found.paths.flatMap((p) => p.nodes), ties, found.paths[0].hops.flatMap((h) => h.ties.map(key)));
      } else {
        const found = await near({ who, limit: who ? 25 : 30 });
        if (!mine()) return;
        made = grown(made, who ? nameOf(who) : 'those with most ties', [...(found.who ? [found.who] : []), ...found.neighbours], found.links);
        if (found.who) choose(found.who.id);
      }
      set(made);
    });
  }, [who, from, to, standing, since, until, revision, asOf]);

  const node = net.nodes.get(chosen);
  const rows = useMemo(() => [...net.ties.values()].filter((t) => !only || t.from === only || t.to === only), [net, only]);
  const left = useMemo(() => new Map([...net.nodes.values()].map((n) => [n.id, hidden(net, n).all])), [net]);
  return (
    <article class="network">
      <h1>Network</h1>
      <form class="row" aria-label="What is drawn" onSubmit={(e) => {
        e.preventDefault();
        const f = new FormData(e.currentTarget), text = (name: string) => String(f.get(name) ?? '').trim();
        const a = text('who'), b = text('to');
        go('/view/network' + query({ ...(b ? { from: a, to: b } : { who: a }), standing: text('standing'), since: text('since'), until: text('until'), revision, as_of: asOf }));
      }}>
        <label>From <input name="who" size={12} key={who + from} defaultValue={from || who} placeholder="kp, a name, an id" dir="auto" /></label>
        <label>to <input name="to" size={12} key={to} defaultValue={to} placeholder="optional: ways" dir="auto" /></label>
        <label>Standing <select name="standing" key={standing} defaultValue={standing}><option value="">all but refuted</option>{['reported', 'corroborated', 'confirmed'].map((s) => <option key={s} value={s}>{s} or better</option>)}</select></label>
        <label>Time <input name="since" size={8} key={since} defaultValue={since} placeholder="2022" pattern="\d{4}(-\d{2}(-\d{2})?)?" aria-label="From year or day" /> to <input name="until" size={8} key={until} defaultValue={until} placeholder="2025-06" pattern="\d{4}(-\d{2}(-\d{2})?)?" aria-label="To year or day" /></label>
        <button class="main">Draw</button>
      </form>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="drawn-and-told">
        <div>
          <Drawing nodes={[...net.nodes.values()]} ties={[...net.ties.values()]} hidden={left} marked={net.marked} chosen={chosen} label={label} choose={pick} expand={(id) => void expand(id)} />
          <p class="dim row" role="status">{busy ? 'Looking …' : net.nodes.size === 0 ? 'Nothing is drawn.' : `${count(net.nodes.size, 'node')}, ${count(net.ties.size, 'tie')} drawn. A click chooses, a double click expands.`}</p>
        </div>
        <aside aria-label="The chosen one and the steps">
          {node ? (
            <section aria-labelledby="chosen">
              <h2 id="chosen"><bdi>{label(node)}</bdi></h2>
              <p class="dim">{about(node)}</p>
              {!known(node) ? <p class="dim">Counting …</p> : (
                <>
                  <p><b>{count(left.get(node.id) ?? 0, 'neighbour')}</b> hidden, of {node.neighbours!.toLocaleString()}</p>
                  <p class="row kinds">
                    <button class="main" disabled={busy || !left.get(node.id)} onClick={() => void expand(node.id)}>Expand</button>
                    {hidden(net, node).kinds.filter((k) => k.left > 0).slice(0, 12).map((k) => <button key={k.kind} disabled={busy} onClick={() => void expand(node.id, k.kind)}>{k.kind} <span class="dim">+{k.left}</span></button>)}
                  </p>
                </>
              )}
              {known(node) && <p class="dim">{Object.entries(node.by_kind ?? {}).sort((x, y) => y[1] - x[1]).slice(0, 8).map(([kind, n]) => `${kind} ${n}`).join(', ')}</p>}
              <p class="row">
                <button aria-pressed={only === node.id} onClick={() => setOnly(only === node.id ? '' : node.id)}>Only its ties</button>
                {node.kind !== 'state' && node.kind !== 'actor' && <Link class="button" to={`/view/entity/${encodeURIComponent(node.id)}`}>Entity</Link>}
                <Link class="button" to={'/view/network' + query({ who: node.id, ...scope })}>Start here</Link>
              </p>
            </section>
          ) : <p class="empty">{net.nodes.size > 0 ? 'Choose somebody in the drawing or in the table.' : 'Those who are drawn are told of here, with how many neighbours of each are hidden.'}</p>}
          <section aria-labelledby="steps">
            <h2 id="steps">Steps</h2>
            <ol class="plain steps">{net.steps.map((s, i) => <li key={i}><bdi>{s.what}</bdi></li>)}</ol>
            <button disabled={net.steps.length < 2 || busy} onClick={() => { set(without(net)); }}>Take the last step back</button>
          </section>
        </aside>
      </div>
      <section aria-labelledby="ties">
        <h2 id="ties">Ties {only && <span class="dim">of <bdi>{label(net.nodes.get(only) ?? ({ id: only, title: only } as GraphNode))}</bdi></span>} <span class="dim">{rows.length}</span></h2>
        <div class="scroll tall" tabIndex={0} role="region" aria-label="Ties that are drawn">
          <table>
            <thead><tr><th scope="col">who</th><th scope="col">tie</th><th scope="col">whom</th><th scope="col">standing</th><th scope="col">when</th><th scope="col">rests on</th></tr></thead>
            <tbody>{rows.slice(0, 400).map((t) => <Tie key={key(t)} of={t} net={net} choose={pick} />)}</tbody>
          </table>
        </div>
      </section>
    </article>
  );
}
