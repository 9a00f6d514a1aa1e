import type { Standing } from '../types';

// How sure: never by colour alone.
const marks: Record<Standing, string> = { confirmed: '●', corroborated: '◕', reported: '◑', unverified: '◔', disputed: '⇄', refuted: '✕' };

export function Chip(props: { standing: Standing }) {
  return <span class={`chip ${props.standing}`}><span aria-hidden="true">{marks[props.standing] ?? '○'}</span> {props.standing}</span>;
}

// Only what the first page seldom needs asks Intl: each of its formats takes a millisecond to make.
let names: Intl.DisplayNames | undefined;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];
const seasons = ['spring', 'summer', 'autumn', 'winter'];
const own: Record<string, string> = { kp: 'North Korea', kr: 'South Korea', ru: 'Russia', ir: 'Iran', sy: 'Syria', us: 'United States', gb: 'United Kingdom', tr: 'Türkiye' };

export function nameOf(actor: string): string {
  if (own[actor]) return own[actor];
  if (!/^[a-z]{2}$/.test(actor)) return actor;
  try {
    names ??= new Intl.DisplayNames(['en'], { type: 'region' });
    return names.of(actor.toUpperCase()) ?? actor;
  } catch {
    return actor;
  }
}

// "2025-05-30" as people say it, as precise as it is known; 2025-22 is the summer of that year.
export function day(text: string | null | undefined): string {
  if (!text) return '';
  const [y, m, d] = text.split('-').map(Number);
  if (!y || (m && m > 24)) return text;
  return [d, m && (m > 20 ? seasons[m - 21] : months[m - 1]), y].filter(Boolean).join(' ');
}

// "2023-09/2025-03" as people say it.
export function span(when: string): string {
  const [from, to] = when.split('/');
  if (!to || from === to) return day(from) || when;
  return from === '..' ? `to ${day(to)}` : to === '..' ? `since ${day(from)}` : `${day(from)} to ${day(to)}`;
}

// What is held, parted from its time: "Russia → Syria: give food, 2024/2024".
export function parted(proposition: string): [string, string] {
  const [what, when] = proposition.split(/, (?=[\d.]{2,}[-\d./]*$)/);
  return [what, when ? span(when) : ''];
}

export const spoken = (proposition: string) => parted(proposition).filter(Boolean).join(', ');

// Facts in a line, each laid out for itself: a name in Arabic letters does not turn the date beside it round.
export function Facts(props: { of: (string | number | false | null | undefined)[] }) {
  return <>{props.of.filter((x) => x || x === 0).map((x, i) => <>{i > 0 && ' · '}<bdi>{x}</bdi></>)}</>;
}

// 12,345 of whole numbers.
export const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

// "1 claim", "2 claims".
export const count = (n: number, what: string) => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;
