/** Names that the API filters by; everything else in an address belongs to the page alone. */
export const FILTER_NAMES = [
  "actor",
  "recipient",
  "either",
  "type",
  "mode",
  "context",
  "sector",
  "quad",
  "status",
  "certainty",
  "speaker",
  "country",
  "since",
  "until",
  "text",
  "outlet",
  "event",
  "report",
  "story",
  "run",
  "confidence",
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];

const KNOWN = new Set<string>(FILTER_NAMES);

/** The part of a page's query that the API understands, in a steady order. */
export function filtersOf(query: URLSearchParams): URLSearchParams {
  const pairs = [...query].filter(([name, value]) => KNOWN.has(name) && value !== "");
  pairs.sort(([a], [b]) => FILTER_NAMES.indexOf(a as FilterName) - FILTER_NAMES.indexOf(b as FilterName));
  return new URLSearchParams(pairs);
}

export function plus(query: URLSearchParams, extra: Record<string, string>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(extra)) next.set(name, value);
  return next;
}

/** In the list: taken out; not in it: put in. */
export const toggled = (values: string[], value: string): string[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
