// A result of matching: both values side by side, and the reason.
import { Link } from '../place';
import type { Hit } from '../types';
import { day, Facts, nameOf } from './standing';

export function Why({ of: hit }: { of: Hit }) {
  return (
    <>
    <p><Link to={`/view/entity/${encodeURIComponent(hit.id)}`}>All that is listed of <bdi>{hit.caption}</bdi></Link></p>
    <div class="scroll" tabIndex={0} role="region" aria-label={`Why ${hit.caption}`}>
      <table>
        <thead><tr><th scope="col">feature</th><th scope="col">asked</th><th scope="col">listed</th><th scope="col">verdict</th><th scope="col" class="number">points</th></tr></thead>
        <tbody>
          {Object.entries(hit.explanations).map(([what, e]) => (
            <tr key={what}><th scope="row">{what.replace(/_match$/, '').replaceAll('_', ' ')}</th><td><bdi>{e.query ?? ''}</bdi></td><td><bdi>{e.candidate ?? ''}</bdi></td><td>{e.detail}</td><td class="number">{e.score.toFixed(2)}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
    </>
  );
}

export const facts = (p: Record<string, unknown[]>) => [
  ...['birthDate', 'incorporationDate', 'imoNumber'].flatMap((k) => (p[k] ?? []).slice(0, 2).map(String)),
  ...new Set(['nationality', 'country', 'jurisdiction', 'flag'].flatMap((k) => (p[k] ?? []).map((v) => nameOf(String(v))))),
].slice(0, 5).join(', ');

export function HitHead({ of: hit }: { of: Hit }) {
  return (
    <span><b><bdi>{hit.caption}</bdi></b> <span class="dim"><Facts of={[hit.schema, facts(hit.properties), hit.datasets.join(', '), hit.last_change && day(hit.last_change.slice(0, 10))]} /></span></span>
  );
}
