import type { Assertion, Block, Span } from "../types";
import { Offsets } from "./offsets";

export type Role = "who" | "whom" | "says" | "cue" | "if" | "when" | "where" | "size" | "about";

export interface Piece {
  text: string;
  /** Positions of the assertions whose evidence covers this piece, the longest evidence first. */
  marks: number[];
  /** Assertions whose evidence starts here. */
  opens: number[];
  roles: Role[];
  /** Roles whose first word is here: the label stands there. */
  labels: Role[];
}

interface Stretch {
  start: number;
  end: number;
}

interface RoleStretch extends Stretch {
  role: Role;
}

export interface MarkedBlock {
  kind: Block["kind"];
  pieces: Piece[];
  cutAt: number | null;
}

const TITLE_SHOWN = 600;
const LONGEST_WORD = 24; // longer ones may be broken from their number

/** What the selected assertion is made of, in the report's words. */
export function roleSpans(assertion: Assertion | undefined): { role: Role; span: Span }[] {
  if (!assertion) return [];
  const found: { role: Role; span: Span }[] = [];
  for (const one of assertion.actors) found.push({ role: "who", span: one.mention });
  for (const one of assertion.recipients) found.push({ role: "whom", span: one.mention });
  for (const one of assertion.speakers) {
    found.push({ role: "says", span: one.actor.mention }, { role: "cue", span: one.cue });
  }
  for (const one of assertion.conditions) found.push({ role: "if", span: one.span });
  for (const one of assertion.sizes) found.push({ role: "size", span: one.span });
  if (assertion.about) found.push({ role: "about", span: assertion.about.evidence });
  return found.filter((one) => one.span && one.span.end > one.span.start);
}

/** The report's blocks cut at every boundary of a mark, ready to be shown as text. */
export class MarkedText {
  readonly lanes: number[];
  private readonly evidence: Stretch[];
  private readonly blocks: (Stretch & { kind: Block["kind"] })[];

  constructor(
    private readonly text: string,
    blocks: Block[],
    assertions: Assertion[],
  ) {
    const shown: Block[] = blocks.length ? blocks : [{ start: 0, end: [...text].length, kind: "paragraph" }];
    const points = shown.flatMap((one) => [one.start, one.end]);
    for (const one of assertions) points.push(one.evidence.start, one.evidence.end);
    const offsets = new Offsets(text, points);
    const place = (one: { start: number; end: number }) => ({ start: offsets.start(one.start), end: offsets.end(one.end) });
    this.blocks = shown.map((one) => ({ ...place(one), kind: one.kind }));
    this.evidence = assertions.map((one) => place(one.evidence));
    this.lanes = lanes(this.evidence);
  }

  marked(selected: Assertion | undefined): MarkedBlock[] {
    const spans = roleSpans(selected);
    const offsets = new Offsets(this.text, spans.flatMap(({ span }) => [span.start, span.end]));
    const roles = spans.map(({ role, span }) => ({ role, start: offsets.start(span.start), end: offsets.end(span.end) }));
    return this.blocks.map((block) => this.block(block, roles));
  }

  private block(block: Stretch & { kind: Block["kind"] }, roles: RoleStretch[]): MarkedBlock {
    const long = block.kind === "title" && block.end - block.start > TITLE_SHOWN;
    const end = long ? block.start + TITLE_SHOWN : block.end;
    const inside = (one: Stretch) => one.start < end && one.end > block.start;
    const evidence = this.evidence.map((one, index) => ({ ...one, index })).filter(inside);
    const here = roles.filter(inside);
    const bounds = new Set([block.start, end]);
    for (const one of [...evidence, ...here]) {
      bounds.add(Math.max(one.start, block.start));
      bounds.add(Math.min(one.end, end));
    }
    for (const one of evidence) bounds.add(Math.min(this.firstWordEnd(one), end));
    const sorted = [...bounds].sort((a, b) => a - b);
    const pieces = sorted.slice(0, -1).map((from, i) => this.piece(from, sorted[i + 1] ?? end, block.start, evidence, here));
    return { kind: block.kind, pieces, cutAt: long ? block.end - block.start : null };
  }

  /** A mark's number stays on the line of its first word, so that word is a piece of its own. */
  private firstWordEnd({ start, end }: Stretch): number {
    const found = this.text.slice(start, Math.min(end, start + LONGEST_WORD)).search(/\s/);
    return found > 0 ? start + found : end;
  }

  private piece(
    from: number,
    to: number,
    blockStart: number,
    evidence: (Stretch & { index: number })[],
    roles: RoleStretch[],
  ): Piece {
    const covers = (one: Stretch) => one.start <= from && one.end >= to;
    const first = (one: Stretch) => Math.max(one.start, blockStart) === from;
    const marks = evidence.filter(covers).sort((a, b) => b.end - b.start - (a.end - a.start));
    const here = roles.filter(covers);
    return {
      text: this.text.slice(from, to),
      marks: marks.map((one) => one.index),
      opens: evidence.filter((one) => first(one) && one.end > from).map((one) => one.index),
      roles: [...new Set(here.map((one) => one.role))],
      labels: [...new Set(here.filter(first).map((one) => one.role))],
    };
  }

  /** Order of reading, for the arrow keys and the numbers. */
  static inOrder(assertions: Assertion[]): Assertion[] {
    return [...assertions].sort((a, b) => a.evidence.start - b.evidence.start || b.evidence.end - a.evidence.end);
  }
}

/** Overlapping stretches get lines of their own below the words: the shortest lies nearest. */
export function lanes(stretches: Stretch[], most = 4): number[] {
  const order = stretches.map((_, i) => i).sort((a, b) => length(stretches[a]) - length(stretches[b]) || a - b);
  const found: number[] = stretches.map(() => -1);
  for (const i of order) {
    const taken = new Set<number>();
    stretches.forEach((other, j) => {
      const mine = stretches[i];
      const lane = found[j] ?? -1;
      if (mine && lane >= 0 && j !== i && other.start < mine.end && other.end > mine.start) taken.add(lane);
    });
    let lane = 0;
    while (taken.has(lane) && lane < most - 1) lane += 1;
    found[i] = lane;
  }
  return found;
}

const length = (one: Stretch | undefined): number => (one ? one.end - one.start : 0);
