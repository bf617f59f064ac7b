import { useMemo } from "preact/hooks";
import { Filters } from "../desk/Filters";
import { filtersOf } from "../desk/filters";
import { useRows } from "../desk/rows";
import { Downloads, useTitle } from "../parts/Frame";
import { Listed } from "../parts/List";
import { ReportTable } from "../parts/tables";
import type { Place } from "../router";
import type { ReportHead } from "../types";

export function ReportsPage({ place }: { place: Place }) {
  useTitle("Reports");
  const filters = useMemo(() => filtersOf(place.query), [place.query.toString()]);
  const rows = useRows<ReportHead>("/api/reports", filters);
  return (
    <div class="page">
      <header class="page-head">
        <h1>Reports</h1>
        <p class="stats">Reports that are copies of one another are one story and count as one origin.</p>
      </header>
      <Filters query={place.query} />
      <Listed rows={rows} nothing="No report with these filters." downloads={<Downloads path="/api/reports" query={filters} />}>
        <ReportTable rows={rows.rows} />
      </Listed>
    </div>
  );
}
