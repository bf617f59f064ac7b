import { statusOf } from "../format";
import { rove } from "../parts/roving";
import { sidesText } from "../parts/Party";
import type { Assertion } from "../types";

/** All assertions of the report in order of reading, one line each. */
export function Docket(props: {
  assertions: Assertion[];
  selected: Assertion | undefined;
  onSelect: (id: string | null) => void;
}) {
  const { assertions, selected, onSelect } = props;
  return (
    <nav class="docket" aria-label="Assertions">
      <h2 class="kicker">
        {assertions.length} {assertions.length === 1 ? "assertion" : "assertions"}
      </h2>
      <ol onKeyDown={rove}>
        {assertions.map((one, i) => (
          <li key={one.id}>
            <button
              type="button"
              data-rove
              tabIndex={one.id === selected?.id || (!selected && i === 0) ? 0 : -1}
              aria-pressed={one.id === selected?.id}
              class={`s-${one.status}`}
              onClick={() => onSelect(one.id === selected?.id ? null : one.id)}
            >
              <span class="at">{i + 1}</span>
              <span class="glyph" title={one.status} aria-hidden="true">
                {statusOf(one.status).glyph}
              </span>
              <span class="what">
                <span class="type">
                  {one.event_type ?? one.sense}
                  {one.mode && <span class="mode"> {one.mode}</span>}
                </span>
                <span class="unseen">{`, ${one.status}, `}</span>
                <bdi class="whom">{sidesText(one.actors, one.recipients)}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
