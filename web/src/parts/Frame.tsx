import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { address, type Answer } from "../api";
import { cut, followable } from "../format";
import type { Problem } from "../types";

export function Trouble({ problem }: { problem: Problem }) {
  return (
    <div class="trouble" role="alert">
      <p class="what">{cut(problem.what, 400)}</p>
      <p>
        {cut(problem.where, 200)}
        {problem.remedy && <> · {cut(problem.remedy, 300)}</>}
      </p>
    </div>
  );
}

/** What stands in for an answer while it is on its way, refused or empty. */
export function Await<T>(props: { answer: Answer<T>; children: (data: T) => ComponentChildren }) {
  const { data, problem, waiting } = props.answer;
  if (problem) return <Trouble problem={problem} />;
  if (data === null) return <p class="waiting">{waiting ? "Asking the desk…" : "No answer."}</p>;
  return <div class={waiting ? "stale" : "fresh"}>{props.children(data)}</div>;
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

const MOST_ROWS = "10000"; // what the server gives at once

/** The same rows for other programs. */
export function Downloads(props: { path: string; query?: URLSearchParams; csv?: boolean; limited?: boolean }) {
  const { path, query, csv = true, limited = true } = props;
  const to = (format: string | null) => {
    const pairs = new URLSearchParams(query);
    if (limited) pairs.set("limit", MOST_ROWS);
    if (format) pairs.set("format", format);
    return address(path, pairs);
  };
  const name = path.split("/").pop() ?? "rows";
  return (
    <span class="downloads">
      <span class="label">{name}:</span>
      {csv && (
        <a href={to("csv")} download={`${name}.csv`}>
          CSV
        </a>
      )}
      <a href={to(null)} download={`${name}.json`}>
        JSON
      </a>
    </span>
  );
}

/** A link to the outside where it is one; anything else stays text. */
export function Outside({ url, children }: { url: string | null | undefined; children?: ComponentChildren }) {
  const safe = followable(url);
  if (!safe) return url ? <span class="plain-address">{cut(url, 120)}</span> : null;
  return (
    <a class="outside" href={safe} rel="noopener noreferrer" target="_blank">
      {children ?? cut(safe, 80)}
      <span aria-hidden="true"> ↗</span>
      <span class="unseen"> (opens a new tab)</span>
    </a>
  );
}

export interface Column<Row> {
  head: string;
  numeric?: boolean;
  cell: (row: Row) => ComponentChildren;
}

/** The figures behind a chart, made only when somebody opens them. */
export function Behind<Row>(props: { title: string; columns: Column<Row>[]; rows: Row[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && (
        <div class="scroll" role="region" aria-label={props.title} tabIndex={0}>
          <Table caption={props.title} columns={props.columns} rows={props.rows} />
        </div>
      )}
    </details>
  );
}

export function Table<Row>(props: { caption: string; columns: Column<Row>[]; rows: Row[]; shown?: boolean }) {
  return (
    <table class="figures">
      <caption class={props.shown ? "" : "unseen"}>{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.head} scope="col" class={column.numeric ? "n" : ""}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, i) => (
          <tr key={i}>
            {props.columns.map((column) => (
              <td key={column.head} class={column.numeric ? "n" : ""}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Dragoman" : `${cut(title, 80)} · Dragoman`;
  }, [title]);
}
