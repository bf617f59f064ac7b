import type { ComponentChildren } from "preact";
import type { Rows } from "../desk/rows";
import { number } from "../format";
import { Empty, Trouble } from "./Frame";
import { rove } from "./roving";

export interface Cell<Row> {
  head: string;
  kind?: "n" | "main" | "wide" | "quiet";
  cell: (row: Row) => ComponentChildren;
}

/**
 * A dense table that becomes a list of cards on a narrow page.
 * The `main` cell holds the row's link (mark it data-rove): arrow keys go from row to row.
 */
export function List<Row>(props: {
  caption: string;
  cells: Cell<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}) {
  const { caption, cells, rows, keyOf } = props;
  return (
    <table class="list" onKeyDown={rove}>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {cells.map((cell) => (
            <th key={cell.head} scope="col" class={cell.kind ?? ""}>
              {cell.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {cells.map((cell) => (
              <Data key={cell.head} cell={cell} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Data<Row>({ cell, row }: { cell: Cell<Row>; row: Row }) {
  const content = cell.cell(row);
  const kind = cell.kind ?? "";
  return (
    <td class={content === "—" ? `${kind} none` : kind} data-head={cell.head}>
      {content}
    </td>
  );
}

/** A list with what surrounds it: waiting, nothing there, refused, more to come. */
export function Listed<Row>(props: { rows: Rows<Row>; nothing: string; children: ComponentChildren; downloads: ComponentChildren }) {
  const { rows, nothing, children, downloads } = props;
  if (rows.problem) return <Trouble problem={rows.problem} />;
  const shown = rows.rows.length;
  return (
    <div class={rows.waiting ? "stale" : "fresh"}>
      {shown === 0 ? rows.waiting ? <p class="waiting">Asking the desk…</p> : <Empty>{nothing}</Empty> : children}
      <div class="foot">
        {shown > 0 && (
          <span class="shown">
            {rows.total !== null && rows.total > shown ? `${number(shown)} of ${number(rows.total)} shown` : `${number(shown)} shown`}
          </span>
        )}
        {rows.more && (
          <button type="button" class="textlike" onClick={rows.more}>
            Show more
          </button>
        )}
        {downloads}
      </div>
    </div>
  );
}
