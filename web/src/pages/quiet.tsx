// Quiet ledgers: what tables show that nobody tells. Trade told from both ends, votes year by year, money from account to account.
// A table stays in the page and the answer; nothing of it enters the ledger.
import { useState } from 'preact/hooks';
import { post, postJson, query } from '../api';
import { Link, usePlace } from '../place';
import { count } from '../parts/standing';

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

function useAsk<T>() {
  const [state, set] = useState<{ value?: T; problem?: string; busy?: boolean }>({});
  const ask = (what: () => Promise<T>) => {
    set({ busy: true });
    what().then((value) => set({ value }), (e: Error) => set({ problem: e.message }));
  };
  return { ...state, ask };
}

function File(props: { label: string; take: (file: File) => void; taken?: File }) {
  return <label class="button">{props.taken ? <bdi>{props.taken.name}</bdi> : props.label}<input type="file" class="hidden" aria-label={props.label} onChange={(e) => { const f = e.currentTarget.files?.[0]; if (f) props.take(f); }} /></label>;
}

const Problem = ({ text }: { text?: string }) => (text ? <p class="problem" role="alert">{text}</p> : null);

interface Gap { partner: string; year: number; exports_fob: number | null; imports_cif: number | null; ratio: number | null; gap: number | null; gap_low: number | null; gap_high: number | null; flags: string[] }

// Years of one importer: what exporters say they sent to the left, what arrived to the right.
function Mirror({ partner, rows }: { partner: string; rows: Gap[] }) {
  const most = Math.max(1, ...rows.flatMap((r) => [r.exports_fob ?? 0, r.imports_cif ?? 0]));
  return (
    <section aria-label={partner}>
      <h3><bdi>{partner}</bdi></h3>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Years of ${partner}`}>
        <table class="mirror">
          <thead><tr><th scope="col">year</th><th scope="col" class="number">sent</th><th scope="col"><span class="hidden">drawn</span></th><th scope="col"><span class="hidden">drawn</span></th><th scope="col" class="number">arrived</th><th scope="col" class="number">gap</th><th scope="col">flags</th></tr></thead>
          <tbody>{rows.map((r) => (
            <tr key={r.year}><th scope="row">{r.year}</th><td class="number">{r.exports_fob === null ? '–' : compact.format(r.exports_fob)}</td>
              <td class="half out"><span style={{ width: `${((r.exports_fob ?? 0) / most) * 100}%` }} /></td><td class="half in"><span style={{ width: `${((r.imports_cif ?? 0) / most) * 100}%` }} /></td>
              <td class="number">{r.imports_cif === null ? '–' : compact.format(r.imports_cif)}</td>
              <td class="number">{r.gap === null ? '–' : <>{compact.format(r.gap)} <span class="dim">{r.gap_low !== null && r.gap_high !== null && `${compact.format(r.gap_low)} to ${compact.format(r.gap_high)}`}</span></>}</td>
              <td>{r.flags.map((f) => <span key={f} class="tag">{f.replaceAll('_', ' ')}</span>)}</td></tr>
          ))}</tbody>
        </table>
      </div>
    </section>
  );
}

function Trade() {
  const [sent, setSent] = useState<File>(), [arrived, setArrived] = useState<File>();
  const found = useAsk<{ rows: Gap[]; formula: string; currency: string }>();
  const by = new Map<string, Gap[]>();
  for (const r of found.value?.rows ?? []) by.set(r.partner, [...(by.get(r.partner) ?? []), r]);
  const widest = [...by].sort((x, y) => Math.max(...y[1].map((r) => Math.abs(r.gap ?? 0))) - Math.max(...x[1].map((r) => Math.abs(r.gap ?? 0))));
  return (
    <>
      <p>What exporters say they sent, beside what importers say arrived. Two tables (CSV) with the columns reporter, partner, year and value: <code>examples/trade</code> has a pair.</p>
      <p class="row"><File label="Exporters' table" taken={sent} take={setSent} /><File label="Importers' table" taken={arrived} take={setArrived} />
        <button class="main" disabled={!sent || !arrived || found.busy} onClick={() => found.ask(async () => postJson('/api/trade/mirror', { exports: await sent!.text(), imports: await arrived!.text() }))}>{found.busy ? 'Comparing …' : 'Compare'}</button></p>
      <Problem text={found.problem} />
      {found.value && <><p class="dim">{found.value.formula}; {found.value.currency}. An interval is that of the cost of transport.</p>{widest.slice(0, 30).map(([partner, rows]) => <Mirror key={partner} partner={partner} rows={rows} />)}</>}
    </>
  );
}

interface Year { year: number; n: number; agree: number | null; kappa: number | null }
interface Voted { agreement: { a_name: string; b_name: string; n: number; kappa: number | null; agree: number | null; rows: Year[] }; changes: { measure: string; test: string; rows: { year: number; before: number; after: number; p: number }[] } | null }

// Agreement beyond chance by year, with the years in which its level changed.
function Line({ of: v }: { of: Voted }) {
  const rows = v.agreement.rows.filter((r) => r.kappa !== null), width = 800, height = 220;
  if (rows.length < 2) return <p class="empty">Fewer than two years have votes of both.</p>;
  const first = rows[0].year, last = rows[rows.length - 1].year;
  const x = (y: number) => 40 + ((y - first) / (last - first)) * (width - 60), y = (k: number) => 20 + ((1 - k) / 2) * (height - 50);
  const step = Math.max(1, Math.ceil((last - first) / 9));
  return (
    <svg class="line-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label="Agreement by year; the table holds the same">
      {[-1, 0, 1].map((k) => <g key={k}><line x1={40} x2={width - 20} y1={y(k)} y2={y(k)} class={k === 0 ? 'zero' : 'axis'} /><text x={32} y={y(k) + 4} text-anchor="end">{k}</text></g>)}
      {rows.filter((r) => (r.year - first) % step === 0).map((r) => <text key={r.year} x={x(r.year)} y={height - 6} text-anchor="middle">{r.year}</text>)}
      {(v.changes?.rows ?? []).map((c) => <g key={c.year}><line class="break" x1={x(c.year - 0.5)} x2={x(c.year - 0.5)} y1={14} y2={height - 26} /><text x={x(c.year - 0.5) + 5} y={20}>{c.year}: {c.before.toFixed(2)} → {c.after.toFixed(2)}</text></g>)}
      <path class="curve" d={rows.map((r, i) => `${i ? 'L' : 'M'} ${x(r.year)} ${y(r.kappa!)}`).join(' ')} />
      {rows.map((r) => <circle key={r.year} cx={x(r.year)} cy={y(r.kappa!)} r={3.5} />)}
    </svg>
  );
}

function Votes() {
  const [table, set] = useState<File>(), [pair, setPair] = useState('');
  const found = useAsk<Voted>();
  const v = found.value;
  return (
    <>
      <p>How two states voted in the General Assembly, year by year, and when that changed. A table (CSV) with the columns rcid, country, date and vote: <code>examples/votes</code> has one.</p>
      <p class="row"><File label="Table of votes" taken={table} take={set} /><label>Two states <input value={pair} placeholder="RU,KP" size={22} onInput={(e) => setPair(e.currentTarget.value)} /></label>
        <button class="main" disabled={!table || !pair.includes(',') || found.busy} onClick={() => found.ask(() => post('/api/votes' + query({ name: table!.name, pair }), table!, 'application/octet-stream'))}>{found.busy ? 'Counting …' : 'Compare'}</button></p>
      <Problem text={found.problem} />
      {v && (
        <>
          <h3><bdi>{v.agreement.a_name}</bdi> and <bdi>{v.agreement.b_name}</bdi> <span class="dim">{count(v.agreement.n, 'vote')} of both</span></h3>
          <Line of={v} />
          <p class="dim">κ: agreement beyond what their habits alone would give; 1 always, 0 as by chance. {v.changes?.test && `A break: ${v.changes.test}.`}</p>
          <div class="scroll tall" tabIndex={0} role="region" aria-label="Agreement by year"><table><thead><tr><th scope="col">year</th><th scope="col" class="number">votes</th><th scope="col" class="number">agree</th><th scope="col" class="number">κ</th></tr></thead>
            <tbody>{v.agreement.rows.map((r) => <tr key={r.year}><th scope="row">{r.year}</th><td class="number">{r.n}</td><td class="number">{r.agree === null ? '–' : `${Math.round(r.agree * 100)} %`}</td><td class="number">{r.kappa === null ? '–' : r.kappa.toFixed(2)}</td></tr>)}</tbody></table></div>
        </>
      )}
    </>
  );
}

interface Traced {
  method: string; accounts: { account: string; received: number; tainted: number; balance: number; currency: string }[]; totals: { emitted: number; conserved: boolean }; unknown_origins?: string[]; passed_over_count: number;
  paths_back?: { account: string; ways: { tainted: number; currency: string; payments: { row: string; time: string; source: string; target: string; amount: number }[] }[] }[];
}

function Money() {
  const [table, set] = useState<File>(), [origin, setOrigin] = useState(''), [method, setMethod] = useState('haircut'), [back, setBack] = useState('');
  const found = useAsk<Traced>();
  const ask = (to: string) => found.ask(() => post('/api/money' + query({ name: table!.name, origin: origin.split(';').map((o) => o.trim()).filter(Boolean), method, back: to }), table!, 'application/octet-stream'));
  const t = found.value, most = Math.max(1, ...(t?.accounts ?? []).map((a) => a.tainted));
  return (
    <>
      <p>Where money of given accounts went. A table (CSV) with the columns time, source, target, amount and currency: <code>examples/money</code> has one.</p>
      <p class="row"><File label="Table of payments" taken={table} take={set} /><label>From accounts <input value={origin} placeholder="Pine Crest Trading" size={24} onInput={(e) => setOrigin(e.currentTarget.value)} /></label>
        <label>Shared out <select value={method} onChange={(e) => setMethod(e.currentTarget.value)}>{[['haircut', 'by share'], ['fifo', 'first in, first out'], ['lifo', 'last in, first out'], ['poison', 'all is tainted']].map(([k, w]) => <option key={k} value={k}>{w}</option>)}</select></label>
        <button class="main" disabled={!table || !origin.trim() || found.busy} onClick={() => { setBack(''); ask(''); }}>{found.busy ? 'Following …' : 'Follow'}</button></p>
      <Problem text={found.problem} />
      {t && (
        <>
          {(t.unknown_origins ?? []).length > 0 && <p class="problem">Not in the table: {t.unknown_origins!.join(', ')}</p>}
          <p class="dim">{compact.format(t.totals.emitted)} set out{t.totals.conserved ? '; nothing was lost or made on the way' : ''}{t.passed_over_count > 0 && `; ${count(t.passed_over_count, 'row')} made no sense`}.</p>
          <div class="two">
            <div class="scroll tall" tabIndex={0} role="region" aria-label="Accounts"><table><thead><tr><th scope="col">account</th><th scope="col" class="number">tainted</th><th scope="col"><span class="hidden">drawn</span></th><th scope="col" class="number">balance</th><th scope="col"><span class="hidden">back</span></th></tr></thead>
              <tbody>{t.accounts.slice(0, 100).map((a) => <tr key={a.account + a.currency}><th scope="row"><bdi>{a.account}</bdi></th><td class="number">{compact.format(a.tainted)} <span class="dim">{a.currency}</span></td><td class="half in"><span style={{ width: `${(a.tainted / most) * 100}%` }} /></td><td class="number">{compact.format(a.balance)}</td>
                <td><button class="quiet name" aria-pressed={back === a.account} onClick={() => { setBack(a.account); ask(a.account); }}>the way back</button></td></tr>)}</tbody></table></div>
            <div>
              {(t.paths_back ?? []).map((p) => (
                <section key={p.account}><h3>How it reached <bdi>{p.account}</bdi></h3>
                  <ol class="plain ways">{p.ways.map((w, i) => (
                    <li key={i}><b>{compact.format(w.tainted)} {w.currency}</b>
                      <ol class="hops">{w.payments.map((x) => <li key={x.row}><bdi>{x.source}</bdi> → <bdi>{x.target}</bdi> <span class="dim">{compact.format(x.amount)} · {x.time} · {x.row}</span></li>)}</ol></li>
                  ))}</ol></section>
              ))}
              {(t.paths_back ?? []).length === 0 && <p class="empty">Choose “the way back” of an account.</p>}
            </div>
          </div>
        </>
      )}
    </>
  );
}

const parts = { trade: { title: 'Trade', page: Trade }, votes: { title: 'Votes', page: Votes }, money: { title: 'Money', page: Money } };

export default function Quiet() {
  const { query: q } = usePlace();
  const which = (q.get('of') ?? 'trade') as keyof typeof parts;
  const { page: Page } = parts[which] ?? parts.trade;
  return (
    <>
      <h1>What tables show</h1>
      <p class="dim">Trade, votes and payments tell what nobody says. A table is looked at and given back: nothing of it is kept.</p>
      <nav class="row tabs" aria-label="Tables">{Object.entries(parts).map(([k, p]) => <Link key={k} to={`/view/tables?of=${k}`} class="button" current={k === which}>{p.title}</Link>)}</nav>
      <Page />
    </>
  );
}
