// Two actors: what flows both ways, what is held of it and how surely, since when, by whose word, in figures; as known on any day.
import { useEffect, useState } from 'preact/hooks';
import { get, query } from '../api';
import { go, Link, usePlace } from '../place';
import { later, Shown, useLoad, WhenSeen } from '../load';
import { Chip, count, day, nameOf, parted, spoken } from '../parts/standing';
import { Exchange } from '../parts/exchange';
import { Figures } from '../parts/figures';
import type { Conflict, Forecast, Gap, Middle, Proposition, Standing, Ties } from '../types';

const Places = later(() => import('../parts/map'));

const people = ['personnel', 'soldiers', 'workers', 'expertise'], arms = ['ammunition', 'missiles', 'arms', 'artillery', 'drones', 'aircraft', 'vehicles', 'ships', 'nuclear'];
const domains = ['Arms and technology', 'Soldiers and war', 'People and work', 'Money and goods', 'Talks and accords', 'Other'] as const;

function domainOf(p: Proposition): (typeof domains)[number] {
  const { family, goods, what } = p.key;
  if (['fight', 'attack', 'lose', 'train'].includes(family) || (family === 'deploy' && !goods.includes('workers'))) return 'Soldiers and war';
  if (goods.some((g) => people.includes(g))) return 'People and work';
  if (goods.some((g) => arms.includes(g) || g.includes('technology') || g === 'dual-use')) return 'Arms and technology';
  if (['meet', 'cooperate', 'support', 'agree', 'recognise', 'visit', 'vote'].includes(family)) return 'Talks and accords';
  if (goods.length > 0 || what || ['trade', 'pay', 'give', 'launder', 'mediate'].includes(family)) return 'Money and goods';
  return 'Other';
}

function History({ of: p }: { of: Proposition }) {
  return (
    <ol class="history" aria-label="How its standing came about">
      {p.history.map((h, i) => <li key={i}><time>{day(h.since) || 'undated'}</time> <Chip standing={h.standing} /> <span class="dim">{h.rule}</span></li>)}
    </ol>
  );
}

function Held({ of: p, seen }: { of: Proposition; seen: string }) {
  const [open, set] = useState(false);
  const [what, when] = parted(p.proposition);
  return (
    <li class="held" id={p.key.goods[0] ? `goods-${p.key.goods[0]}` : undefined}>
      <div class="head">
        <Chip standing={p.standing} />
        <div>
          <b><bdi>{what}</bdi></b>{p.objects.length > 0 && <span class="dim"> {p.objects.join(', ')}</span>}
          <p class="dim">{[when && `told of ${when}`, p.since && `${p.standing} since ${day(p.since)}`].filter(Boolean).join(' · ')}</p>
          <p>{p.rule}</p>
        </div>
      </div>
      <Figures groups={p.figures} />
      <button class="quiet more" aria-expanded={open} onClick={() => set(!open)}>
        {open ? 'Less' : `${count(p.origins_count, 'origin')}, ${count(p.claims.length, 'claim')}, how it came about`}
      </button>
      {open && (
        <div class="ground">
          <ul class="plain origins">
            {p.origins.map((o) => (
              <li key={o.key}><b>{o.name}</b> {!o.independent && <span class="tag">{o.party ? 'a party itself' : o.rival ? 'a rival' : 'not independent'}</span>} {o.reliability && <span class="tag">reliability {o.reliability.grade}</span>}
                <span class="dim"> {o.chains.map((c) => c.picture).join('; ')}</span></li>
            ))}
          </ul>
          <History of={p} />
          <ul class="plain quotes">
            {p.claims.map((c) => (
              <li key={c.id} class={p.denies.includes(c.id) ? 'denies' : ''}>
                <blockquote><bdi>{c.quote}</bdi></blockquote>
                <span class="dim">{p.denies.includes(c.id) ? 'against · ' : ''}<Link to={`/view/document/${c.document}?claim=${c.id}${seen}`}>{c.publisher || 'document'}</Link>, {day(c.published) || 'undated'} · {c.modality}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

const meanings: [Standing, string][] = [
  ['confirmed', 'a party to it says so itself, or somebody shows the thing'], ['corroborated', 'two or more origins say so that do not have it from each other'], ['reported', 'one origin says so plainly'],
  ['unverified', 'it is only alleged, thought possible, or told by a rival'], ['disputed', 'a party or another origin denies it'], ['refuted', 'it was withdrawn, or shown not to be so'],
];

function Meanings() {
  return (
    <details class="legend"><summary>What the standings mean</summary>
      <dl class="meanings">{meanings.map(([s, what]) => <div key={s}><dt><Chip standing={s} /></dt><dd>{what}</dd></div>)}</dl>
      <p class="dim">An origin is where a chain of “according to” ends: ten papers that quote one ministry are one origin.</p>
    </details>
  );
}

function Timeline({ of: all }: { of: Proposition[] }) {
  const rows = all.filter((p) => p.key.start || p.key.end).map((p) => ({ p, from: year(p.key.start) ?? year(p.key.end)!, to: year(p.key.end, true) ?? new Date().getFullYear() + 1 })).sort((x, y) => x.from - y.from);
  if (rows.length === 0) return null;
  const first = Math.floor(Math.min(...rows.map((r) => r.from))), last = Math.ceil(Math.max(...rows.map((r) => r.to)));
  const at = (n: number) => ((n - first) / (last - first || 1)) * 100;
  const step = Math.max(1, Math.ceil((last - first) / 8));
  const ticks = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
  return (
    <section aria-labelledby="time">
      <h2 id="time">When</h2>
      <div class="timeline" role="list">
        <div class="ticks" aria-hidden="true">{ticks.map((t) => <span key={t} class={at(t) > 97 ? 'last' : ''} style={{ left: `${at(t)}%` }}>{t}</span>)}</div>
        {rows.slice(0, 14).map(({ p, from, to }) => (
          <div role="listitem" class="line" key={p.id}>
            <span class={`span ${p.standing}`} style={{ left: `${at(from)}%`, width: `${Math.max(at(to) - at(from), 1)}%` }} />
            <span class="label"><bdi>{spoken(p.proposition)}</bdi></span>
          </div>
        ))}
      </div>
    </section>
  );
}

function year(text: string | null, end = false): number | null {
  if (!text) return null;
  const [y, m, d] = text.split('-').map(Number);
  if (!y) return null;
  if (m > 20) return y + (2 + 3 * (m - 21) + (end ? 3 : 0)) / 12;  // a season: spring from March
  return y + (!m ? (end ? 1 : 0) : (m - 1 + (d ? d / 31 : end ? 1 : 0)) / 12);
}

const seenAs = (asOf: string) => (/^r\d+$/.test(asOf) ? `revision ${asOf.slice(1)}` : day(asOf));

// Replays how the picture was known: one step a day of publication. Until it is moved it stands where the address says.
function AsOf(props: { days: string[]; asOf: string; set: (day: string) => void }) {
  const { days } = props;
  const [moved, move] = useState<number>();
  const found = days.findIndex((d) => d >= props.asOf);
  const at = moved ?? (props.asOf && found >= 0 ? found : days.length);
  useEffect(() => {
    if (moved === undefined) return;
    const wait = setTimeout(() => {
      const next = days[moved] ?? '';
      if (next !== props.asOf) props.set(next);
    }, 250);
    return () => clearTimeout(wait);
  }, [moved]);
  if (days.length < 2) return null;
  const told = moved === undefined && props.asOf ? seenAs(props.asOf) : days[at] ? day(days[at]) : 'today';
  return (
    <div class="asof">
      <label for="asof" title="What had been published by a day">As published by</label>
      <input id="asof" type="range" min={0} max={days.length} value={at} aria-valuetext={told} onInput={(e) => move(Number(e.currentTarget.value))} />
      <output for="asof">{told}</output>
    </div>
  );
}

interface Picture { ties: Ties; held: Proposition[]; gaps: Gap[]; conflicts: Conflict[]; forecasts: Forecast[]; revision: number }

async function picture(a: string, b: string, asOf: string, revision: string): Promise<Picture> {
  const seen = { as_of: asOf, revision }, weigh = { actor: [a, b], limit: 500, ...seen };
  const none = <T,>(value: T) => () => value;
  const [ties, held, gaps, conflicts, forecasts] = await Promise.all([
    get<Ties>('/api/ties', { a, b, ...seen }),
    get<{ propositions: Proposition[]; revision: number }>('/api/propositions', weigh),
    get<{ propositions: Gap[] }>('/api/gaps', weigh).catch(none({ propositions: [] })),
    get<{ contradictions: Conflict[] }>('/api/contradictions', weigh).catch(none({ contradictions: [] })),
    get<{ forecasts: Forecast[] }>('/api/forecasts', weigh).catch(none({ forecasts: [] })),
  ]);
  return { ties, held: held.propositions, gaps: gaps.propositions, conflicts: conflicts.contradictions, forecasts: forecasts.forecasts, revision: held.revision };
}

export default function TiePage() {
  const { query: q } = usePlace();
  const a = q.get('a') ?? '', b = q.get('b') ?? '', asOf = q.get('as_of') ?? '', revision = q.get('revision') ?? '';
  const address = (more: object) => '/view/tie' + query({ a, b, as_of: asOf, revision, ...more });
  const loaded = useLoad(() => picture(a, b, asOf, revision), [a, b, asOf, revision]);
  const whole = useLoad(() => get<{ propositions: Proposition[] }>('/api/propositions', { actor: [a, b], limit: 500, revision }), [a, b, revision]);
  const days = [...new Set((whole.value?.propositions ?? []).flatMap((p) => p.claims.map((c) => c.published)).filter((d): d is string => d?.length === 10))].sort();
  const seen = revision ? `&revision=${revision}` : '';
  const brief = (format: string) => '/api/brief' + query({ a, b, format, as_of: asOf, revision });
  useEffect(() => {
    document.title = `${nameOf(a)} and ${nameOf(b)} · Entente`;
  }, [a, b]);
  if (!a || !b) return <p class="empty">A tie is of two. <Link to="/">Choose one</Link></p>;
  return (
    <article class={loaded.busy ? 'tie busy' : 'tie'}>
      <header class="top">
        <h1>{nameOf(a)} <span aria-hidden="true">⇄</span><span class="hidden">and</span> {nameOf(b)}</h1>
        {loaded.value && loaded.value.held.length > 0 && <p class="row actions">
          <a class="button" href={brief('html')} target="_blank" rel="noopener">Brief</a>
          <a class="button" href={brief('md')} download={`${a}-${b}.md`}>Markdown</a>
          <button onClick={() => print()}>Print</button>
          <Link class="button" to={'/view/network' + query({ from: a, to: b, as_of: asOf, revision })}>Network</Link>
          <a class="button" href={brief('json')} download={`${a}-${b}.json`}>JSON</a>
          {revision
            ? <Link class="button" to={address({ revision: '' })}>Revision {revision}: show the newest</Link>
            : <button title="The address then says the same for ever" onClick={() => go(address({ revision: loaded.value!.revision }), true)}>Hold at revision {loaded.value.revision}</button>}
        </p>}
        {loaded.value && <p class="printed">Ledger revision {loaded.value.revision}{asOf ? `, as published by ${seenAs(asOf)}` : ''}; printed {day(new Date().toISOString().slice(0, 10))}.</p>}
        {days.length > 1 && <AsOf key={a + b} days={days} asOf={asOf} set={(d) => go(address({ as_of: d }), true)} />}
      </header>
      <Shown of={loaded} lines={10}>{(p) => p.held.length === 0 ? <p class="empty">No report tells of both{asOf ? ` by ${seenAs(asOf)}` : ''}. See <Link to={'/view/network' + query({ from: a, to: b, as_of: asOf, revision })}>whether a way leads from one to the other</Link>, or <Link to="/">who is told of</Link>.</p> : <Body of={p} a={a} b={b} seen={seen} asOf={asOf} revision={revision} />}</Shown>
    </article>
  );
}

// Asked for by itself: it looks at the whole network, which takes longer.
function Between({ a, b, asOf, revision, seen }: { a: string; b: string; asOf: string; revision: string; seen: string }) {
  const loaded = useLoad(() => get<{ intermediaries: Middle[] }>('/api/intermediaries', { a, b, limit: 8, legs: 4, as_of: asOf, revision }).catch(() => ({ intermediaries: [] as Middle[] })), [a, b, asOf, revision]);
  return (
    <>
      <Shown of={loaded} lines={4}>{(m) => m.intermediaries.length === 0 ? <p class="empty">Nobody is told to stand between.</p> : (
        <ul class="cards">{m.intermediaries.map((x) => (
          <li key={x.id}><b><Link to={'/view/network' + query({ who: x.id })}><bdi>{x.kind === 'state' ? nameOf(x.id) : x.title}</bdi></Link></b>
            <span class="dim">{x.kind} · {Math.round(x.share * 100)} % of the ways · {x.ways_forth} there, {x.ways_back} back</span>
            {[...(x.legs_in ?? []), ...(x.legs_out ?? [])].filter((t) => t.claims?.[0]).slice(0, 2).map((t) => <span key={t.claims![0].id} class="dim"><Link to={`/view/document/${t.claims![0].document}?claim=${t.claims![0].id}${seen}`}><bdi>{t.claims![0].quote.slice(0, 140)}</bdi></Link></span>)}</li>
        ))}</ul>
      )}</Shown>
    </>
  );
}

function Body({ of: p, a, b, seen, asOf, revision }: { of: Picture; a: string; b: string; seen: string; asOf: string; revision: string }) {
  return (
    <>
      <section aria-labelledby="flows"><h2 id="flows">The exchange</h2><Exchange a={a} b={b} forth={p.ties.forth} back={p.ties.back} /></section>
      <Meanings />
      {domains.map((d) => {
        const list = p.held.filter((x) => domainOf(x) === d);
        return list.length > 0 && (
          <section key={d} aria-label={d}><h2>{d} <span class="dim">{list.length}</span></h2><ul class="plain">{list.map((x) => <Held key={x.id} of={x} seen={seen} />)}</ul></section>
        );
      })}
      <Timeline of={p.held} />
      {/^[a-z]{2}$/.test(a) && /^[a-z]{2}$/.test(b) && <section aria-labelledby="map"><h2 id="map">Where</h2><WhenSeen room="30rem"><Places a={a} b={b} asOf={asOf} revision={revision} seen={seen} /></WhenSeen></section>}
      <div class="two">
        <section aria-labelledby="disputed">
          <h2 id="disputed">Disputed</h2>
          {p.conflicts.length === 0 ? <p class="empty">Nothing is told both ways.</p> : <ul class="cards">{p.conflicts.slice(0, 8).map((c, i) => <li key={i}><b><bdi>{spoken(c.proposition)}</bdi></b><span class="dim">{c.what}</span></li>)}</ul>}
        </section>
        <section aria-labelledby="foreseen">
          <h2 id="foreseen">Foreseen and planned</h2>
          {p.forecasts.length === 0 ? <p class="empty">Nothing.</p> : <ul class="cards">{p.forecasts.slice(0, 8).map((f, i) => <li key={i}><bdi>{f.quote}</bdi><span class="dim">{[f.by.join(', '), f.likelihood && `${f.likelihood.word}: ${Math.round(f.likelihood.low * 100)} to ${Math.round(f.likelihood.high * 100)} %`, f.due && `due ${day(f.due)}`, f.outcome].filter(Boolean).join(' · ')}</span></li>)}</ul>}
        </section>
        <section aria-labelledby="middles"><h2 id="middles">In between</h2><WhenSeen room="8rem"><Between a={a} b={b} asOf={asOf} revision={revision} seen={seen} /></WhenSeen></section>
        <section aria-labelledby="unknown">
          <h2 id="unknown">Unknown</h2>
          {p.gaps.length === 0 ? <p class="empty">No gap stands out.</p> : <ul class="cards">{p.gaps.slice(0, 8).map((g) => <li key={g.id}><b><bdi>{spoken(g.proposition)}</bdi></b><span class="dim">{g.gaps.map((x) => x.what).join('; ')}</span></li>)}</ul>}
        </section>
      </div>
    </>
  );
}
