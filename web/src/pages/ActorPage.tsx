import { useAnswer } from "../api";
import { Timeline } from "../desk/Timeline";
import { counted, countryName, cut, number } from "../format";
import { Await, Empty, useTitle } from "../parts/Frame";
import { AssertionTable } from "../parts/tables";
import { go } from "../router";
import type { Assertion, Period } from "../types";

interface Edge {
  source: string;
  target: string;
  count: number;
  score: number | null;
}

interface ActorAnswer {
  name: string;
  code: string | null;
  country: string | null;
  total: number;
  types: { event_type: string | null; status: string; count: number }[];
  partners: Edge[];
  timeline: Period[];
  recent: Assertion[];
}

/** One party: what it does, to whom, when. */
export function ActorPage({ id }: { id: string }) {
  const answer = useAnswer<ActorAnswer>(`/api/actors/${encodeURIComponent(id)}`);
  useTitle(answer.data ? cut(answer.data.name, 60) : "Actor");
  return (
    <>
      {!answer.data && <h1 class="unseen">Actor</h1>}
      <Await answer={answer}>{(actor) => <Whole actor={actor} id={id} />}</Await>
    </>
  );
}

function Whole({ actor, id }: { actor: ActorAnswer; id: string }) {
  const counts = byType(actor.types);
  const deskOf = (name: string) => `/?${new URLSearchParams({ [name]: id }).toString()}`;
  return (
    <article class="actor">
      <header class="page-head">
        <p class="kicker">
          Actor {actor.code && <span class="code">{actor.code}</span>} {actor.country && countryName(actor.country)}
        </p>
        <h1>
          <bdi>{cut(actor.name, 120)}</bdi>
        </h1>
        <p class="stats">
          {counted(actor.total, "assertion")}. On the desk: <a href={deskOf("actor")}>as actor</a>, <a href={deskOf("recipient")}>as recipient</a>,{" "}
          <a href={deskOf("speaker")}>as speaker</a>.
        </p>
      </header>
      <section class="figure">
        <h2>When</h2>
        <Timeline
          rows={actor.timeline}
          by="month"
          query={new URLSearchParams({ either: id })}
          onBrush={(since, until) => go(`/?${new URLSearchParams({ either: id, since, until }).toString()}`)}
        />
      </section>
      <div class="two">
        <section>
          <h2>What, as actor or recipient</h2>
          <Tally rows={counts.map(([name, count]) => ({ name, count, href: typeAddress(id, name) }))} />
        </section>
        <section>
          <h2>With whom</h2>
          <Tally rows={actor.partners.slice(0, 14).map(pairRow)} scored />
        </section>
      </div>
      <section class="lists">
        <h2>Most recent</h2>
        {actor.recent.length === 0 ? <Empty>Nothing yet.</Empty> : <AssertionTable rows={actor.recent} />}
      </section>
    </article>
  );
}

function byType(types: ActorAnswer["types"]): [string, number][] {
  const sums = new Map<string, number>();
  for (const { event_type, count } of types) {
    const name = event_type ?? "no PLOVER type";
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums].sort((a, b) => b[1] - a[1]);
}

const typeAddress = (id: string, type: string): string | null =>
  /^[A-Z]+$/.test(type) ? `/?${new URLSearchParams({ either: id, type, status: "any" }).toString()}` : null;

const nameOf = (side: string): string => (/^[A-Z]{3}$/.test(side) ? countryName(side) : side);

const pairRow = ({ source, target, count, score }: Edge) => ({
  name: `${nameOf(source)} → ${nameOf(target)}`,
  count,
  score,
  href: `/?${new URLSearchParams({ actor: source, recipient: target }).toString()}`,
});

const fill = (score: number | null | undefined): string =>
  score === null || score === undefined ? "plain" : score < 0 ? "q-mconf" : "q-mcoop";

interface TallyRow {
  name: string;
  count: number;
  score?: number | null;
  href: string | null;
}

/** Names with bars: a table whose figures are drawn as well. */
function Tally({ rows, scored = false }: { rows: TallyRow[]; scored?: boolean }) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  if (rows.length === 0) return <Empty>Nothing yet.</Empty>;
  return (
    <table class="tally">
      <caption class="unseen">Counts</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Bar</th>
          <th scope="col">Assertions</th>
          {scored && <th scope="col">Mean score</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            <th scope="row">{row.href ? <a href={row.href}><bdi>{cut(row.name, 50)}</bdi></a> : <bdi>{cut(row.name, 50)}</bdi>}</th>
            <td class="bar-cell">
              <svg width="100%" height="12" aria-hidden="true">
                <rect class={fill(row.score)} width={`${(100 * row.count) / most}%`} height="12" />
              </svg>
            </td>
            <td class="n">{number(row.count)}</td>
            {scored && <td class="n">{number(row.score)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
