import { useMemo, useRef, useState } from "preact/hooks";
import { counted, day, days, number, QUADS } from "../format";
import { Behind, Downloads, Empty } from "../parts/Frame";
import type { Period } from "../types";
import { bands, barsOf, core, within, type Bar, type Domain } from "./bars";
import { isoDay, ticks, type By } from "./time";
import { useWidth } from "./useWidth";

const HEIGHT = 250;
const WIDEST = 72; // of a bar, in pixels
const EDGE = { top: 18, right: 8, bottom: 36, left: 40 };

interface Brush {
  from: number;
  to: number;
}

/** Assertions over time: cooperation upwards, conflict downwards, deeds next to the line. */
export function Timeline(props: {
  rows: Period[];
  by: By;
  query: URLSearchParams;
  /** Days to draw; undefined: those that hold nearly all. */
  domain?: Domain | null;
  /** How many assertions lie on other days; counted here where it is not given. */
  outside?: number;
  onAll?: () => void;
  onBrush: (since: string, until: string) => void;
}) {
  const { rows, by, onBrush } = props;
  const { ref, width } = useWidth();
  const domain = props.domain === undefined ? core(rows, by) : props.domain;
  const bars = useMemo(() => barsOf(rows, by).filter((bar) => within(bar, domain)), [rows, by, domain?.first, domain?.last]);
  const [brush, setBrush] = useState<Brush | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const apply = (range: Brush) => {
    const a = bars[Math.min(range.from, range.to)];
    const b = bars[Math.max(range.from, range.to)];
    setBrush(null);
    if (a && b) onBrush(isoDay(a.start), isoDay(b.end - 1));
  };
  const keys = (event: KeyboardEvent) => keyed(event, { bars, brush, over, setBrush, setOver, apply });
  return (
    <>
      <QuadLegend />
      <div
        ref={ref}
        class="chart"
        role="group"
        tabIndex={bars.length > 0 ? 0 : undefined}
        aria-label="Time chart. Arrow keys go from bar to bar, with Shift they choose a span, Enter filters by it, Escape lets go."
        onKeyDown={keys}
      >
        {bars.length === 0 ? (
          <Empty>Nothing on these days with these filters.</Empty>
        ) : (
          width > 0 && <Plot {...{ bars, width, brush, over, setBrush, setOver, apply }} />
        )}
      </div>
      <p class="readout" aria-live="polite">
        {readout(bars, brush, over) ?? "Drag over the bars to look at a span of days."}
        <Outside count={props.outside ?? sum(rows) - sum(bars.map((bar) => bar.row))} onAll={props.onAll} />
      </p>
      <FigureFoot rows={rows} query={props.query} by={by} />
    </>
  );
}

const sum = (rows: Period[]): number => rows.reduce((all, row) => all + row.count, 0);

function Outside({ count, onAll }: { count: number; onAll: (() => void) | undefined }) {
  if (count <= 0) return null;
  return (
    <>
      {` ${counted(count, "assertion")} of other days ${count === 1 ? "is" : "are"} not drawn. `}
      {onAll && (
        <button type="button" class="textlike" onClick={onAll}>
          Draw all days
        </button>
      )}
    </>
  );
}

interface Handles {
  bars: Bar[];
  brush: Brush | null;
  over: number | null;
  setBrush: (brush: Brush | null) => void;
  setOver: (over: number | null) => void;
  apply: (range: Brush) => void;
}

function keyed(event: KeyboardEvent, { bars, brush, over, setBrush, setOver, apply }: Handles): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step !== undefined) {
    event.preventDefault();
    const now = over ?? (step > 0 ? -1 : bars.length);
    const next = Math.min(bars.length - 1, Math.max(0, now + step));
    setOver(next);
    if (event.shiftKey) setBrush({ from: brush?.from ?? over ?? next, to: next });
    else if (brush) setBrush(null);
  } else if (event.key === "Enter" && over !== null) {
    event.preventDefault();
    apply(brush ?? { from: over, to: over });
  } else if (event.key === "Escape" && (brush || over !== null)) {
    event.preventDefault();
    setBrush(null);
    setOver(null);
  }
}

function readout(bars: Bar[], brush: Brush | null, over: number | null): string | null {
  const from = bars[brush ? Math.min(brush.from, brush.to) : (over ?? -1)];
  const to = bars[brush ? Math.max(brush.from, brush.to) : (over ?? -1)];
  if (!from || !to) return null;
  const chosen = bars.filter((bar) => bar.start >= from.start && bar.start <= to.start);
  const of = (key: (typeof QUADS)[number]["key"]) => chosen.reduce((all, bar) => all + bar.row[key], 0);
  const split = QUADS.map(({ key, quad }) => `${of(key)} ${quad}`).join(", ");
  const all = counted(sum(chosen.map((bar) => bar.row)), "assertion");
  return `${days(isoDay(from.start), isoDay(to.end - 1))}: ${all} (${split})`;
}

function Plot({ bars, width, brush, over, setBrush, setOver, apply }: Handles & { width: number }) {
  const frame = useRef<SVGSVGElement>(null);
  const dragging = useRef(false);
  const first = bars[0]?.start ?? 0;
  const last = Math.max(bars.at(-1)?.end ?? 1, first + 1);
  const inner = width - EDGE.left - EDGE.right;
  const x = (at: number) => EDGE.left + ((at - first) / (last - first)) * inner;
  const scale = bands(bars, HEIGHT - EDGE.top - EDGE.bottom);
  const zero = EDGE.top + scale.up;
  const barAt = (event: PointerEvent): number => {
    const box = frame.current?.getBoundingClientRect();
    const at = first + ((event.clientX - (box?.left ?? 0) - EDGE.left) / inner) * (last - first);
    const found = bars.findLastIndex((bar) => bar.start <= at);
    return Math.max(0, found);
  };
  const move = (event: PointerEvent) => {
    const at = barAt(event);
    setOver(at);
    if (dragging.current && brush) setBrush({ from: brush.from, to: at });
  };
  const release = () => {
    if (dragging.current && brush) apply(brush);
    dragging.current = false;
  };
  const span = brush ? [bars[Math.min(brush.from, brush.to)], bars[Math.max(brush.from, brush.to)]] : null;
  return (
    <svg
      ref={frame}
      class="timeline"
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`${bars.length} periods from ${day(isoDay(first))} to ${day(isoDay(last - 1))}; the figures are in the table below.`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        setBrush({ from: barAt(event), to: barAt(event) });
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={() => {
        dragging.current = false;
        setBrush(null);
      }}
      onPointerLeave={() => !dragging.current && setOver(null)}
    >
      <Grid x={x} zero={zero} scale={scale} width={width} first={first} last={last} inner={inner} />
      {span?.[0] && span[1] && (
        <rect class="brush" x={x(span[0].start)} y={EDGE.top} width={x(span[1].end) - x(span[0].start)} height={HEIGHT - EDGE.top - EDGE.bottom} />
      )}
      {bars.map((bar, i) => (
        <BarShape key={bar.row.period} bar={bar} x={x} zero={zero} unit={scale.unit} over={over === i} />
      ))}
      <line class="zero" x1={EDGE.left} x2={width - EDGE.right} y1={zero} y2={zero} />
    </svg>
  );
}

function BarShape(props: { bar: Bar; x: (at: number) => number; zero: number; unit: number; over: boolean }) {
  const { bar, x, zero, unit, over } = props;
  const full = x(bar.end) - x(bar.start);
  const wide = Math.min(WIDEST, Math.max(1, full - (full > 4 ? 1.5 : full > 2 ? 0.6 : 0)));
  const left = x(bar.start) + (wide === WIDEST ? (full - wide) / 2 : 0);
  return (
    <g class={over ? "bar over" : "bar"}>
      {bar.parts.map((part) => (
        <rect key={part.css} class={`q-${part.css}`} x={left} width={wide} y={zero - part.to * unit} height={Math.max(0, (part.to - part.from) * unit)} />
      ))}
    </g>
  );
}

function Grid(props: {
  x: (at: number) => number;
  zero: number;
  scale: { ticks: number[]; unit: number };
  width: number;
  first: number;
  last: number;
  inner: number;
}) {
  const { x, zero, scale, width, first, last, inner } = props;
  return (
    <g class="axis">
      {scale.ticks.map((value) => (
        <g key={value}>
          <line x1={EDGE.left} x2={width - EDGE.right} y1={zero - value * scale.unit} y2={zero - value * scale.unit} />
          <text x={EDGE.left - 6} y={zero - value * scale.unit + 4} text-anchor="end">
            {number(Math.abs(value))}
          </text>
        </g>
      ))}
      {ticks(first, last, Math.max(2, Math.floor(inner / 68))).map((tick) => (
        <g key={tick.at}>
          <line class="tick" x1={x(tick.at)} x2={x(tick.at)} y1={HEIGHT - EDGE.bottom} y2={HEIGHT - EDGE.bottom + 5} />
          <text x={Math.min(x(tick.at), width - 34)} y={HEIGHT - EDGE.bottom + 17}>
            {tick.label}
          </text>
        </g>
      ))}
      <text class="side" x={EDGE.left} y={11}>
        ↑ cooperation
      </text>
      <text class="side" x={EDGE.left} y={HEIGHT - 3}>
        ↓ conflict
      </text>
    </g>
  );
}

export function QuadLegend() {
  return (
    <ul class="legend quads">
      {QUADS.map(({ css, label }) => (
        <li key={css}>
          <span class={`swatch q-${css}`} aria-hidden="true" /> {label}
        </li>
      ))}
    </ul>
  );
}

function FigureFoot({ rows, query, by }: { rows: Period[]; query: URLSearchParams; by: By }) {
  const pairs = new URLSearchParams(query);
  pairs.set("by", by);
  return (
    <div class="foot">
      <Behind
        title={`Assertions by ${by}`}
        rows={rows}
        columns={[
          { head: by, cell: (row) => row.period },
          { head: "all", numeric: true, cell: (row) => number(row.count) },
          ...QUADS.map(({ key, quad }) => ({ head: quad, numeric: true, cell: (row: Period) => number(row[key]) })),
          { head: "mean score", numeric: true, cell: (row) => number(row.score) },
        ]}
      />
      <Downloads path="/api/timeline" query={pairs} limited={false} />
    </div>
  );
}

