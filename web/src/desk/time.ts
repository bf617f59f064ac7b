const DAY_MS = 86_400_000;

/** Days since 1970; weeks ("2026-W10") and months ("2026-03") count from their first day. */
export function dayNumber(period: string): number | null {
  const week = /^(\d{4})-?W(\d{2})$/.exec(period);
  if (week) {
    const fourth = Date.UTC(Number(week[1]), 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
    return Math.round(monday / DAY_MS) + (Number(week[2]) - 1) * 7;
  }
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(period);
  if (!found) return null;
  return Math.round(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3] ?? 1)) / DAY_MS);
}

export const isoDay = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

export type By = "day" | "week" | "month";

/** First day after a period. */
export function periodEnd(start: number, by: By): number {
  if (by === "day") return start + 1;
  if (by === "week") return start + 7;
  const date = new Date(start * DAY_MS);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS);
}

/** The finest step that leaves the bars wide enough to be told apart. */
export function suitable(first: string | null, last: string | null): By {
  const from = first ? dayNumber(first) : null;
  const to = last ? dayNumber(last) : null;
  if (from === null || to === null) return "week";
  const length = to - from;
  return length <= 75 ? "day" : length <= 750 ? "week" : "month";
}

export interface Tick {
  at: number;
  label: string;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Round days, months or years, not more than `most` of them. */
export function ticks(first: number, last: number, most: number): Tick[] {
  const length = Math.max(1, last - first);
  if (length / 7 <= most) return dayTicks(first, last, length <= most ? 1 : 7);
  const months = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => length / 30.4 / step <= most) ?? 240;
  const found: Tick[] = [];
  const start = new Date(first * DAY_MS);
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month += 1) {
    const at = Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS);
    if (at >= last) return found;
    if (at >= first && month % months === 0) found.push({ at, label: monthLabel(month, found.length === 0) });
  }
}

function monthLabel(month: number, withYear: boolean): string {
  const year = Math.floor(month / 12);
  if (month % 12 === 0) return String(year);
  return withYear ? `${MONTHS[month % 12]} ${year}` : (MONTHS[month % 12] ?? "");
}

function dayTicks(first: number, last: number, step: number): Tick[] {
  const found: Tick[] = [];
  const monday = first + ((11 - (first % 7)) % 7); // day 4 of 1970 was a Monday
  for (let at = step === 7 ? monday : first; at < last; at += step) {
    const date = new Date(at * DAY_MS);
    const month = found.length === 0 || date.getUTCDate() <= step ? ` ${MONTHS[date.getUTCMonth()]}` : "";
    found.push({ at, label: `${date.getUTCDate()}${month}` });
  }
  return found;
}
