import { useMemo } from "preact/hooks";
import { Filters } from "../desk/Filters";
import { filtersOf, plus } from "../desk/filters";
import { useRows } from "../desk/rows";
import { cut, day } from "../format";
import { Downloads, useTitle } from "../parts/Frame";
import { List, Listed } from "../parts/List";
import { Sides } from "../parts/Party";
import { Sentence } from "../parts/tables";
import { withQuery, type Place } from "../router";
import type { Commitment } from "../types";

const STATES: Record<string, { glyph: string; means: string }> = {
  open: { glyph: "○", means: "nothing later settles it" },
  fulfilled: { glyph: "●", means: "a later report tells that it was done" },
  withdrawn: { glyph: "↩", means: "its own speaker took it back" },
  contradicted: { glyph: "≠", means: "a later report tells the opposite" },
};

/** Promises, offers, threats and plans, and what became of them. */
export function CommitmentsPage({ place }: { place: Place }) {
  useTitle("Commitments");
  const { query } = place;
  const state = query.get("state");
  const pairs = useMemo(() => {
    const filters = filtersOf(query);
    return state ? plus(filters, { state }) : filters;
  }, [query.toString()]);
  const rows = useRows<Commitment>("/api/commitments", pairs);
  return (
    <div class="page">
      <header class="page-head">
        <h1>Commitments</h1>
        <p class="stats">Offers, promises, threats, plans and conditions, and what later reports tell of them.</p>
      </header>
      <Filters query={query} />
      <nav class="switch tabs" aria-label="State">
        <a href={withQuery(query, { state: null })} aria-current={state === null ? "true" : undefined}>
          all
        </a>
        {Object.entries(STATES).map(([key, { glyph, means }]) => (
          <a key={key} href={withQuery(query, { state: key })} title={means} aria-current={state === key ? "true" : undefined}>
            <span class="glyph" aria-hidden="true">
              {glyph}
            </span>{" "}
            {key}
          </a>
        ))}
      </nav>
      <Listed rows={rows} nothing="No commitment in this state with these filters." downloads={<Downloads path="/api/commitments" query={pairs} />}>
        <CommitmentTable rows={rows.rows} />
      </Listed>
    </div>
  );
}

const addressOf = ({ assertion }: Commitment): string =>
  `/reports/${encodeURIComponent(assertion.report?.id ?? assertion.report_id)}?mark=${encodeURIComponent(assertion.id)}`;

function CommitmentTable({ rows }: { rows: Commitment[] }) {
  return (
    <List
      caption="Commitments"
      rows={rows}
      keyOf={(row) => row.assertion.id}
      cells={[
        { head: "Said", kind: "quiet", cell: (row) => day(row.assertion.day ?? row.assertion.report?.published) },
        {
          head: "Kind",
          kind: "main",
          cell: ({ kind, ...row }) => (
            <a href={addressOf({ kind, ...row })} data-rove class="kind">
              {kind}
            </a>
          ),
        },
        { head: "Who → whom", kind: "wide", cell: ({ assertion }) => <Sides actors={assertion.actors} recipients={assertion.recipients} /> },
        { head: "Words", kind: "wide", cell: ({ assertion }) => <Sentence one={assertion} /> },
        { head: "State", cell: (row) => <State row={row} /> },
      ]}
    />
  );
}

function State({ row }: { row: Commitment }) {
  const { glyph, means } = STATES[row.state] ?? { glyph: "?", means: "" };
  return (
    <span class={`state st-${row.state}`} title={means}>
      <span class="glyph" aria-hidden="true">
        {glyph}
      </span>{" "}
      {row.state}
      {row.settled_day && <span class="aside"> {day(row.settled_day)}</span>}
      {row.reason && <span class="reason">{cut(row.reason, 160)}</span>}
      {row.settled_by && (
        <a class="settled" href={`/assertions/${encodeURIComponent(row.settled_by)}`}>
          by this assertion
        </a>
      )}
    </span>
  );
}
