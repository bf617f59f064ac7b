import { useAnswer } from "../api";
import { counted, countryName, cut, day, days, number, range } from "../format";
import { Await, Downloads, Outside, useTitle } from "../parts/Frame";
import { Sides, sidesText } from "../parts/Party";
import { Status } from "../parts/Status";
import { Sentence } from "../parts/tables";
import type { EventSize, Link, Member, Told, WholeEvent } from "../types";
import { DayStrip } from "./DayStrip";

/** One event: who says what about it. Which of them is right is not said here. */
export function EventPage({ id }: { id: string }) {
  const answer = useAnswer<WholeEvent>(`/api/events/${encodeURIComponent(id)}`);
  const event = answer.data;
  useTitle(event ? `${event.event_type ?? event.sense}: ${sidesText(event.actors, event.recipients)}` : "Event");
  return (
    <>
      {!event && <h1 class="unseen">Event</h1>}
      <Await answer={answer}>{(whole) => <Whole event={whole} />}</Await>
    </>
  );
}

function Whole({ event }: { event: WholeEvent }) {
  const strip = { first: event.first_report, last: event.last_report };
  return (
    <article class="event">
      <header class="page-head">
        <p class="kicker">
          Event · {event.event_type ?? event.sense}
          {event.mode && ` / ${event.mode}`}
          {event.quad && ` · ${event.quad}`}
        </p>
        <h1>
          <Sides actors={event.actors} recipients={event.recipients} />
        </h1>
        <p class="stats">
          {event.first_day || event.last_day ? days(event.first_day, event.last_day) : "On a day that no report names"}
          {event.place && (
            <>
              , <bdi>{cut(event.place.name, 80)}</bdi>
              {event.place.country && ` (${countryName(event.place.country)})`}
            </>
          )}
          . Told {days(event.first_report, event.last_report)}.
        </p>
      </header>
      <Origins event={event} />
      <div class="two sides-told">
        <Tellers title="Who asserts it" told={event.asserted_by} strip={strip} nothing="Nobody asserts it outright." />
        <Tellers title="Who denies it" told={event.denied_by} strip={strip} nothing="Nobody denies it in these reports." />
      </div>
      <Numbers sizes={event.sizes} members={event.members} />
      <Members event={event} />
      <p class="aside no-verdict">
        Which reports speak of one event was worked out from actors, days, places and words; whether it happened as told is for the
        reader to judge.
      </p>
      <Why event={event} />
    </article>
  );
}

const MOST_SQUARES = 120;

/** One square a report: filled for an origin of its own, hollow for a reprint. */
function Origins({ event }: { event: WholeEvent }) {
  const reprints = Math.max(0, event.reports - event.origins);
  const squares = Math.min(MOST_SQUARES, event.reports);
  const filled = Math.max(1, Math.round((squares * event.origins) / Math.max(1, event.reports)));
  return (
    <section class="origins" aria-label="Origins and reprints">
      <p>
        <strong>{counted(event.reports, "report")}</strong> from <strong>{counted(event.origins, "independent origin")}</strong>
        {reprints > 0 ? `; ${counted(reprints, "is a reprint", "are reprints")}.` : "."} {statuses(event)}
      </p>
      <p class="squares" aria-hidden="true">
        {Array.from({ length: squares }, (_, i) => (
          <span key={i} class={i < filled ? "square full" : "square"} />
        ))}
      </p>
    </section>
  );
}

function statuses(event: WholeEvent) {
  return (
    <span class="statuses">
      {event.statuses.map((status) => (
        <Status key={status} value={status} />
      ))}
    </span>
  );
}

function Tellers(props: { title: string; told: Told[]; strip: { first: string | null; last: string | null }; nothing: string }) {
  const { title, told, strip, nothing } = props;
  return (
    <section class="tellers">
      <h2>{title}</h2>
      {told.length === 0 ? (
        <p class="empty">{nothing}</p>
      ) : (
        <table class="figures">
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Speaker</th>
              <th scope="col">On which days</th>
              <th scope="col" class="n">
                Reports
              </th>
            </tr>
          </thead>
          <tbody>
            {told.map((one, i) => (
              <tr key={i}>
                <td>
                  <bdi>{cut(one.name, 60)}</bdi> {one.country && <span class="code">{one.country}</span>}
                </td>
                <td>
                  <DayStrip days={one.days} first={strip.first} last={strip.last} />
                </td>
                <td class="n">{number(one.reports)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Numbers({ sizes, members }: { sizes: EventSize[]; members: Member[] }) {
  if (sizes.length === 0) return null;
  const byId = new Map(members.map((one) => [one.id, one]));
  const kinds = [...new Set(sizes.map((one) => one.what))];
  return (
    <section class="numbers">
      <h2>Numbers, by who gives them</h2>
      <table class="figures">
        <caption class="unseen">Numbers by speaker</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">How many</th>
            <th scope="col">On whose word</th>
            <th scope="col">Day</th>
            <th scope="col">Where it says so</th>
          </tr>
        </thead>
        <tbody>
          {kinds.flatMap((kind) =>
            sizes
              .filter((one) => one.what === kind)
              .map((one, i) => (
                <tr key={`${kind}${i}`}>
                  <th scope="row">{i === 0 ? kind : <span class="unseen">{kind}</span>}</th>
                  <td class="how-many">{range(one.low, one.high, one.unit)}</td>
                  <td>
                    <bdi>{cut(one.speaker, 60) || "the report"}</bdi>
                  </td>
                  <td>{day(one.day)}</td>
                  <td>
                    <Said member={byId.get(one.assertion_id)} />
                  </td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </section>
  );
}

const markAddress = (one: Member): string =>
  `/reports/${encodeURIComponent(one.report?.id ?? one.report_id)}?mark=${encodeURIComponent(one.id)}`;

function Said({ member }: { member: Member | undefined }) {
  if (!member) return <>—</>;
  return (
    <a href={markAddress(member)}>
      <bdi>{cut(member.report?.outlet, 40) || "report"}</bdi>
    </a>
  );
}

const ROLES: Record<string, string> = {
  asserts: "asserts it",
  denies: "denies it",
  expects: "expects it",
  supposes: "supposes it",
};

function Members({ event }: { event: WholeEvent }) {
  const stories = new Map<string, Member[]>();
  for (const member of event.members) {
    const story = member.report?.story_id ?? member.report_id;
    stories.set(story, [...(stories.get(story) ?? []), member]);
  }
  return (
    <section class="members">
      <h2>In the words of the reports</h2>
      <ol>
        {[...stories].map(([story, members]) => (
          <Story key={story} members={members} />
        ))}
      </ol>
      <div class="foot">
        <Downloads path="/api/assertions" query={new URLSearchParams({ event: event.id })} />
      </div>
    </section>
  );
}

/** The first telling in full; its reprints as a line below. */
function Story({ members }: { members: Member[] }) {
  const origin = members.find((one) => one.report?.id === one.report?.story_id) ?? members[0];
  if (!origin) return null;
  const told = members.filter((one) => one.report_id === origin.report_id);
  const others = members.filter((one) => one.report_id !== origin.report_id);
  const reprints = others.filter((one, i) => others.findIndex((other) => other.report_id === one.report_id) === i);
  return (
    <li class="story">
      <p class="source">
        <time>{day(origin.report?.published)}</time> <bdi>{cut(origin.report?.outlet, 60)}</bdi>
        {origin.report?.agency && <span class="aside"> {cut(origin.report.agency, 40)}</span>}{" "}
        <Outside url={origin.report?.url}>as published</Outside>
      </p>
      {told.map((one) => (
        <p key={one.id} class="quote">
          <span class={`role role-${one.role}`}>{ROLES[one.role] ?? one.role}</span> <Status value={one.status} certainty={one.certainty} />
          <a class="to-mark" href={markAddress(one)}>
            <Sentence one={one} length={600} />
          </a>
        </p>
      ))}
      {reprints.length > 0 && (
        <p class="reprints">
          Reprinted by{" "}
          {reprints.map((one, i) => (
            <span key={one.id}>
              {i > 0 && ", "}
              <a href={markAddress(one)}>
                <bdi>{cut(one.report?.outlet, 40) || "another outlet"}</bdi>
              </a>
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

function Why({ event }: { event: WholeEvent }) {
  if (event.explain.length === 0 && event.links.length === 0) return null;
  return (
    <details class="more">
      <summary>Why these belong together</summary>
      {event.explain.length > 0 && <pre class="explain">{event.explain.map((line) => cut(line, 400)).join("\n")}</pre>}
      {event.links.length > 0 && <Links links={event.links} members={event.members} />}
    </details>
  );
}

function Links({ links, members }: { links: Link[]; members: Member[] }) {
  const byId = new Map(members.map((one) => [one.id, one]));
  const name = (id: string) => cut(byId.get(id)?.report?.outlet, 30) || id.slice(0, 8);
  return (
    <ul class="links">
      {links.slice(0, 200).map((link, i) => (
        <li key={i}>
          <bdi>{name(link.a)}</bdi> <strong>{link.relation}</strong> <bdi>{name(link.b)}</bdi>{" "}
          <span class="aside">
            {number(link.score)} · {cut(link.reasons.join("; "), 200)}
          </span>
        </li>
      ))}
    </ul>
  );
}
