// What the API gives, field for field; see assertion.schema.json for an assertion.

export type Status = "actual" | "historical" | "future" | "hypothetical" | "negated";

/** Offsets are Unicode code points into the report's text, the end excluded. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface Party {
  id?: string | null;
  name: string;
  code: string | null;
  country: string | null;
  sectors: string[];
  wikidata?: string | null;
  mention: Span;
  resolved_by?: string | null;
}

export interface Speaker {
  actor: Party;
  cue: Span;
  stance: "asserts" | "denies" | "doubts" | "asks" | "believes";
  quotation: "direct" | "indirect" | "mixed";
}

export interface Where {
  name: string;
  geonames_id?: number | null;
  country: string | null;
  admin1?: string | null;
  latitude: number | null;
  longitude: number | null;
  precision: string;
  text?: string | null;
  rule: string;
}

export interface Size {
  what: string;
  low: number | null;
  high: number | null;
  unit?: string | null;
  span: Span;
}

export interface About {
  sense: string;
  event_type: string | null;
  mode: string | null;
  status: Status;
  evidence: Span;
  actors?: Party[];
  recipients?: Party[];
}

export interface ReportHead {
  id: string;
  title: string | null;
  outlet: string | null;
  agency: string | null;
  published: string | null;
  url: string | null;
  story_id?: string | null;
  copy_of?: string | null;
  assertions?: number;
}

export interface Assertion {
  id: string;
  report_id: string;
  sentence: number;
  text: string;
  evidence: Span;
  event_type: string | null;
  mode: string | null;
  contexts: string[];
  quad: string | null;
  plover_score: number | null;
  cameo: string | null;
  goldstein: number | null;
  sense: string;
  about: About | null;
  actors: Party[];
  recipients: Party[];
  status: Status;
  certainty: string;
  conditions: { span: Span; assertion_id?: string | null }[];
  speakers: Speaker[];
  when: { first: string | null; last: string | null; text: string | null; rule: string } | null;
  where: Where | null;
  sizes: Size[];
  confidence: number;
  rules: string[];
  answers?: { relation: string; assertion_id: string }[];
  report?: ReportHead;
  event_id?: string | null;
  day?: string | null;
  path?: string[];
}

export interface Block {
  start: number;
  end: number;
  kind: "title" | "paragraph" | "furniture";
}

export interface Rejection {
  span: Span;
  reason: string;
  rules?: string[];
}

export interface ReportText extends Omit<ReportHead, "assertions"> {
  author?: string | null;
  language?: string | null;
  place?: string | null;
  text: string;
  blocks: Block[];
}

export interface Reading {
  report: ReportText;
  assertions: Assertion[];
  rejections: Rejection[];
  warnings?: string[];
}

export interface Side {
  id: string | null;
  name: string;
  code: string | null;
  country: string | null;
  sector?: string | null;
}

export interface Told {
  name: string;
  country: string | null;
  days: string[];
  reports: number;
}

export interface EventSize {
  what: string;
  low: number | null;
  high: number | null;
  unit: string | null;
  speaker: string | null;
  day: string | null;
  assertion_id: string;
}

export interface EventRow {
  id: string;
  sense: string;
  event_type: string | null;
  mode: string | null;
  quad: string | null;
  plover_score: number | null;
  first_day: string | null;
  last_day: string | null;
  place: { name: string; country: string | null; latitude: number | null; longitude: number | null } | null;
  actors: Side[];
  recipients: Side[];
  statuses: Status[];
  assertions: number;
  reports: number;
  origins: number;
  first_report: string | null;
  last_report: string | null;
  asserted_by: Told[];
  denied_by: Told[];
  sizes: EventSize[];
}

export interface Member extends Assertion {
  role: "asserts" | "denies" | "expects" | "supposes";
  score: number | null;
  reasons: string[];
}

export interface Link {
  a: string;
  b: string;
  relation: string;
  score: number;
  reasons: string[];
}

export interface WholeEvent extends EventRow {
  members: Member[];
  links: Link[];
  explain: string[];
}

export interface Quads {
  verbal_cooperation: number;
  material_cooperation: number;
  verbal_conflict: number;
  material_conflict: number;
}

export interface Period extends Quads {
  period: string;
  count: number;
  origins?: number;
  score: number | null;
}

export interface DyadPeriod extends Period {
  actor: string;
  recipient: string;
}

export interface PlaceCount {
  geonames_id: number | null;
  name: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  count: number;
}

export interface Network {
  nodes: { id: string; name: string; country: string | null; count: number }[];
  edges: { source: string; target: string; count: number; score: number | null }[];
}

export interface Commitment {
  assertion: Assertion;
  kind: string;
  state: "open" | "fulfilled" | "withdrawn" | "contradicted";
  settled_by: string | null;
  settled_day: string | null;
  reason: string | null;
}

export interface Page<Row> {
  rows: Row[];
  next?: string | null;
  total?: number;
}

export interface Stats {
  reports: number;
  assertions: number;
  events: number;
  first: string | null;
  last: string | null;
  drops: number;
}

export interface Problem {
  where: string;
  what: string;
  remedy: string;
}
