// The exchange both ways: a band for each kind of goods, as wide as the independent origins behind it are many; what is given above,
// what comes back below. Widths are of evidence, never of amounts: figures of different things are not added up.
import type { Flow } from '../types';
import { count, nameOf } from './standing';

interface Band { goods: string; origins: number; claims: number; years: string; figures: string[] }

function bands(flows: Flow[]): Band[] {
  const by = new Map<string, Flow[]>();
  for (const f of flows) {
    const what = f.goods || 'goods not named';
    by.set(what, [...(by.get(what) ?? []), f]);
  }
  return [...by].map(([goods, all]) => {
    const years = all.map((f) => f.year).filter((y): y is number => !!y).sort();
    const span = years.length === 0 ? '' : years[0] === years[years.length - 1] ? `${years[0]}` : `${years[0]}–${years[years.length - 1]}`;
    return {
      goods, years: span,
      origins: Math.max(...all.map((f) => f.origins)),
      claims: new Set(all.flatMap((f) => f.claims.map((c) => c.id))).size,
      figures: [...new Set(all.flatMap((f) => f.figures.map((x) => [x.text, /^(them|it|that|those)$/i.test(x.of ?? '') ? '' : x.of].filter(Boolean).join(' '))))].slice(0, 2),
    };
  }).sort((x, y) => y.origins - x.origins || y.claims - x.claims).slice(0, 9);
}

function Way(props: { from: string; to: string; flows: Flow[]; side: string }) {
  const all = bands(props.flows);
  const widest = Math.max(1, ...all.map((b) => b.origins));
  if (all.length === 0) return <p class="empty">Nothing is told of what {props.from} gives {props.to}.</p>;
  const gap = 8, thick = all.map((b) => 6 + 22 * (b.origins / widest)), rows = thick.map((t) => Math.max(t, 40) + gap);
  const height = rows.reduce((s, r) => s + r, 0);
  const inner = thick.reduce((s, t) => s + t, 0);
  let fan = (height - inner) / 2, row = 0;
  const paths = all.map((b, i) => {
    const y1 = fan, y2 = row + (rows[i] - thick[i]) / 2;
    fan += thick[i];
    row += rows[i];
    const d = (y: number, z: number) => `C 55 ${y}, 45 ${z}, 100 ${z}`;
    return <path key={b.goods} class={`band ${props.side}`} d={`M 0 ${y1} ${d(y1, y2)} V ${y2 + thick[i]} C 45 ${y2 + thick[i]}, 55 ${y1 + thick[i]}, 0 ${y1 + thick[i]} Z`} />;
  });
  return (
    <div class="way">
      <h3>{props.from} <span aria-hidden="true">→</span><span class="hidden"> to </span> {props.to}</h3>
      <div class="sankey">
        <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true" height={height}>{paths}</svg>
        <ul>
          {all.map((b, i) => (
            <li key={b.goods} style={{ height: `${rows[i]}px` }}>
              <span><a href={`#goods-${b.goods}`}><b>{b.goods.replaceAll('-', ' ')}</b></a> <span class="dim">{count(b.origins, 'origin')}</span></span>
              <span class="dim" title={b.figures.join('; ')}>{[b.years, b.figures.join('; ')].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

export function Exchange(props: { a: string; b: string; forth: Flow[]; back: Flow[] }) {
  const a = nameOf(props.a), b = nameOf(props.b);
  return (
    <div class="exchange">
      <Way from={a} to={b} flows={props.forth} side="left" />
      <Way from={b} to={a} flows={props.back} side="right" />
      <p class="dim note">A band is as wide as the independent origins behind it are many. Amounts are not added up.</p>
    </div>
  );
}
