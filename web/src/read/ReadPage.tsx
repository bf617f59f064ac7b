import { useRef, useState } from "preact/hooks";
import { post, problemOf } from "../api";
import { Trouble, useTitle } from "../parts/Frame";
import { go, withQuery, type Place } from "../router";
import type { Problem, Reading } from "../types";
import { Reader } from "./Reader";
import { SAMPLE } from "./sample";

interface Draft {
  text: string;
  published: string;
  title: string;
}

// Kept while the pages are open, so that the back button finds the reading again.
let lastDraft: Draft = { text: "", published: "", title: "" };
let lastReading: Reading | null = null;

/** Paste a text or an address; an address in the query is filled in but only fetched when asked. */
export function ReadPage({ place }: { place: Place }) {
  useTitle("Read a report");
  const fromQuery = place.query.get("url");
  const [draft, setDraft] = useState<Draft>(fromQuery ? { ...lastDraft, text: fromQuery } : lastDraft);
  const [reading, setReading] = useState<Reading | null>(lastReading);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);

  const change = (part: Partial<Draft>) => {
    lastDraft = { ...draft, ...part };
    setDraft(lastDraft);
  };
  const read = async (what: Draft) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setBusy(true);
    setProblem(null);
    try {
      lastReading = await post<Reading>("/api/read", body(what), stop.signal);
      setReading(lastReading);
      const url = addressIn(what.text);
      go(withQuery(place.query, { mark: null, url }), { replace: true });
    } catch (error) {
      if (!stop.signal.aborted) setProblem(problemOf(error, "/api/read"));
    } finally {
      if (running.current === stop) setBusy(false);
    }
  };
  const form = { draft, busy, onChange: change, onRead: (what: Draft) => void read(what) };
  return (
    <>
      <h1 class={reading ? "unseen" : ""}>Read a report</h1>
      {!reading && (
        <p class="standfirst">
          Who did, said, promised, threatened or denied what to whom, and on whose word: every answer marked on the words it
          comes from. The text is read on this machine and is not kept.
        </p>
      )}
      {reading ? (
        <details class="again">
          <summary>Read another report</summary>
          <Form {...form} />
        </details>
      ) : (
        <Form {...form} />
      )}
      {problem && <Trouble problem={problem} />}
      {reading && (
        <Reader
          key={reading.report.id}
          reading={reading}
          mark={place.query.get("mark")}
          onMark={(mark) => go(withQuery(new URLSearchParams(location.search), { mark }), { replace: true })}
        />
      )}
    </>
  );
}

const addressIn = (text: string): string | null => (/^https?:\/\/\S+$/i.test(text.trim()) ? text.trim() : null);

function body({ text, published, title }: Draft): Record<string, string> {
  const url = addressIn(text);
  const day = published ? { published } : {};
  if (url) return { url, ...day };
  return { text, ...day, ...(title.trim() ? { title: title.trim() } : {}) };
}

function Form(props: {
  draft: Draft;
  busy: boolean;
  onChange: (part: Partial<Draft>) => void;
  onRead: (what: Draft) => void;
}) {
  const { draft, busy, onChange, onRead } = props;
  const sample = { text: SAMPLE, published: "2018-05-17", title: "" };
  return (
    <form
      class="read-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.text.trim() !== "") onRead(draft);
      }}
    >
      <label class="wide">
        <span>The report’s text, or its address</span>
        <textarea
          name="text"
          rows={9}
          required
          dir="auto"
          placeholder="Paste the text, or https://…"
          value={draft.text}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      </label>
      <div class="row">
        <label>
          <span>Published on</span>
          <input type="date" name="published" value={draft.published} onInput={(event) => onChange({ published: event.currentTarget.value })} />
        </label>
        <label class="grow">
          <span>Title, if the text has none</span>
          <input type="text" name="title" dir="auto" maxLength={2000} value={draft.title} onInput={(event) => onChange({ title: event.currentTarget.value })} />
        </label>
        <button type="submit" class="primary" disabled={busy}>
          {busy ? "Reading…" : "Read it"}
        </button>
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            onChange(sample);
            onRead(sample);
          }}
        >
          Try the sample
        </button>
      </div>
    </form>
  );
}
