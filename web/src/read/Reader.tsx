import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import { useAnswer } from "../api";
import { cut, day, STATUSES } from "../format";
import { Outside } from "../parts/Frame";
import { MarkedText } from "../text/segments";
import type { Assertion, Reading, Rejection } from "../types";
import { Docket } from "./Docket";
import { Panel, Rejected, type Settled } from "./Panel";
import { ReportText } from "./ReportText";

/** A report's text with its marks, the list of assertions, and the panel on the selected one. */
export function Reader(props: {
  reading: Reading;
  mark: string | null;
  onMark: (id: string | null) => void;
  stored?: boolean;
}) {
  const { reading, mark, onMark } = props;
  const assertions = useMemo(() => MarkedText.inOrder(reading.assertions), [reading]);
  const selected = assertions.find((one) => one.id === mark);
  const explained = useAnswer<{ explain?: string[]; commitment?: Settled | null }>(
    props.stored && selected ? `/api/assertions/${encodeURIComponent(selected.id)}` : null,
  );
  const frame = useSelection(selected, onMark);
  const select = useCallback((id: string | null) => onMark(id), [onMark]);
  return (
    <div class={`reader${selected ? " has-selection" : ""}`} ref={frame}>
      <Docket assertions={assertions} selected={selected} onSelect={select} />
      <div class="column">
        <Head reading={reading} />
        <Legend />
        <ReportText report={reading.report} assertions={assertions} selected={selected} onSelect={select} />
        <Warnings lines={reading.warnings ?? []} />
        <Rejected rejections={reading.rejections} title="Put aside in the whole report" />
      </div>
      <div class="beside" aria-live="polite">
        {selected ? (
          <Panel
            assertion={selected}
            position={assertions.indexOf(selected) + 1}
            rejections={inSentence(reading.rejections, selected)}
            explain={explained.data?.explain}
            commitment={explained.data?.commitment ?? null}
            onClose={() => onMark(null)}
            onSelect={(id) => onMark(id)}
          />
        ) : (
          <Hint count={assertions.length} />
        )}
      </div>
    </div>
  );
}

/** Escape closes; a mark chosen elsewhere is scrolled into view; the focus stays on the mark. */
function useSelection(selected: Assertion | undefined, onMark: (id: string | null) => void) {
  const frame = useRef<HTMLDivElement>(null);
  const last = useRef<string | null>(null);
  useEffect(() => {
    const id = selected?.id ?? last.current;
    const button = id === null ? null : frame.current?.querySelector<HTMLElement>(`button.ref[data-id="${CSS.escape(id)}"]`);
    const lost = document.activeElement === document.body;
    if (lost) button?.focus({ preventScroll: true });
    last.current = selected?.id ?? null;
    if (!selected) return undefined;
    const box = button?.getBoundingClientRect();
    const low = innerHeight * (matchMedia("(max-width: 759px)").matches ? 0.42 : 0.92);
    if (button && box && (box.top < 60 || box.bottom > low)) {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      scrollTo({ top: scrollY + box.top - innerHeight * 0.25, behavior: still ? "auto" : "smooth" });
    }
    const close = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (frame.current?.querySelector(".panel")?.contains(document.activeElement)) button?.focus({ preventScroll: true });
      onMark(null);
    };
    addEventListener("keydown", close);
    return () => removeEventListener("keydown", close);
  }, [selected, onMark]);
  return frame;
}

function Head({ reading }: { reading: Reading }) {
  const { report } = reading;
  const line = [report.agency, report.outlet, report.author].filter(Boolean).map((one) => cut(one, 80));
  return (
    <div class="report-head">
      {line.length > 0 && <span>{line.join(" · ")}</span>}
      {report.published && <time dateTime={report.published}>{day(report.published)}</time>}
      <Outside url={report.url}>as published</Outside>
    </div>
  );
}

function Legend() {
  return (
    <ul class="legend" aria-label="How the status is shown">
      {Object.entries(STATUSES).map(([key, { glyph, label, means }]) => (
        <li key={key} title={means}>
          <span class={`glyph s-${key}`} aria-hidden="true">
            {glyph}
          </span>{" "}
          <span class={`m s-${key} lane-0`}>{label}</span>
        </li>
      ))}
    </ul>
  );
}

function Warnings({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul class="warnings" aria-label="Warnings">
      {lines.map((line, i) => (
        <li key={i}>{cut(line, 300)}</li>
      ))}
    </ul>
  );
}

function Hint({ count }: { count: number }) {
  if (count === 0) return <p class="hint">Nothing in this report was read as an act of one party towards another.</p>;
  return (
    <div class="hint">
      <p>Choose a mark in the text, or a line of the list, to see what was read from it and why.</p>
      <p>
        <kbd>Tab</kbd> to the marks, <kbd>←</kbd> <kbd>→</kbd> between them, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes.
      </p>
    </div>
  );
}

/** Rejections inside the sentence of an assertion; offsets are code points on both sides. */
function inSentence(rejections: Rejection[], one: Assertion): Rejection[] {
  const unit = one.text.indexOf(one.evidence.text);
  if (unit < 0) return [];
  const start = one.evidence.start - [...one.text.slice(0, unit)].length;
  const end = start + [...one.text].length;
  return rejections.filter(({ span }) => span.start >= start && span.end <= end);
}
