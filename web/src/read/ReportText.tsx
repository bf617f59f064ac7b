import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { statusOf } from "../format";
import { rove } from "../parts/roving";
import { sidesText } from "../parts/Party";
import { MarkedText, type MarkedBlock, type Piece, type Role } from "../text/segments";
import type { Assertion, ReportText as Text } from "../types";

interface Marks {
  assertions: Assertion[];
  lanes: number[];
  selected: Assertion | undefined;
}

const ROLE_WORDS: Record<Role, string> = {
  who: "who",
  whom: "whom",
  says: "says",
  cue: "cue",
  if: "if",
  when: "when",
  where: "where",
  size: "size",
  about: "about",
};

export function ReportText(props: {
  report: Text;
  assertions: Assertion[];
  selected: Assertion | undefined;
  onSelect: (id: string | null) => void;
}) {
  const { report, assertions, selected, onSelect } = props;
  const text = useMemo(() => new MarkedText(report.text, report.blocks, assertions), [report, assertions]);
  const blocks = useMemo(() => text.marked(selected), [text, selected]);
  const marks: Marks = { assertions, lanes: text.lanes, selected };
  return (
    <article
      class="report-text"
      aria-label="Text of the report"
      onKeyDown={rove}
      onClick={(event) => onSelect(clicked(event, assertions, selected))}
    >
      {blocks.map((block, i) => (
        <BlockOfText key={i} block={block} marks={marks} />
      ))}
    </article>
  );
}

/** Words under several marks: each click goes one mark outwards, then round again. */
function clicked(event: MouseEvent, assertions: Assertion[], selected: Assertion | undefined): string | null {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest<HTMLElement>("button[data-id]");
  if (button?.dataset["id"]) return button.dataset["id"];
  const piece = target?.closest<HTMLElement>("[data-marks]");
  const ids = (piece?.dataset["marks"] ?? "").split(" ").filter(Boolean).map(Number);
  const inwards = ids.map((index) => assertions[index]?.id).reverse();
  if (inwards.length === 0 || String(getSelection() ?? "") !== "") return selected?.id ?? null;
  const at = inwards.indexOf(selected?.id);
  return inwards[(at + 1) % inwards.length] ?? null;
}

function BlockOfText({ block, marks }: { block: MarkedBlock; marks: Marks }) {
  const words = block.pieces.map((piece, i) => <PieceOfText key={i} piece={piece} marks={marks} />);
  const note = block.cutAt !== null && <span class="cut-note"> (cut for display)</span>;
  if (block.kind === "title") {
    return (
      <h2 class="block title" dir="auto">
        {words}
        {note}
      </h2>
    );
  }
  return (
    <p class={`block ${block.kind}`} dir="auto">
      {words}
    </p>
  );
}

function PieceOfText({ piece, marks }: { piece: Piece; marks: Marks }) {
  const refs = piece.opens.map((index) => <Ref key={index} index={index} marks={marks} />);
  if (piece.marks.length === 0 && piece.roles.length === 0) return <>{piece.text}</>;
  let words: ComponentChildren = piece.text;
  for (const index of [...piece.marks].reverse()) {
    const one = marks.assertions[index];
    const on = one && one.id === marks.selected?.id ? " on" : "";
    words = <span class={`m s-${one?.status} lane-${marks.lanes[index]}${on}`}>{words}</span>;
  }
  const roles = piece.roles.map((role) => ` r-${role}`).join("");
  const marked = (
    <span class={`piece${roles}`} data-marks={piece.marks.join(" ")}>
      {piece.labels.length > 0 && <Tag roles={piece.labels} />}
      {words}
    </span>
  );
  if (refs.length === 0) return marked;
  return (
    <span class={/\s/.test(piece.text) ? "" : "together"}>
      {refs}
      {marked}
    </span>
  );
}

function Tag({ roles }: { roles: Role[] }) {
  return (
    <span class="tag" aria-hidden="true" data-words={[...new Set(roles.map((role) => ROLE_WORDS[role]))].join(" · ")} />
  );
}

function Ref({ index, marks }: { index: number; marks: Marks }) {
  const one = marks.assertions[index];
  if (!one) return null;
  const on = one.id === marks.selected?.id;
  const { glyph, label } = statusOf(one.status);
  const first = marks.selected === undefined && index === 0;
  return (
    <button
      type="button"
      class={`ref s-${one.status}${on ? " on" : ""}`}
      data-id={one.id}
      data-rove
      tabIndex={on || first ? 0 : -1}
      aria-pressed={on}
      aria-label={`${index + 1}, ${label}: ${one.event_type ?? one.sense}, ${sidesText(one.actors, one.recipients)}`}
    >
      <span class="glyph">{glyph}</span>
      {index + 1}
    </button>
  );
}
