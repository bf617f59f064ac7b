// The made-up desk: reports over four months, their assertions, events, links and commitments; always the same.
import { readFileSync } from "node:fs";
import { placed } from "./actors.mjs";
import { AFFAIRS, TITLES } from "./affairs.mjs";
import { ODD_REPORTS } from "./hostile.mjs";
import { assertionsOf, hash, points, untag } from "./markup.mjs";

const FIRST_DAY = Date.UTC(2026, 0, 1) / 86_400_000;
const LENGTH = 120;

/** mulberry32: small, and the same everywhere. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const isoDay = (n) => new Date((FIRST_DAY + n) * 86_400_000).toISOString().slice(0, 10);

function write(sentences, { published, outlet, agency, copyOf, title, roll }) {
  const id = hash(outlet, published, title, copyOf ?? "");
  const dateline = `${agency ?? outlet} — `;
  let text = `${title}\n\n${dateline}`;
  const blocks = [{ start: 0, end: points(title), kind: "title" }, { start: points(title) + 2, end: points(text), kind: "furniture" }];
  const assertions = [];
  sentences.forEach((sentence, i) => {
    const n = 2 + Math.floor(roll() * 7);
    const words = sentence.text.replace("{n00}", String(n * 100)).replace("{n}", sentence.deadly ? `at least ${n}` : String(n));
    const start = points(text);
    const plain = untag(words, start);
    text += `${plain.text}\n\n`;
    blocks.push({ start, end: start + points(plain.text), kind: "paragraph" });
    const amount = sentence.text.includes("{n00}") ? { low: n * 100, high: n * 100 } : { low: n, high: sentence.deadly ? null : n };
    const facts = sentence.facts.map((fact) => ({ ...amount, ...fact, place: placed(sentence.place) }));
    const made = assertionsOf(plain, facts, { reportId: id, sentence: i + 1, published });
    for (const one of made) assertions.push(Object.assign(one, { key: sentence.key, kind: sentence.kind ?? null }));
  });
  const report = { id, title, url: `https://${outlet.toLowerCase().replace(/[^a-z]+/g, "-")}.example/${id}`, outlet, agency, author: null, language: "en", published, place: null, story_id: copyOf ?? id, copy_of: copyOf ?? null, likeness: copyOf ? 0.93 : null, text, blocks };
  return { report, assertions, rejections: [] };
}

function tell(affair, seed) {
  const roll = dice(seed);
  const found = [];
  for (let at = 0; at < LENGTH; at += 1) {
    const heat = 0.25 + 0.6 * Math.exp(-(((at - 45) / 22) ** 2)) + 0.3 * Math.exp(-(((at - 96) / 12) ** 2));
    const open = affair.sentences.filter((one) => one.from <= at && at <= one.to);
    if (open.length === 0 || roll() > heat * 1.1) continue;
    const count = 1 + Math.floor(roll() * 3);
    const start = Math.floor(roll() * open.length);
    const chosen = Array.from({ length: Math.min(count, open.length) }, (_, i) => open[(start + i) % open.length]);
    const agency = roll() < 0.4 ? "NPW" : null;
    const outlet = affair.outlets[Math.floor(roll() * affair.outlets.length)];
    const origin = { published: isoDay(at), outlet, agency, title: TITLES[chosen[0].key] };
    const first = write(chosen, { ...origin, roll: dice(at + seed) });
    found.push(first);
    const copies = agency ? Math.floor(roll() * 4) : 0;
    for (let i = 0; i < copies; i += 1) {
      const other = affair.outlets[(affair.outlets.indexOf(outlet) + 1 + i) % affair.outlets.length];
      found.push(write(chosen, { ...origin, outlet: other, copyOf: first.report.id, roll: dice(at + seed) }));
    }
  }
  return found;
}

function sample() {
  const { report, assertions, rejections } = JSON.parse(readFileSync(new URL("sample-reading.json", import.meta.url), "utf8"));
  return { report: { ...report, outlet: "Pamir Newswire", story_id: report.id, copy_of: null }, assertions, rejections };
}

/** Everything the answers are made from. */
export function makeDesk() {
  const readings = [...AFFAIRS.flatMap((affair, i) => tell(affair, 7 + i)), ...ODD_REPORTS, sample()];
  readings.sort((a, b) => a.report.published.localeCompare(b.report.published) || a.report.id.localeCompare(b.report.id));
  const rows = readings.flatMap(({ report, assertions }) => {
    const { text, blocks, ...head } = report;
    return assertions.map((one) => ({ ...one, report: head, day: one.when?.first ?? report.published }));
  });
  const events = eventsOf(rows);
  return { readings, rows, events, commitments: commitmentsOf(rows), ...ledger() };
}

const WINDOW = 14;

const side = (one) => ({ id: one.id, name: one.name, code: one.code, country: one.country, sector: one.sectors[0] ?? null });

function eventsOf(rows) {
  const groups = new Map();
  for (const row of rows) {
    const slot = Math.floor((Date.parse(row.report.published) / 86_400_000 - FIRST_DAY) / WINDOW);
    const key = row.key ? `${row.key} ${slot}` : row.id;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return [...groups.values()].map(eventOf).sort((a, b) => b.last_report.localeCompare(a.last_report) || a.id.localeCompare(b.id));
}

function told(rows) {
  const found = new Map();
  for (const row of rows) {
    const speaker = row.speakers.at(-1)?.actor;
    const name = speaker?.name ?? row.report.outlet;
    const one = found.get(name) ?? { name, country: speaker?.country ?? null, days: new Set(), reports: 0 };
    one.days.add(row.report.published);
    one.reports += 1;
    found.set(name, one);
  }
  return [...found.values()].map((one) => ({ ...one, days: [...one.days].sort() })).sort((a, b) => b.reports - a.reports);
}

const ROLE = { actual: "asserts", historical: "asserts", future: "expects", hypothetical: "supposes", negated: "denies" };

function eventOf(rows) {
  const founder = rows[0];
  const id = hash("event", founder.id);
  for (const row of rows) row.event_id = id;
  const published = rows.map((row) => row.report.published).sort();
  const days = rows.map((row) => row.day).sort();
  const place = rows.find((row) => row.where)?.where ?? null;
  const asserting = rows.filter((row) => row.status !== "negated");
  return {
    id, sense: founder.sense, event_type: founder.event_type, mode: founder.mode, quad: founder.quad, plover_score: founder.plover_score,
    first_day: days[0], last_day: days.at(-1),
    place: place && { name: place.name, country: place.country, latitude: place.latitude, longitude: place.longitude },
    actors: founder.actors.map(side), recipients: founder.recipients.map(side),
    statuses: [...new Set(rows.map((row) => row.status))],
    assertions: rows.length, reports: new Set(rows.map((row) => row.report_id)).size, origins: new Set(rows.map((row) => row.report.story_id)).size,
    first_report: published[0], last_report: published.at(-1),
    asserted_by: told(asserting), denied_by: told(rows.filter((row) => row.status === "negated")),
    sizes: rows.flatMap((row) => row.sizes.map(({ span, ...size }) => ({ ...size, speaker: row.speakers.at(-1)?.actor.name ?? null, day: row.report.published, assertion_id: row.id }))),
    members: rows.map((row, i) => ({ ...row, role: ROLE[row.status], score: i === 0 ? 1 : 0.84, reasons: i === 0 ? ["founds the event"] : ["same actor", "same recipient", "days apart: 2"] })),
    links: rows.slice(1).map((row) => ({ a: row.id, b: founder.id, relation: row.status === "negated" ? "denies" : "same", score: 0.84, reasons: ["same actor", "same recipient"] })),
    explain: [`founded by ${founder.id}`, `${rows.length} assertions joined on actors, days and words`],
  };
}

const STATES = ["open", "open", "fulfilled", "withdrawn", "contradicted"];

function commitmentsOf(rows) {
  return rows.filter((row) => row.kind).map((row, i) => {
    const state = STATES[i % STATES.length];
    const later = rows.findLast((other) => other.report.published > row.report.published && other.key === row.key);
    const settled = state !== "open" && later ? later : null;
    return { assertion: row, kind: row.kind, state: settled ? state : "open", settled_by: settled?.id ?? null, settled_day: settled?.report.published ?? null, reason: settled ? "same parties, later day, the act itself" : null };
  });
}

function ledger() {
  const runs = [{ id: hash("run"), code_version: "0.1.0", data_hash: hash("data"), model: "english-ud-6-int8", settings: { language: "en", confidence: 0 }, reports: 202, assertions: 432, drops: 11, started: "2026-05-01T06:00:00+00:00", ended: "2026-05-01T06:04:12+00:00" }];
  const reasons = [["acquire", "not a text: the bytes are an image", "leave it out, or give the page's address"], ["tidy", "the language is not English (fr, 0.98)", "give reports in English"], ["acquire", "no day of publication", "name it with --published"], ["analyse", "a sentence of 41,208 words", "see whether the file is a table"]];
  const drops = Array.from({ length: 11 }, (_, i) => {
    const [stage, reason, remedy] = reasons[i % reasons.length];
    return { id: hash("drop", String(i)), run_id: runs[0].id, place: `reports/2026-0${1 + (i % 4)}.jsonl:${17 * i + 3}`, stage, reason, remedy, report_id: null };
  });
  return { runs, drops };
}
