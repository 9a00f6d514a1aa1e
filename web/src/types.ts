// What answers hold; docs/formats/http.md, weighing.md and network.md describe each field.
export type Standing = 'confirmed' | 'corroborated' | 'reported' | 'unverified' | 'disputed' | 'refuted';

export interface DocumentHead { id: string; title: string; publisher: string; url: string; published: string; path: string; language: string; revision: number; added: string; claims?: number }
export interface Glance { a: string; a_name: string; b: string; b_name: string; claims: number; kinds: Record<string, number>; last: string }
export interface Ledger { revision: number; documents: number; claims: number; lists: number; entities: number; judgements: number; listed: number; version: string; ties: Glance[] }
export interface Figure { claim: string; text: string; low: number | null; high: number | null; as_of: string | null; by: string; publisher: string; published: string | null }
export interface FigureGroup { of: string; unit: string; agreement: string; low: number | null; high: number | null; reasons: string[]; figures: Figure[] }
export interface Origin { key: string; name: string; state: string | null; party: boolean; rival: string | null; independent: boolean; reliability: { grade: string } | null; claims: string[]; chains: { picture: string }[]; circle: string | null }
export interface PropositionClaim { id: string; document: string; publisher: string; published: string | null; modality: string; polarity: string; quote: string; chain: string[] }
export interface Proposition {
  id: string; proposition: string;
  key: { family: string; from: string[]; to: string[]; mutual: boolean; what: string; goods: string[]; tense: string; start: string | null; end: string | null };
  objects: string[]; standing: Standing; since: string | null; rule: string; meaning: string;
  origins: Origin[]; origins_count: number; asserts: string[]; denies: string[];
  history: { since: string | null; standing: Standing; rule: string; because: string[] }[];
  figures: FigureGroup[]; claims: PropositionClaim[];
}
export interface FlowClaim { id: string; quote: string; publisher: string; published: string | null }
export interface Flow { year: number | null; family: string; goods: string; origins: number; figures: { text: string; of?: string; unit?: string }[]; claims: FlowClaim[] }
export interface Ties { a: string; b: string; revision: number; forth: Flow[]; back: Flow[] }
export interface Gap { id: string; proposition: string; standing: Standing; gaps: { gap: string; what: string }[] }
export interface Conflict { id: string; proposition: string; conflict: string; what: string }
export interface Forecast { id: string; proposition: string; claim: string; quote: string; by: string[]; due: string | null; made: string; outcome: string; why: string; likelihood: { word: string; low: number; high: number } | null }
export interface Middle { id: string; title: string; kind: string; share: number; ways_forth: number; ways_back: number; legs_in?: GraphTie[]; legs_out?: GraphTie[] }
export interface Claim {
  id: string; kind: string; domain?: string; modality: string; polarity: string; rejected?: number;
  subject?: Mention[]; counterpart?: Mention[]; against?: Mention[]; object?: Mention[]; in_return?: Mention[]; via?: Mention[]; where?: Mention[];
  quantity?: { text: string }[]; when?: { text?: string; start?: string; end?: string }; attribution?: Mention[];
  quote: { text: string; start: number; end: number };
}
export interface Mention { text: string; state?: string; entity?: string }
export interface WholeDocument { revision: number; document: DocumentHead; text: string; blocks: { kind: string; start: number; end: number; level: number }[]; claims: Claim[] }
export interface Entity {
  id: string; caption: string; schema: string; datasets: string[]; referents: string[]; target: boolean;
  first_seen: string | null; last_seen: string | null; last_change: string | null;
  properties: Record<string, (string | Entity)[]>;
}
export interface Explanation { score: number; detail: string; query: string | null; candidate: string | null; words?: string }
export interface Decision { verdict: 'match' | 'clear'; who: string; why: string; added: string; score: string; revision: number }
export interface Hit extends Entity { score: number; match: boolean; explanations: Record<string, Explanation>; decision?: Decision }
export interface Judgement { id: string; kind: string; a: string; b?: string; value?: string; who: string; why: string; added: string; revision: number; undone_by?: number; holds: boolean }
export interface Screened { revision: number; columns: string[]; problems: { detail: string; where: string }[]; queries: number; with_results: number; audit: unknown;
  results: { id: string; query: { schema: string; properties: Record<string, string[]> }; asked: string; results: Hit[] }[] }
export interface Job { job: string; name: string; state: string; stage: string; done: number; total: number; results: { kind: string; id: string; path: string; title?: string; added: boolean; claims?: number; entities?: number; list?: string }[]; problems: { code: string; detail: string; next: string }[] }
export interface FoundDocument { document: DocumentHead; snippet: string; words: string[]; claims: { id: string; kind: string; quote: string }[] }
export interface GraphNode { id: string; title: string; kind: string; state?: string; listed?: boolean; hub?: boolean; neighbours?: number; by_kind?: Record<string, number> }
export interface GraphTie {
  kind: string; group: string; from: string; to: string; standing: Standing; begins?: string; ends?: string; percent?: number; place?: string; proposition?: string; what?: string;
  origins?: number; claim_count?: number; count?: number; mutual?: boolean; claims?: { id: string; quote: string; document: string; publisher?: string; published?: string }[];
}
export interface Neighbours { revision: number; who: GraphNode | null; found: number; neighbours: GraphNode[]; links: GraphTie[] }
