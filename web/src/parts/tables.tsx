import { counted, cut, day, days, number } from "../format";
import type { Assertion, EventRow, ReportHead } from "../types";
import { List } from "./List";
import { Parties, Sides } from "./Party";
import { Status } from "./Status";

const words = (text: string | null | undefined) => (text ? <bdi>{cut(text, 40)}</bdi> : "—");

const eventAddress = (id: string): string => `/events/${encodeURIComponent(id)}`;

const markAddress = (one: Assertion): string =>
  `/reports/${encodeURIComponent(one.report?.id ?? one.report_id)}?mark=${encodeURIComponent(one.id)}`;

/** The days of the event; where no report says them, the days on which it was told. */
const whenOf = (row: EventRow): string =>
  row.first_day || row.last_day ? days(row.first_day, row.last_day) : `told ${days(row.first_report, row.last_report)}`;

export function EventTable({ rows }: { rows: EventRow[] }) {
  return (
    <List
      caption="Events"
      rows={rows}
      keyOf={(row) => row.id}
      cells={[
        { head: "When", kind: "quiet", cell: (row) => whenOf(row) },
        {
          head: "What",
          kind: "main",
          cell: (row) => (
            <a href={eventAddress(row.id)} data-rove>
              <span class="type">{row.event_type ?? row.sense}</span>
              {row.mode && <span class="mode"> {row.mode}</span>}
            </a>
          ),
        },
        { head: "Who → whom", kind: "wide", cell: (row) => <Sides actors={row.actors} recipients={row.recipients} /> },
        { head: "Where", cell: (row) => words(row.place?.name) },
        {
          head: "Status",
          cell: (row) => (
            <span class="statuses">
              {row.statuses.map((status) => (
                <Status key={status} value={status} />
              ))}
            </span>
          ),
        },
        { head: "Denied by", cell: (row) => deniers(row) },
        { head: "Origins", kind: "n", cell: (row) => number(row.origins) },
        { head: "Reports", kind: "n", cell: (row) => number(row.reports) },
      ]}
    />
  );
}

function deniers(row: EventRow) {
  const first = row.denied_by[0];
  if (!first) return "—";
  const others = row.denied_by.length - 1;
  return (
    <>
      <bdi>{cut(first.name, 30)}</bdi>
      {others > 0 && ` and ${counted(others, "other")}`}
    </>
  );
}

export function AssertionTable({ rows, reports = true }: { rows: Assertion[]; reports?: boolean }) {
  return (
    <List
      caption="Assertions"
      rows={rows}
      keyOf={(row) => row.id}
      cells={[
        { head: "Day", kind: "quiet", cell: (row) => day(row.day ?? row.when?.first ?? row.report?.published) },
        {
          head: "What",
          kind: "main",
          cell: (row) => (
            <a href={markAddress(row)} data-rove>
              <span class="type">{row.event_type ?? row.sense}</span>
              {row.mode && <span class="mode"> {row.mode}</span>}
            </a>
          ),
        },
        { head: "Status", cell: (row) => <Status value={row.status} /> },
        { head: "Who → whom", kind: "wide", cell: (row) => <Sides actors={row.actors} recipients={row.recipients} /> },
        { head: "On whose word", cell: (row) => word(row) },
        { head: "Words", kind: "wide", cell: (row) => <Sentence one={row} /> },
        ...(reports ? [{ head: "Outlet", cell: (row: Assertion) => words(row.report?.outlet) }] : []),
      ]}
    />
  );
}

function word(row: Assertion) {
  const inner = row.speakers.at(-1);
  if (!inner) return "the report";
  return (
    <>
      <Parties parties={[inner.actor]} link={false} />
      {inner.stance === "denies" && <span class="stance st-denies"> denies</span>}
    </>
  );
}

/** The sentence with its evidence set off; found by its words, shown whole when they are not there. */
export function Sentence({ one, length = 260 }: { one: Assertion; length?: number }) {
  const text = cut(one.text, length);
  const evidence = one.evidence.text;
  const at = evidence === "" ? -1 : text.indexOf(evidence);
  if (at < 0) {
    return (
      <span class="sentence" dir="auto">
        {text}
      </span>
    );
  }
  return (
    <span class="sentence" dir="auto">
      {text.slice(0, at)}
      <span class={`m s-${one.status} lane-0`}>{evidence}</span>
      {text.slice(at + evidence.length)}
    </span>
  );
}

export function ReportTable({ rows }: { rows: ReportHead[] }) {
  return (
    <List
      caption="Reports"
      rows={rows}
      keyOf={(row) => row.id}
      cells={[
        { head: "Published", kind: "quiet", cell: (row) => day(row.published) },
        {
          head: "Title",
          kind: "main",
          cell: (row) => (
            <a href={`/reports/${encodeURIComponent(row.id)}`} data-rove>
              <bdi class="headline">{cut(row.title, 140) || "untitled"}</bdi>
            </a>
          ),
        },
        { head: "Outlet", cell: (row) => words(row.outlet) },
        { head: "Agency", cell: (row) => words(row.agency) },
        {
          head: "Story",
          cell: (row) =>
            row.story_id ? (
              <a href={`/reports?story=${encodeURIComponent(row.story_id)}`}>{row.copy_of ? "reprint" : "origin"}</a>
            ) : (
              "—"
            ),
        },
        { head: "Assertions", kind: "n", cell: (row) => number(row.assertions) },
      ]}
    />
  );
}
