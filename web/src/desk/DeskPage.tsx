import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { address, useAnswer } from "../api";
import { counted, days } from "../format";
import { Await, Downloads, useTitle } from "../parts/Frame";
import { Listed } from "../parts/List";
import { AssertionTable, EventTable } from "../parts/tables";
import { go, withQuery, type Place } from "../router";
import type { Assertion, DyadPeriod, EventRow, Network, Page, Period, PlaceCount, Stats } from "../types";
import { Dyads } from "./Dyads";
import { Filters } from "./Filters";
import { filtersOf, plus, toggled } from "./filters";
import { NetworkChart } from "./NetworkChart";
import { useRows } from "./rows";
import { isoDay, suitable, type By } from "./time";
import { barsOf, core, within, type Domain } from "./bars";
import { Timeline } from "./Timeline";
import { WorldMap } from "./WorldMap";

/** All that is stored, under filters that live in the address. */
export function DeskPage({ place }: { place: Place }) {
  useTitle("Desk");
  const { query } = place;
  const filters = useMemo(() => filtersOf(query), [query.toString()]);
  const stats = useAnswer<Stats>("/api/stats");
  const overview = useAnswer<Page<Period>>(address("/api/timeline", plus(filters, { by: "month" })));
  const domain = useMemo(() => domainOf(query, overview.data?.rows ?? null), [query.toString(), overview.data]);
  const by = byOf(query, domain);
  const set = (changes: Record<string, string | string[] | null>) => go(withQuery(query, changes));
  const window = domain ? { since: isoDay(domain.first), until: isoDay(domain.last - 1) } : {};
  const bys = by ? plus(filters, { ...window, by }) : null;
  const once = query.get("independent_origins") === "1";
  const level = query.get("level") === "name" ? "name" : "country";
  const pairs = bys && plus(bys, once ? { independent_origins: "1", limit: PAIRS } : { limit: PAIRS });
  return (
    <div class="desk">
      <header class="page-head">
        <h1>The desk</h1>
        <StatsLine stats={stats.data} />
      </header>
      <Filters query={query} note="The figures count acts told as having happened; choose a status to count others." />
      <div class="figures-grid">
        <Figure id="time" title="When" extra={<BySwitch by={by} set={set} />}>
          <TimeFigure by={by} domain={domain ?? null} months={overview.data?.rows ?? []} address={bys && address("/api/timeline", bys)} query={filters} set={set} />
        </Figure>
        <Figure id="map" title="Where">
          <MapFigure query={filters} chosen={query.getAll("country")} set={set} />
        </Figure>
        <Figure id="pairs" title="Who to whom" extra={<OnceSwitch once={once} set={set} />}>
          <PairFigure by={by} domain={domain ?? null} pairs={pairs} page={query} set={set} />
        </Figure>
        <Figure id="net" title="Who with whom" extra={<LevelSwitch level={level} set={set} />}>
          <NetFigure query={plus(filters, { level })} chosen={query.getAll("either")} set={set} />
        </Figure>
      </div>
      <Lists query={query} filters={filters} />
    </div>
  );
}

const PAIRS = "12";

type Set = (changes: Record<string, string | string[] | null>) => void;

/** The days drawn; undefined until they are known, null for all there are. */
function domainOf(query: URLSearchParams, months: Period[] | null): Domain | null | undefined {
  if (months === null) return undefined;
  return query.get("span") === "all" || query.has("since") || query.has("until") ? null : core(months, "month");
}

function byOf(query: URLSearchParams, domain: Domain | null | undefined): By | null {
  const asked = query.get("by");
  if (asked === "day" || asked === "week" || asked === "month") return asked;
  if (domain === undefined) return null;
  const first = domain ? isoDay(domain.first) : query.get("since");
  const last = domain ? isoDay(domain.last) : (query.get("until") ?? isoDay(Math.floor(Date.now() / 86_400_000)));
  return suitable(first, last);
}

function StatsLine({ stats }: { stats: Stats | null }) {
  if (!stats) return <p class="stats" />;
  return (
    <p class="stats">
      {counted(stats.assertions, "assertion")} in <a href="/reports">{counted(stats.reports, "report")}</a>, about{" "}
      {counted(stats.events, "event")}, {days(stats.first, stats.last)}.{" "}
      {stats.drops > 0 && <a href="/runs">{counted(stats.drops, "report")} could not be used.</a>}
    </p>
  );
}

function Figure(props: { id: string; title: string; extra?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class={`figure f-${props.id}`} aria-labelledby={`figure-${props.id}`}>
      <header>
        <h2 id={`figure-${props.id}`}>{props.title}</h2>
        {props.extra}
      </header>
      {props.children}
    </section>
  );
}

function BySwitch({ by, set }: { by: By | null; set: Set }) {
  return (
    <div class="switch" role="group" aria-label="Bars by">
      {(["day", "week", "month"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={by === one} onClick={() => set({ by: one })}>
          {one}
        </button>
      ))}
    </div>
  );
}

function LevelSwitch({ level, set }: { level: string; set: Set }) {
  return (
    <div class="switch" role="group" aria-label="Parties by">
      {(["country", "name"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={level === one} onClick={() => set({ level: one })}>
          {one}
        </button>
      ))}
    </div>
  );
}

function OnceSwitch({ once, set }: { once: boolean; set: Set }) {
  return (
    <label class="check">
      <input type="checkbox" checked={once} onChange={() => set({ independent_origins: once ? null : "1" })} /> count reprints once
    </label>
  );
}

function TimeFigure(props: { by: By | null; domain: Domain | null; months: Period[]; address: string | null; query: URLSearchParams; set: Set }) {
  const answer = useAnswer<Page<Period>>(props.address);
  const outside = barsOf(props.months, "month").filter((bar) => !within(bar, props.domain));
  return (
    <Await answer={answer}>
      {({ rows }) => (
        <Timeline
          rows={rows}
          by={props.by ?? "week"}
          domain={props.domain}
          outside={outside.reduce((all, bar) => all + bar.row.count, 0)}
          query={props.query}
          onAll={() => props.set({ span: "all" })}
          onBrush={(since, until) => props.set({ since, until })}
        />
      )}
    </Await>
  );
}

function MapFigure({ query, chosen, set }: { query: URLSearchParams; chosen: string[]; set: Set }) {
  const answer = useAnswer<Page<PlaceCount>>(address("/api/places", query));
  return (
    <Await answer={answer}>
      {({ rows }) => (
        <WorldMap places={rows} chosen={chosen} query={query} onCountry={(code) => set({ country: toggled(chosen, code) })} />
      )}
    </Await>
  );
}

function PairFigure(props: { by: By | null; domain: Domain | null; pairs: URLSearchParams | null; page: URLSearchParams; set: Set }) {
  const { by, pairs, page, set } = props;
  const answer = useAnswer<Page<DyadPeriod>>(pairs && address("/api/dyads", pairs));
  const chosen = { actor: page.get("actor"), recipient: page.get("recipient") };
  const onDyad = (actor: string, recipient: string) =>
    set(chosen.actor === actor && chosen.recipient === recipient ? { actor: null, recipient: null } : { actor, recipient });
  return (
    <Await answer={answer}>
      {({ rows }) => <Dyads rows={rows} by={by ?? "week"} domain={props.domain} query={pairs ?? page} chosen={chosen} onDyad={onDyad} />}
    </Await>
  );
}

function NetFigure({ query, chosen, set }: { query: URLSearchParams; chosen: string[]; set: Set }) {
  const answer = useAnswer<Network>(address("/api/network", query));
  return (
    <Await answer={answer}>
      {(network) => (
        <NetworkChart network={network} chosen={chosen} query={query} onActor={(id) => set({ either: toggled(chosen, id) })} />
      )}
    </Await>
  );
}

function Lists({ query, filters }: { query: URLSearchParams; filters: URLSearchParams }) {
  const show = query.get("show") === "assertions" ? "assertions" : "events";
  const to = (value: string | null) => withQuery(query, { show: value });
  return (
    <section class="lists" aria-labelledby="lists-title">
      <header>
        <h2 id="lists-title">{show === "events" ? "Events" : "Assertions"}</h2>
        <nav class="switch" aria-label="Rows">
          <a href={to(null)} aria-current={show === "events" ? "true" : undefined}>
            events
          </a>
          <a href={to("assertions")} aria-current={show === "assertions" ? "true" : undefined}>
            assertions
          </a>
        </nav>
      </header>
      {show === "events" ? <Events filters={filters} /> : <Assertions filters={filters} />}
    </section>
  );
}

function Events({ filters }: { filters: URLSearchParams }) {
  const rows = useRows<EventRow>("/api/events", filters);
  return (
    <Listed rows={rows} nothing="No event with these filters." downloads={<Downloads path="/api/events" query={filters} />}>
      <EventTable rows={rows.rows} />
    </Listed>
  );
}

function Assertions({ filters }: { filters: URLSearchParams }) {
  const rows = useRows<Assertion>("/api/assertions", filters);
  return (
    <Listed rows={rows} nothing="No assertion with these filters." downloads={<Downloads path="/api/assertions" query={filters} />}>
      <AssertionTable rows={rows.rows} />
    </Listed>
  );
}
