import type { ComponentChildren } from "preact";
import { filtersOf } from "../desk/filters";
import { useRows } from "../desk/rows";
import { cut, day, number } from "../format";
import { Downloads, useTitle } from "../parts/Frame";
import { List, Listed } from "../parts/List";
import type { Place } from "../router";

interface Drop {
  id?: string;
  place?: string | null;
  where?: string | null;
  stage: string;
  reason: string;
  remedy: string | null;
  run_id?: string | null;
  report_id?: string | null;
}

type Run = Record<string, unknown> & { id: string };

/** What could not be used, and by which recipes the rest was read. */
export function RunsPage({ place }: { place: Place }) {
  useTitle("Drops and runs");
  const run = place.query.get("run");
  const filters = filtersOf(place.query);
  const drops = useRows<Drop>("/api/drops", filters);
  const runs = useRows<Run>("/api/runs", new URLSearchParams());
  return (
    <div class="page">
      <header class="page-head">
        <h1>Drops and runs</h1>
        <p class="stats">Nothing is left out silently: each report that could not be used, where it failed, and what to do.</p>
      </header>
      <section class="lists" aria-labelledby="drops-title">
        <header>
          <h2 id="drops-title">Drops</h2>
          {run && <a href="/runs">of all runs</a>}
        </header>
        <Listed rows={drops} nothing="Nothing was dropped." downloads={<Downloads path="/api/drops" query={filters} />}>
          <DropTable rows={drops.rows} />
        </Listed>
      </section>
      <section class="lists" aria-labelledby="runs-title">
        <header>
          <h2 id="runs-title">Runs</h2>
        </header>
        <Listed rows={runs} nothing="Nothing was read yet." downloads={<Downloads path="/api/runs" />}>
          <RunTable rows={runs.rows} />
        </Listed>
      </section>
    </div>
  );
}

function DropTable({ rows }: { rows: Drop[] }) {
  return (
    <List
      caption="Drops"
      rows={rows}
      keyOf={(row) => row.id ?? `${row.place}${row.stage}${row.reason}`}
      cells={[
        { head: "Where", kind: "wide", cell: (row) => <bdi class="path-text">{cut(row.place ?? row.where, 160) || "—"}</bdi> },
        { head: "Stage", cell: (row) => row.stage },
        { head: "What is wrong", kind: "wide", cell: (row) => <bdi>{cut(row.reason, 300)}</bdi> },
        { head: "What to do", kind: "wide", cell: (row) => (row.remedy ? <bdi>{cut(row.remedy, 300)}</bdi> : "—") },
      ]}
    />
  );
}

const figure = (value: unknown): string => (typeof value === "number" ? number(value) : "—");

const moment = (value: unknown): string =>
  typeof value === "string" ? `${day(value)}, ${value.slice(11, 16)}`.replace(/, $/, "") : "—";

function RunTable({ rows }: { rows: Run[] }) {
  const text = (value: unknown): ComponentChildren =>
    value === null || value === undefined ? "—" : <bdi>{cut(typeof value === "object" ? JSON.stringify(value) : String(value), 200)}</bdi>;
  return (
    <List
      caption="Runs"
      rows={rows}
      keyOf={(row) => row.id}
      cells={[
        {
          head: "Run",
          kind: "main",
          cell: (row) => (
            <a href={`/?run=${encodeURIComponent(row.id)}`} data-rove>
              <code>{cut(row.id, 12)}</code>
            </a>
          ),
        },
        { head: "Reports", kind: "n", cell: (row) => figure(row["reports"]) },
        { head: "Assertions", kind: "n", cell: (row) => figure(row["assertions"]) },
        { head: "Drops", kind: "n", cell: (row) => figure(row["drops"]) },
        { head: "Last at work", kind: "quiet", cell: (row) => moment(row["ended"] ?? row["started"]) },
        { head: "Version", cell: (row) => text(row["code_version"]) },
        { head: "Model", cell: (row) => text(row["model"]) },
        { head: "Data", cell: (row) => <code>{text(row["data_hash"])}</code> },
        { head: "Settings", kind: "wide", cell: (row) => <code>{text(row["settings"])}</code> },
      ]}
    />
  );
}
