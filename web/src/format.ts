import table from "./data/countries.json";
import type { Status } from "./types";

const NUMERIC = table as unknown as Record<string, [string, string]>;
const NAMES = new Map(Object.values(NUMERIC).map(([code, name]) => [code, name]));

/** ISO numeric code, as the atlas has it, to alpha-3. */
export const alpha3 = (numeric: string | number | undefined): string | null =>
  numeric === undefined ? null : (NUMERIC[String(numeric).padStart(3, "0")]?.[0] ?? null);

export const countryName = (code: string | null | undefined): string =>
  code ? (NAMES.get(code) ?? NONSTATE[code] ?? code) : "—";

export const COUNTRIES = [...NAMES].sort((a, b) => a[1].localeCompare(b[1], "en"));

const NONSTATE: Record<string, string> = {
  IGO: "international organisation",
  NGO: "non-governmental organisation",
  ISM: "armed Islamist group",
  IMG: "international armed group",
  MNC: "multinational company",
  EUR: "European Union",
  UNO: "United Nations",
};

/** The glyphs are those of `dragoman read`: status is never told by colour alone. */
export const STATUSES: Record<Status, { glyph: string; label: string; means: string }> = {
  actual: { glyph: "●", label: "actual", means: "told as having happened or happening now" },
  historical: { glyph: "◂", label: "historical", means: "told as background from before the news" },
  future: { glyph: "▸", label: "future", means: "planned, scheduled or announced" },
  hypothetical: { glyph: "◌", label: "hypothetical", means: "possible, considered, feared or conditional" },
  negated: { glyph: "✕", label: "negated", means: "said not to have happened, or denied" },
};

export const statusOf = (value: string): (typeof STATUSES)[Status] =>
  STATUSES[value as Status] ?? { glyph: "?", label: value, means: "not a status we know" };

export const TYPES = [
  "AGREE",
  "CONSULT",
  "SUPPORT",
  "CONCEDE",
  "COOPERATE",
  "AID",
  "RETREAT",
  "REQUEST",
  "ACCUSE",
  "REJECT",
  "THREATEN",
  "PROTEST",
  "SANCTION",
  "MOBILIZE",
  "COERCE",
  "ASSAULT",
];

export const QUADS = [
  { key: "material_cooperation", label: "Material cooperation", quad: "material cooperation", css: "mcoop" },
  { key: "verbal_cooperation", label: "Verbal cooperation", quad: "verbal cooperation", css: "vcoop" },
  { key: "verbal_conflict", label: "Verbal conflict", quad: "verbal conflict", css: "vconf" },
  { key: "material_conflict", label: "Material conflict", quad: "material conflict", css: "mconf" },
] as const;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const parts = (iso: string): [number, number, number] | null => {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null;
};

/** "3 Mar 2026"; what is not a day is given back as it came. */
export function day(iso: string | null | undefined, { year = true } = {}): string {
  if (!iso) return "—";
  const found = parts(iso);
  if (!found) return iso;
  const [y, m, d] = found;
  return year ? `${d} ${MONTHS[m - 1]} ${y}` : `${d} ${MONTHS[m - 1]}`;
}

export function days(first: string | null | undefined, last: string | null | undefined): string {
  if (!first && !last) return "—";
  if (!last) return `since ${day(first)}`;
  if (!first) return `until ${day(last)}`;
  if (first === last) return day(first);
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return `${day(first, { year: !sameYear })} – ${day(last)}`;
}

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export const number = (value: number | null | undefined): string =>
  value === null || value === undefined || Number.isNaN(value) ? "—" : GROUPED.format(value).replace("-", "−");

export const counted = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

/** "at least 12", "up to 30", "12 – 14 USD". */
export function range(low: number | null, high: number | null, unit?: string | null): string {
  const tail = unit ? ` ${unit}` : "";
  if (low === null && high === null) return "—";
  if (high === null) return `at least ${number(low)}${tail}`;
  if (low === null) return `up to ${number(high)}${tail}`;
  return low === high ? `${number(low)}${tail}` : `${number(low)} – ${number(high)}${tail}`;
}

/** Cut for display, never inside a surrogate pair. */
export function cut(text: string | null | undefined, length = 160): string {
  if (!text) return "";
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** An address that may be followed, or null: http and https only. */
export function followable(url: string | null | undefined): string | null {
  if (!url || url.length > 4000) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}
