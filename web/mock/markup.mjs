// Tagged sentences → text and assertions, with offsets in code points as the API has them.
//
//   <a1 tjk>Tajikistan</> <e1>would consider opening <z1>two</> gates</> <i1>if asked</>
//
// a who · r whom · p speaker · c cue · e evidence · i condition · b what it is about · z number; the digit says
// which of the sentence's facts; several in one tag: <a1r2 uzb>.  The word after a, r and p is an actor's key.
import { createHash } from "node:crypto";
import { ACTORS } from "./actors.mjs";

const TAG = /<((?:[arpceibz]\d)+)(?: (\w+))?>|<\/>/gu;

export const hash = (...parts) => createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 16);

export const points = (text) => [...text].length;

/** Strip the tags; what they held comes back with its place, from `offset` on. */
export function untag(tagged, offset) {
  const open = [];
  const found = [];
  let text = "";
  let last = 0;
  for (const match of tagged.matchAll(TAG)) {
    text += tagged.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[1]) open.push({ roles: match[1].match(/[a-z]\d/g), key: match[2], start: text.length });
    else {
      const { roles, key, start } = open.pop();
      for (const role of roles) found.push({ kind: role[0], fact: Number(role[1]), key, from: start, words: text.slice(start) });
    }
  }
  text += tagged.slice(last);
  const spans = found.map((one) => {
    const start = offset + points(text.slice(0, one.from));
    return { ...one, span: { start, end: start + points(one.words), text: one.words } };
  });
  return { text, spans };
}

const party = ({ key, span }) => {
  const actor = ACTORS[key] ?? { id: null, name: span.text, code: null, country: null, sectors: [] };
  return { ...actor, wikidata: null, mention: span, resolved_by: actor.id ?? "stranger" };
};

/** The assertions of one tagged sentence; `facts` holds what the words alone do not say. */
export function assertionsOf({ text, spans }, facts, { reportId, sentence, published }) {
  return facts.map((fact, i) => {
    const mine = spans.filter((one) => one.fact === i + 1);
    const of = (kind) => mine.filter((one) => one.kind === kind);
    const evidence = of("e")[0].span;
    const cues = of("c");
    return {
      id: hash(reportId, String(sentence), String(i), evidence.text),
      report_id: reportId,
      sentence,
      text,
      evidence,
      event_type: fact.type,
      mode: fact.mode ?? null,
      contexts: fact.contexts ?? [],
      quad: fact.quad,
      plover_score: fact.score,
      cameo: fact.cameo ?? null,
      goldstein: fact.score === null ? null : fact.score / 1.25,
      sense: fact.sense ?? String(fact.type).toLowerCase(),
      about: fact.about ? { ...fact.about, evidence: of("b")[0].span } : null,
      actors: of("a").map(party),
      recipients: of("r").map(party),
      status: fact.status ?? "actual",
      certainty: fact.certainty ?? "certain",
      conditions: of("i").map(({ span }) => ({ span, assertion_id: null })),
      speakers: of("p").map((one, k) => ({
        actor: party(one),
        cue: (cues[k] ?? cues[0]).span,
        stance: fact.stances?.[k] ?? (fact.status === "negated" ? "denies" : "asserts"),
        quotation: "indirect",
      })),
      when: { first: fact.day ?? published, last: fact.day ?? published, text: fact.dayWords ?? null, rule: "tense" },
      where: fact.place ?? null,
      sizes: of("z").map(({ span }) => ({ what: fact.what ?? "other", low: fact.low ?? null, high: fact.high ?? null, unit: null, span })),
      confidence: fact.confidence ?? 0.71,
      rules: ["verb-mock-0001", `plover-${String(fact.type).toLowerCase()}`, ...(cues.length ? ["cue-en-0009"] : [])],
      answers: [],
      path: cues.map((one) => `${one.span.text} (cue-en-0009)`),
    };
  });
}
