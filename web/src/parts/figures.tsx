// Figures of one thing side by side, each as the interval that its words allow. One alone is told and not drawn: there is nothing to
// measure it by.
import type { FigureGroup } from '../types';
import { day } from './standing';

const number = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export function Figures(props: { groups: FigureGroup[] }) {
  return <>{props.groups.map((g) => <Group key={g.of + g.unit} of={g} />)}</>;
}

function range(low: number | null, high: number | null): string {
  if (low === null) return high === null ? '' : `up to ${number.format(high)}`;
  if (high === null) return `${number.format(low)} or more`;
  return low === high ? number.format(low) : `${number.format(low)} to ${number.format(high)}`;
}

function Group({ of: g }: { of: FigureGroup }) {
  const ends = g.figures.flatMap((f) => [f.low, f.high]).filter((n): n is number => n !== null);
  const least = Math.min(...ends), most = Math.max(...ends);
  const room = (most - least || Math.abs(most) || 1) * 0.25;
  const from = least - room, to = most + room;
  const at = (n: number) => ((n - from) / (to - from)) * 100;
  return (
    <div class="figures">
      <h4>{[g.of, g.unit].filter(Boolean).join(', ') || 'figures'} <span class="dim">{g.agreement === 'single' ? '' : g.agreement}{g.figures.length > 1 && g.low !== null ? `: ${number.format(g.low)}${g.high !== null ? `–${number.format(g.high)}` : ' or more'}` : ''}</span></h4>
      <ul class="plain">
        {g.figures.map((f, i) => (
          <li key={f.claim + i}>
            <span class="says"><b>{f.text}</b> <span class="dim">{[f.by, day(f.as_of ?? f.published)].filter(Boolean).join(', ')}</span></span>
            {ends.length > 0 && (<span class="drawn"><span class="dim">{range(f.low, f.high)}</span>
              {g.figures.length > 1 && <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={`${f.low ?? 'open'} to ${f.high ?? 'open'}`}>
                <line x1="0" x2="100" y1="5" y2="5" class="axis" />
                <line x1={at(f.low ?? from)} x2={Math.max(at(f.high ?? to), at(f.low ?? from) + 1)} y1="5" y2="5" class={`bar ${f.low === null ? 'open-low' : ''} ${f.high === null ? 'open-high' : ''}`} />
              </svg>}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
