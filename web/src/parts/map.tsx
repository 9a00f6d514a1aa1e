// Where it happened and which way it went: the two states, places that claims name, and arcs for what is told to go from one to the
// other, by way of those that it is told to pass. Shapes are Natural Earth's (public domain); what cannot be placed is listed below.
import { geoCentroid, geoGraticule10, geoInterpolate, geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { numbers, places } from 'virtual:places';
import { useMemo } from 'preact/hooks';
import { get } from '../api';
import { Link } from '../place';
import { Shown, useLoad } from '../load';
import { plainName } from './plain';
import { count, nameOf } from './standing';
import type { Claim, Mention } from '../types';

type Told = Claim & { document: { id: string } };
interface Elsewhere { state: string; claims: Told[] }
interface Spot { name: string; state: string; at: [number, number]; claims: Told[] }
interface Arc { via: string[]; forth: boolean; claims: Told[] }

const world = feature(atlas as unknown as Topology, (atlas as unknown as Topology).objects.countries as GeometryCollection) as FeatureCollection<Geometry>;
const byState = new Map<string, Feature<Geometry>>(world.features.flatMap((f) => (numbers[String(f.id)] ? [[numbers[String(f.id)], f] as [string, Feature<Geometry>]] : [])));
const placed = new Map<string, Map<string, [number, number]>>();  // by state and name

function placesOf(state: string): Map<string, [number, number]> {
  let own = placed.get(state);
  if (!own) placed.set(state, (own = new Map((places[state] ?? '').split('\n').map((line) => { const [name, lat, lon] = line.split('|'); return [name, [Number(lon), Number(lat)]]; }))));
  return own;
}

// The middle of a state's greatest part.
function middle(state: string): [number, number] | undefined {
  const f = byState.get(state);
  if (!f) return;
  if (f.geometry.type !== 'MultiPolygon') return geoCentroid(f);
  const ring = f.geometry.coordinates.reduce((best, p) => (p[0].length > best[0].length ? p : best));
  return geoCentroid({ type: 'Polygon', coordinates: ring } as Polygon);
}

function locate(m: Mention): [number, number] | undefined {
  if (!m.state) return;
  const name = plainName(m.text.replace(/^(the )?(port|city|town|harbou?r) of /i, '')), own = placesOf(m.state);
  return own.get(name) ?? own.get(name.replace(/ (port|city|harbou?r|airport)$/, ''));
}

function collect(claims: Told[], a: string, b: string) {
  const spots = new Map<string, Spot>(), arcs = new Map<string, Arc>(), elsewhere = new Map<string, Elsewhere>();
  const has = (list: Mention[] | undefined, state: string) => (list ?? []).some((m) => m.state === state);
  for (const c of claims) {
    for (const m of [...(c.where ?? []), ...(c.via ?? [])]) {
      const at = locate(m);
      if (at) {
        const spot = spots.get(m.text) ?? { name: m.text, state: m.state ?? '', at, claims: [] };
        spot.claims.push(c);
        spots.set(m.text, spot);
      } else if (!m.state || nameOf(m.state) !== m.text) elsewhere.set(m.text, { state: m.state ?? '', claims: [...(elsewhere.get(m.text)?.claims ?? []), c] });
    }
    if (c.polarity === 'negative') continue;
    const forth = has(c.subject, a) && (has(c.counterpart, b) || has(c.against, b)), back = has(c.subject, b) && (has(c.counterpart, a) || has(c.against, a));
    if (forth === back) continue;
    const via = [...new Set((c.via ?? []).map((m) => m.state ?? '').filter((s) => s && s !== 'xx' && s !== a && s !== b))].sort();
    const key = `${forth} ${via.join(' ')}`;
    const arc = arcs.get(key) ?? { via, forth, claims: [] };
    arc.claims.push(c);
    arcs.set(key, arc);
  }
  return { spots: [...spots.values()], arcs: [...arcs.values()].sort((x, y) => y.claims.length - x.claims.length).slice(0, 12), elsewhere: [...elsewhere].sort((x, y) => y[1].claims.length - x[1].claims.length) };
}

// The great circle from one to the next, bent aside so that both ways are seen.
function way(points: [number, number][]): GeoPermissibleObjects {
  return { type: 'LineString', coordinates: points.slice(1).flatMap((to, i) => { const at = geoInterpolate(points[i], to); return Array.from({ length: 25 }, (_, n) => at(n / 24)); }) };
}

function Drawn(props: { claims: Told[]; a: string; b: string; seen: string }) {
  const { a, b } = props;
  const found = useMemo(() => collect(props.claims, a, b), [props.claims, a, b]);
  const ends = [middle(a), middle(b)] as const;
  const width = 900, height = 420;
  const through = [...new Set(found.arcs.flatMap((r) => r.via))];
  const points = [...ends, ...through.map(middle), ...found.spots.map((s) => s.at)].filter((p): p is [number, number] => !!p);
  const frame: GeoPermissibleObjects = { type: 'MultiPoint', coordinates: points };
  if (points.length === 0) return <p class="empty">Neither of the two has a place on the map.</p>;
  const centre = ends[0] && ends[1] ? geoInterpolate(ends[0], ends[1])(0.5) : points[0];
  const projection = geoNaturalEarth1().rotate([-centre[0], 0]).fitExtent([[110, 60], [width - 110, height - 60]], frame);
  if (projection.scale() > 900 || points.length < 2) projection.scale(600).translate([width / 2, height / 2]).center([0, centre[1]]);
  const path = geoPath(projection.clipExtent([[0, 0], [width, height]]));
  const written: [number, number][] = [];  // labels give way downwards
  const label = (at: [number, number], text: string, strong = false, key = text) => {
    const p = projection(at);
    if (!p || p[0] <= 0 || p[0] >= width || p[1] <= 0 || p[1] >= height) return null;
    let y = p[1] + 4;
    while (written.some((w) => Math.abs(w[0] - p[0]) < 110 && Math.abs(w[1] - y) < 17)) y += 17;
    written.push([p[0], y]);
    return <g key={key}><circle cx={p[0]} cy={p[1]} r={strong ? 4 : 3.5} class={strong ? 'end' : 'spot'} /><text x={p[0] + 7} y={y} class={strong ? 'strong' : ''}>{text}</text></g>;
  };
  const most = Math.max(1, ...found.arcs.map((r) => r.claims.length));
  return (
    <div class="map">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Map of ${nameOf(a)} and ${nameOf(b)}; the lists beside it hold the same`}>
        <path class="grid" d={path(geoGraticule10()) ?? ''} />
        {world.features.map((f, i) => { const s = numbers[String(f.id)] ?? ''; return <path key={i} class={s === a ? 'land a' : s === b ? 'land b' : through.includes(s) ? 'land via' : 'land'} d={path(f) ?? ''} />; })}
        {found.arcs.map((r, i) => {
          const stops = [r.forth ? ends[0] : ends[1], ...r.via.map(middle), r.forth ? ends[1] : ends[0]].filter((p): p is [number, number] => !!p);
          return <path key={i} class={`arc ${r.forth ? 'left' : 'right'}`} transform={`translate(${r.forth ? 5 : -5} ${r.forth ? -5 : 5})`} style={{ strokeWidth: `${1.5 + 5 * (r.claims.length / most)}` }} d={path(way(stops)) ?? ''} />;
        })}
        {ends[0] && label(ends[0], nameOf(a), true)}
        {ends[1] && label(ends[1], nameOf(b), true)}
        {through.map((s) => { const m = middle(s); return m && label(m, nameOf(s), false); })}
        {found.spots.map((s) => label(s.at, s.name))}
      </svg>
      <div class="two">
        <div><h3>Routes</h3><ul class="plain">{found.arcs.length === 0 && <li class="dim">None is told.</li>}{found.arcs.map((r, i) => <li key={i}>{[r.forth ? a : b, ...r.via, r.forth ? b : a].map(nameOf).join(' → ')} <Cited of={r.claims} seen={props.seen} /></li>)}</ul></div>
        <div><h3>Places</h3><ul class="plain">{found.spots.length + found.elsewhere.length === 0 && <li class="dim">None is named.</li>}
          {found.spots.map((s) => <li key={s.name}><bdi>{s.name}</bdi> <Cited of={s.claims} seen={props.seen} /></li>)}
          {found.elsewhere.slice(0, 12).map(([name, e]) => <li key={name}><bdi>{name}</bdi> <span class="dim">{e.state && e.state !== 'xx' ? `in ${nameOf(e.state)}` : 'not placed'}</span> <Cited of={e.claims} seen={props.seen} /></li>)}</ul></div>
      </div>
    </div>
  );
}

function Cited(props: { of: Told[]; seen: string }) {
  const c = props.of[0];
  return <span class="dim"><Link to={`/view/document/${c.document.id}?claim=${c.id}${props.seen}`}>{count(props.of.length, 'claim')}</Link></span>;
}

export default function Places(props: { a: string; b: string; asOf: string; revision: string; seen: string }) {
  const loaded = useLoad(() => get<{ claims: Told[] }>('/api/claims', { actor: [props.a, props.b], limit: 1000, as_of: props.asOf, revision: props.revision }), [props.a, props.b, props.asOf, props.revision]);
  return <Shown of={loaded} lines={8}>{(l) => <Drawn claims={l.claims} a={props.a} b={props.b} seen={props.seen} />}</Shown>;
}
