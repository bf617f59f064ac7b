import { useMemo } from "preact/hooks";
import { countryName, cut, days, number } from "../format";
import { Behind, Downloads, Empty } from "../parts/Frame";
import { rove } from "../parts/roving";
import type { DyadPeriod, Quads } from "../types";
import { barsOf, bands, total, within, type Bar, type Domain } from "./bars";
import { dayNumber, isoDay, periodEnd, type By } from "./time";
import { useWidth } from "./useWidth";

const SHOWN = 9;
const HEIGHT = 44;

interface Dyad {
  actor: string;
  recipient: string;
  rows: DyadPeriod[];
  count: number;
  score: number | null;
  quads: Quads;
}

/** The pairs most often told of, one line each, over the same days. */
export function Dyads(props: {
  rows: DyadPeriod[];
  by: By;
  domain: Domain | null;
  query: URLSearchParams;
  chosen: { actor: string | null; recipient: string | null };
  onDyad: (actor: string, recipient: string) => void;
}) {
  const { rows, by, query, chosen, onDyad } = props;
  const dyads = useMemo(() => grouped(rows), [rows]);
  const span = useMemo(() => props.domain ?? spanOf(rows, by), [rows, by, props.domain]);
  const { ref, width } = useWidth();
  const shown = dyads.slice(0, SHOWN);
  return (
    <>
      <div ref={ref} class="dyads" onKeyDown={rove}>
        {shown.length === 0 && <Empty>No pair of parties with these filters.</Empty>}
        {shown.map((dyad, i) => (
          <button
            key={`${dyad.actor}>${dyad.recipient}`}
            type="button"
            class="dyad"
            data-rove
            data-dyad={`${dyad.actor}>${dyad.recipient}`}
            tabIndex={i === 0 ? 0 : -1}
            aria-pressed={chosen.actor === dyad.actor && chosen.recipient === dyad.recipient}
            onClick={() => onDyad(dyad.actor, dyad.recipient)}
          >
            <span class="pair" title={`${nameOf(dyad.actor)} → ${nameOf(dyad.recipient)}`}>
              <bdi>{nameOf(dyad.actor)}</bdi>
              <span class="arrow"> → </span>
              <bdi>{nameOf(dyad.recipient)}</bdi>
            </span>
            <span class="n">{number(dyad.count)}</span>
            <Series dyad={dyad} by={by} span={span} width={Math.max(80, width - (width < 480 ? 0 : 292))} />
            <span class={`n score ${(dyad.score ?? 0) < 0 ? "conflict" : "cooperation"}`}>{signed(dyad.score)}</span>
          </button>
        ))}
      </div>
      {shown.length > 0 && <Reading span={span} by={by} pairs={dyads.length} />}
      <div class="foot">
        <Behind
          title="Pairs of parties"
          rows={dyads.slice(0, 200)}
          columns={[
            { head: "actor", cell: (row) => nameOf(row.actor) },
            { head: "recipient", cell: (row) => nameOf(row.recipient) },
            { head: "assertions", numeric: true, cell: (row) => number(row.count) },
            { head: "material coop.", numeric: true, cell: (row) => number(row.quads.material_cooperation) },
            { head: "verbal coop.", numeric: true, cell: (row) => number(row.quads.verbal_cooperation) },
            { head: "verbal conflict", numeric: true, cell: (row) => number(row.quads.verbal_conflict) },
            { head: "material conflict", numeric: true, cell: (row) => number(row.quads.material_conflict) },
            { head: "mean score", numeric: true, cell: (row) => signed(row.score) },
          ]}
        />
        <Downloads path="/api/dyads" query={query} />
      </div>
    </>
  );
}

function Reading({ span, by, pairs }: { span: Domain; by: By; pairs: number }) {
  return (
    <p class="readout">
      {days(isoDay(span.first), isoDay(span.last - 1))}, by {by}. Bars as above; the dotted line is the mean score, −10 to 10.
      {pairs > SHOWN && ` The ${SHOWN} with the most.`}
    </p>
  );
}

const nameOf = (code: string): string => (/^[A-Z]{3}$/.test(code) ? countryName(code) : cut(code, 40));

const signed = (score: number | null): string => (score !== null && score > 0 ? `+${number(score)}` : number(score));

function grouped(rows: DyadPeriod[]): Dyad[] {
  const found = new Map<string, DyadPeriod[]>();
  for (const row of rows) {
    const key = `${row.actor}\n${row.recipient}`;
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  const dyads = [...found.values()].map(dyadOf);
  return dyads.sort((a, b) => b.count - a.count || a.actor.localeCompare(b.actor));
}

function dyadOf(rows: DyadPeriod[]): Dyad {
  const scored = rows.filter((row) => row.score !== null);
  const weight = scored.reduce((sum, row) => sum + row.count, 0);
  const score = weight ? scored.reduce((sum, row) => sum + (row.score ?? 0) * row.count, 0) / weight : null;
  const { actor = "", recipient = "" } = rows[0] ?? {};
  return { actor, recipient, rows, score, count: rows.reduce((sum, row) => sum + row.count, 0), quads: total(rows) };
}

function spanOf(rows: DyadPeriod[], by: By): { first: number; last: number } {
  const starts = rows.map((row) => dayNumber(row.period)).filter((one) => one !== null);
  if (starts.length === 0) return { first: 0, last: 1 };
  return { first: Math.min(...starts), last: periodEnd(Math.max(...starts), by) };
}

function Series(props: { dyad: Dyad; by: By; span: { first: number; last: number }; width: number }) {
  const { dyad, by, span, width } = props;
  const bars = barsOf(dyad.rows, by).filter((bar) => within(bar, span));
  const scale = bands(bars, HEIGHT - 4);
  const x = (at: number) => ((at - span.first) / (span.last - span.first)) * width;
  const zero = 2 + scale.up;
  const line = bars.filter((bar) => bar.row.score !== null).map((bar) => point(bar, x));
  return (
    <svg class="series" width={width} height={HEIGHT} aria-hidden="true">
      <line class="zero" x1={0} x2={width} y1={zero} y2={zero} />
      {bars.flatMap((bar) =>
        bar.parts.map((part) => (
          <rect
            key={`${bar.row.period}${part.css}`}
            class={`q-${part.css}`}
            x={x(bar.start)}
            width={Math.max(1.5, x(bar.end) - x(bar.start) - 1)}
            y={zero - part.to * scale.unit}
            height={(part.to - part.from) * scale.unit}
          />
        )),
      )}
      {line.length > 1 && <polyline class="score-line" points={line.join(" ")} />}
    </svg>
  );
}

/** Scores on a scale of their own: 10 at the top, −10 at the bottom. */
function point(bar: Bar, x: (at: number) => number): string {
  const middle = (x(bar.start) + x(bar.end)) / 2;
  const y = 2 + ((10 - (bar.row.score ?? 0)) / 20) * (HEIGHT - 4);
  return `${middle.toFixed(1)},${y.toFixed(1)}`;
}
