import { useState } from "preact/hooks";
import { COUNTRIES, countryName, cut, day, STATUSES, TYPES } from "../format";
import { go, withQuery } from "../router";
import { FILTER_NAMES, filtersOf, toggled } from "./filters";

const WORDS: Partial<Record<string, string>> = {
  either: "actor or recipient",
  text: "words",
  event: "event",
  story: "story",
};

const FIELDS = [
  { name: "actor", label: "Actor", hint: "RUS, UNO, minister" },
  { name: "recipient", label: "Recipient", hint: "name or code" },
  { name: "speaker", label: "On whose word", hint: "name or code" },
  { name: "text", label: "Words", hint: "in the sentence" },
] as const;

/** The filters are the address: each change is a step that the back button undoes. */
export function Filters({ query, note }: { query: URLSearchParams; note?: string }) {
  const active = filtersOf(query);
  const count = [...active].length;
  const [open, setOpen] = useState(false);
  const set = (changes: Record<string, string | string[] | null>) => go(withQuery(query, changes));
  return (
    <section class={`filters${open ? " open" : ""}`} aria-label="Filters">
      <button type="button" class="filters-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        Filters{count > 0 ? ` (${count})` : ""}
      </button>
      <form
        class="filter-form"
        onSubmit={(event) => {
          event.preventDefault();
          set(typed(event.currentTarget, query));
        }}
      >
        {FIELDS.map(({ name, label, hint }) => (
          <label key={name}>
            <span>{label}</span>
            <input
              key={query.getAll(name).join("\n")}
              type="search"
              name={name}
              dir="auto"
              placeholder={hint}
              defaultValue={query.get(name) ?? ""}
              onChange={(event) => set({ [name]: [event.currentTarget.value.trim(), ...query.getAll(name).slice(1)] })}
            />
          </label>
        ))}
        <Adder label="Type" name="type" query={query} options={TYPES.map((type) => [type, type])} set={set} />
        <Adder label="Country" name="country" query={query} options={COUNTRIES} set={set} />
        <DayField name="since" label="Since" query={query} set={set} />
        <DayField name="until" label="Until" query={query} set={set} />
        <StatusToggles query={query} set={set} note={query.has("status") ? undefined : note} />
        <button type="submit" class="unseen-until-focus">
          Apply the filters
        </button>
      </form>
      <Active query={query} active={active} />
    </section>
  );
}

type Set = (changes: Record<string, string | string[] | null>) => void;

function typed(form: HTMLFormElement, query: URLSearchParams): Record<string, string[]> {
  const data = new FormData(form);
  const changes: Record<string, string[]> = {};
  for (const { name } of FIELDS) changes[name] = [String(data.get(name) ?? "").trim(), ...query.getAll(name).slice(1)];
  return changes;
}

function Adder(props: { label: string; name: string; query: URLSearchParams; options: [string, string][] | string[][]; set: Set }) {
  const { label, name, query, options, set } = props;
  const chosen = query.getAll(name);
  return (
    <label>
      <span>{label}</span>
      <select
        value=""
        onChange={(event) => {
          const value = event.currentTarget.value;
          event.currentTarget.value = "";
          if (value !== "") set({ [name]: toggled(chosen, value) });
        }}
      >
        <option value="">{chosen.length === 0 ? "any" : `${chosen.length} chosen`}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {chosen.includes(value ?? "") ? `✓ ${words}` : words}
          </option>
        ))}
      </select>
    </label>
  );
}

function DayField({ name, label, query, set }: { name: string; label: string; query: URLSearchParams; set: Set }) {
  return (
    <label>
      <span>{label}</span>
      <input
        key={query.get(name) ?? ""}
        type="date"
        name={name}
        defaultValue={query.get(name) ?? ""}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
    </label>
  );
}

function StatusToggles({ query, set, note }: { query: URLSearchParams; set: Set; note: string | undefined }) {
  const chosen = query.getAll("status");
  return (
    <fieldset class="toggles">
      <legend>Status</legend>
      {Object.entries(STATUSES).map(([key, { glyph, label, means }]) => (
        <button
          key={key}
          type="button"
          class={`toggle s-${key}`}
          title={means}
          aria-pressed={chosen.includes(key)}
          onClick={() => set({ status: toggled(chosen.filter((one) => one !== "any"), key) })}
        >
          <span class="glyph" aria-hidden="true">
            {glyph}
          </span>{" "}
          {label}
        </button>
      ))}
      <button
        type="button"
        class="toggle"
        title="count acts of every status"
        aria-pressed={chosen.includes("any")}
        onClick={() => set({ status: chosen.includes("any") ? null : "any" })}
      >
        any
      </button>
      <span class="note">{note ?? ""}</span>
    </fieldset>
  );
}

function Active({ query, active }: { query: URLSearchParams; active: URLSearchParams }) {
  const pairs = [...active];
  if (pairs.length === 0) return null;
  const nothing = Object.fromEntries(FILTER_NAMES.map((name) => [name, null]));
  return (
    <p class="chips" aria-label="Filters in force" role="group">
      {pairs.map(([name, value]) => (
        <button
          key={`${name}=${value}`}
          type="button"
          class="chip"
          onClick={() => go(withQuery(query, { [name]: query.getAll(name).filter((one) => one !== value) }))}
        >
          <span class="chip-name">{WORDS[name] ?? name}</span> <bdi>{shown(name, value)}</bdi>
          <span aria-hidden="true"> ✕</span>
          <span class="unseen"> (take this filter off)</span>
        </button>
      ))}
      <button type="button" class="chip all" onClick={() => go(withQuery(query, nothing))}>
        clear all
      </button>
    </p>
  );
}

function shown(name: string, value: string): string {
  if (name === "since" || name === "until") return day(value);
  if (name === "country") return countryName(value);
  return cut(value, 40);
}
