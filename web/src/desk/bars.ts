import { QUADS } from "../format";
import type { Period, Quads } from "../types";
import { dayNumber, periodEnd, type By } from "./time";

export interface Bar {
  row: Period;
  start: number; // days since 1970
  end: number; // first day after it
  parts: { css: string; from: number; to: number }[]; // heights in assertions, below the line negative
}

/** Deeds lie next to the line, words outside them. */
export function stack(row: Quads): Bar["parts"] {
  const up = row.material_cooperation;
  const down = row.material_conflict;
  return [
    { css: "mcoop", from: 0, to: up },
    { css: "vcoop", from: up, to: up + row.verbal_cooperation },
    { css: "mconf", from: -down, to: 0 },
    { css: "vconf", from: -down - row.verbal_conflict, to: -down },
  ].filter((part) => part.to > part.from);
}

export function barsOf<Row extends Period>(rows: Row[], by: By): Bar[] {
  const bars: Bar[] = [];
  for (const row of rows) {
    const start = dayNumber(row.period);
    if (start !== null) bars.push({ row, start, end: periodEnd(start, by), parts: stack(row) });
  }
  return bars.sort((a, b) => a.start - b.start);
}

const above = (row: Quads): number => row.material_cooperation + row.verbal_cooperation;
const below = (row: Quads): number => row.material_conflict + row.verbal_conflict;

/** One scale for both sides of the line; `up` is the line's distance from the top, in pixels. */
export function bands(bars: Bar[], height: number): { unit: number; up: number; ticks: number[] } {
  const most = Math.max(1, ...bars.map((bar) => above(bar.row)));
  const least = Math.max(1, ...bars.map((bar) => below(bar.row)));
  const unit = height / (most + least);
  const step = niceStep((most + least) / 6);
  const found: number[] = [];
  for (let value = -Math.floor(least / step) * step; value <= most; value += step) found.push(value);
  return { unit, up: most * unit, ticks: found };
}

export interface Domain {
  first: number; // days since 1970
  last: number; // first day after it
}

const MOST_LEFT_OUT = 0.1;
const WORTH_IT = 0.4;

/**
 * The days that hold nearly all: background told of years ago ("since 1998") would press the news into
 * a corner.  Up to a tenth of the assertions on each side may be left out, and only where that makes
 * the span less than 0.4 of what it was; the chart says how many.
 */
export function core(rows: Period[], by: By): Domain | null {
  const bars = barsOf(rows, by).filter((bar) => bar.row.count > 0);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const all = bars.reduce((sum, bar) => sum + bar.row.count, 0);
  const from = strays(bars, all);
  const to = bars.length - 1 - strays([...bars].reverse(), all);
  const trimmed = { first: bars[from]?.start ?? first.start, last: bars[to]?.end ?? last.end };
  const whole = { first: first.start, last: last.end };
  const worth = trimmed.last - trimmed.first < WORTH_IT * (whole.last - whole.first);
  return worth && trimmed.last > trimmed.first ? trimmed : whole;
}

/** How many bars at one end stand apart: few assertions, then a gap longer than half of what follows. */
function strays(bars: Bar[], all: number): number {
  const end = bars.at(-1)?.start ?? 0;
  let found = 0;
  let left = 0;
  for (let i = 0; i + 1 < bars.length; i += 1) {
    left += bars[i]?.row.count ?? 0;
    if (left > MOST_LEFT_OUT * all) break;
    const next = bars[i + 1]?.start ?? 0;
    if (Math.abs(next - (bars[i]?.start ?? 0)) > Math.abs(end - next) / 2) found = i + 1;
  }
  return found;
}

export const within = (bar: { start: number }, domain: Domain | null): boolean =>
  domain === null || (bar.start >= domain.first && bar.start < domain.last);

export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const times = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return Math.max(1, times * power);
}

/** Sum of several periods, for totals. */
export function total(rows: Quads[]): Quads {
  const sum = { verbal_cooperation: 0, material_cooperation: 0, verbal_conflict: 0, material_conflict: 0 };
  for (const row of rows) for (const { key } of QUADS) sum[key] += row[key];
  return sum;
}
