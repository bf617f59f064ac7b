import type { ComponentChildren } from "preact";
import { countryName, cut, days, number, range } from "../format";
import { Parties, Sides } from "../parts/Party";
import { Status } from "../parts/Status";
import type { Assertion, Rejection, Speaker } from "../types";

const STANCES: Record<string, string> = {
  asserts: "says so",
  denies: "denies it",
  doubts: "doubts it",
  asks: "asks for it",
  believes: "believes it",
};

/** Everything about the selected assertion, in the order in which a reader asks. */
export function Panel(props: {
  assertion: Assertion;
  position: number;
  rejections: Rejection[];
  explain?: string[] | undefined;
  commitment?: Settled | null;
  onClose: () => void;
  onSelect: (id: string) => void;
}) {
  const { assertion: one, rejections } = props;
  return (
    <section class="panel" aria-labelledby="panel-title">
      <header class={`s-${one.status}`}>
        <p class="kicker">
          Assertion {props.position} · <Status value={one.status} certainty={one.certainty} />
        </p>
        <h2 id="panel-title">
          {one.event_type ?? one.sense}
          {one.mode && <span class="mode"> {one.mode}</span>}
        </h2>
        <button type="button" class="close" onClick={props.onClose} aria-label="Close the panel (Escape)">
          ✕
        </button>
      </header>
      <blockquote class="evidence" dir="auto">
        {cut(one.evidence.text, 600)}
      </blockquote>
      <Facts one={one} onSelect={props.onSelect} />
      {props.commitment && <Commitment commitment={props.commitment} />}
      <Codes one={one} />
      <Rules one={one} explain={props.explain} />
      <Rejected rejections={rejections} />
    </section>
  );
}

export interface Settled {
  kind: string;
  state: string;
  settled_by: string | null;
  settled_day: string | null;
}

function Commitment({ commitment }: { commitment: Settled }) {
  const { kind, state, settled_by, settled_day } = commitment;
  return (
    <dl class="facts">
      <Fact name="Commitment">
        {kind}, {state}
        {settled_day && ` on ${days(settled_day, settled_day)}`}
        {settled_by && (
          <>
            {" "}
            by <a href={`/assertions/${encodeURIComponent(settled_by)}`}>a later assertion</a>
          </>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Facts({ one, onSelect }: { one: Assertion; onSelect: (id: string) => void }) {
  return (
    <dl class="facts">
      <Fact name="Who">
        <Parties parties={one.actors} />
      </Fact>
      <Fact name="To whom">
        <Parties parties={one.recipients} />
      </Fact>
      {one.about && (
        <Fact name="About">
          {one.about.event_type ?? one.about.sense}
          {one.about.mode && ` ${one.about.mode}`} <Status value={one.about.status} />
          {one.about.actors && one.about.recipients && (
            <span class="about-sides">
              <Sides actors={one.about.actors} recipients={one.about.recipients} />
            </span>
          )}
          <Words text={one.about.evidence.text} />
        </Fact>
      )}
      <Fact name="On whose word">
        <Chain speakers={one.speakers} />
      </Fact>
      {one.conditions.map((condition, i) => (
        <Fact key={i} name="If">
          <Words text={condition.span.text} />
          {condition.assertion_id && (
            <button type="button" class="jump" onClick={() => onSelect(condition.assertion_id ?? "")}>
              see that assertion
            </button>
          )}
        </Fact>
      ))}
      <Anchors one={one} />
      {(one.answers ?? []).map((answer, i) => (
        <Fact key={i} name={answer.relation === "denies" ? "Denies" : answer.relation}>
          <button type="button" class="jump" onClick={() => onSelect(answer.assertion_id)}>
            the assertion it answers
          </button>
        </Fact>
      ))}
    </dl>
  );
}

function Anchors({ one }: { one: Assertion }) {
  return (
    <>
      {one.when && (
        <Fact name="When">
          {days(one.when.first, one.when.last)} <Words text={one.when.text} />
        </Fact>
      )}
      {one.where && (
        <Fact name="Where">
          <bdi>{cut(one.where.name, 80)}</bdi>
          {one.where.country && `, ${countryName(one.where.country)}`}
          <span class="aside"> ({one.where.precision})</span>
        </Fact>
      )}
      {one.sizes.map((size, i) => (
        <Fact key={i} name={size.what}>
          {range(size.low, size.high, size.unit)} <Words text={size.span.text} />
        </Fact>
      ))}
    </>
  );
}

function Words({ text }: { text: string | null | undefined }) {
  return text ? (
    <span class="words">
      “<bdi>{cut(text, 240)}</bdi>”
    </span>
  ) : null;
}

/** From the report inwards: each speaker with the words that show it. */
function Chain({ speakers }: { speakers: Speaker[] }) {
  if (speakers.length === 0) return <>the report’s own word</>;
  return (
    <ol class="chain">
      <li>the report tells that</li>
      {speakers.map((speaker, i) => (
        <li key={i}>
          <Parties parties={[speaker.actor]} /> <span class={`stance st-${speaker.stance}`}>{STANCES[speaker.stance] ?? speaker.stance}</span>{" "}
          <Words text={speaker.cue.text} /> <span class="aside">{speaker.quotation} quotation</span>
        </li>
      ))}
    </ol>
  );
}

function Codes({ one }: { one: Assertion }) {
  const percent = Math.round(one.confidence * 100);
  return (
    <dl class="codes" aria-label="Codes">
      <Fact name="PLOVER">{[one.event_type, one.mode].filter(Boolean).join(" / ") || "—"}</Fact>
      <Fact name="score">{number(one.plover_score)}</Fact>
      <Fact name="CAMEO">{one.cameo ?? "—"}</Fact>
      <Fact name="Goldstein">{number(one.goldstein)}</Fact>
      <Fact name="quad class">{one.quad ?? "—"}</Fact>
      <Fact name="sense">{one.sense}</Fact>
      <Fact name="contexts">{one.contexts.join(", ") || "—"}</Fact>
      <Fact name="confidence">
        <meter min={0} max={100} value={percent} aria-label="Confidence">
          {percent} %
        </meter>{" "}
        {percent} %
      </Fact>
    </dl>
  );
}

function Rules({ one, explain }: { one: Assertion; explain: string[] | undefined }) {
  const path = one.path ?? [];
  return (
    <details class="more">
      <summary>Why so: {one.rules.length} rules</summary>
      {path.length > 0 && (
        <ol class="path">
          {path.map((step, i) => (
            <li key={i}>{cut(step, 300)}</li>
          ))}
        </ol>
      )}
      {explain && explain.length > 0 && <pre class="explain">{explain.map((line) => cut(line, 400)).join("\n")}</pre>}
      <ul class="rules">
        {one.rules.map((rule) => (
          <li key={rule}>
            <code>{rule}</code>
          </li>
        ))}
      </ul>
      <p class="aside">
        id <code>{one.id}</code>
        {one.event_id && (
          <>
            {" · "}
            <a href={`/events/${encodeURIComponent(one.event_id)}`}>the event it is about</a>
          </>
        )}
      </p>
    </details>
  );
}

export function Rejected({ rejections, title = "Put aside in this sentence" }: { rejections: Rejection[]; title?: string }) {
  if (rejections.length === 0) return null;
  return (
    <details class="more">
      <summary>
        {title}: {rejections.length}
      </summary>
      <ul class="rejected">
        {rejections.map((one, i) => (
          <li key={i}>
            <Words text={one.span.text} /> {cut(one.reason, 300)}
            {one.rules && one.rules.length > 0 && <code> {one.rules.join(", ")}</code>}
          </li>
        ))}
      </ul>
    </details>
  );
}
