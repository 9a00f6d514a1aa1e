import type { Standing } from '../types';

// How sure: never by colour alone.
const marks: Record<Standing, string> = { confirmed: '●', corroborated: '◕', reported: '◑', unverified: '◔', disputed: '⇄', refuted: '✕' };

export function Chip(props: { standing: Standing }) {
  return <span class={`chip ${props.standing}`}><span aria-hidden="true">{marks[props.standing] ?? '○'}</span> {props.standing}</span>;
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });
const own: Record<string, string> = { kp: 'North Korea', kr: 'South Korea', ru: 'Russia', ir: 'Iran', sy: 'Syria', us: 'United States', gb: 'United Kingdom', tr: 'Türkiye' };

export function nameOf(actor: string): string {
  if (own[actor]) return own[actor];
  if (!/^[a-z]{2}$/.test(actor)) return actor;
  try {
    return names.of(actor.toUpperCase()) ?? actor;
  } catch {
    return actor;
  }
}

// "2025-05-30" as people say it, as precise as it is known.
export function day(text: string | null | undefined): string {
  if (!text) return '';
  const [y, m, d] = text.split('-').map(Number);
  if (!y || (m && m > 12)) return text;
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', timeZone: 'UTC', ...(m ? { month: 'short' } : {}), ...(d ? { day: 'numeric' } : {}) };
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(Date.UTC(y, (m || 1) - 1, d || 1)));
}

// "1 claim", "2 claims".
export const count = (n: number, what: string) => `${n.toLocaleString()} ${what}${n === 1 ? '' : 's'}`;
