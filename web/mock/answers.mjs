// What each address answers, from the made-up desk.
import { readFileSync } from "node:fs";
import { ACTORS } from "./actors.mjs";
import { chosen } from "./filters.mjs";
import { makeDesk } from "./desk.mjs";

const desk = makeDesk();
const MS = 86_400_000;

export class Refusal extends Error {
  constructor(status, where, what, remedy) {
    super(what);
    this.status = status;
    this.body = { error: { where, what, remedy } };
  }
}

const missing = (where) => new Refusal(404, where, "the desk holds nothing under this id", "look it up in the lists");

function periodOf(day, by) {
  if (by === "month") return `${day.slice(0, 7)}-01`;
  if (by !== "week") return day;
  const at = new Date(Date.parse(day));
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * MS).toISOString().slice(0, 10);
}

function grouped(rows, keyOf) {
  const found = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  }
  return found;
}

const mean = (rows) => {
  const scores = rows.map((row) => row.plover_score).filter((one) => one !== null);
  return scores.length ? Math.round((100 * scores.reduce((a, b) => a + b, 0)) / scores.length) / 100 : null;
};

const quads = (rows) => {
  const count = (quad) => rows.filter((row) => row.quad === quad).length;
  return {
    verbal_cooperation: count("verbal cooperation"), material_cooperation: count("material cooperation"),
    verbal_conflict: count("verbal conflict"), material_conflict: count("material conflict"),
  };
};

const origins = (rows) => new Set(rows.map((row) => row.report.story_id)).size;

function after(period, by) {
  const at = new Date(Date.parse(period));
  if (by === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + (by === "week" ? 7 : 1));
  return at.toISOString().slice(0, 10);
}

/** Every period from the first to the last, as the API has it. */
function calendar(rows, by) {
  const all = rows.map((row) => periodOf(row.day, by)).sort();
  const found = [];
  for (let at = all[0]; at && at <= all.at(-1); at = after(at, by)) found.push(at);
  return found;
}

const counted = (all) => ({ count: all.length, origins: origins(all), score: mean(all), ...quads(all) });

function timeline(rows, by) {
  const groups = grouped(rows, (row) => periodOf(row.day, by));
  return calendar(rows, by).map((period) => ({ period, ...counted(groups.get(period) ?? []) }));
}

/** Figures are of acts that happened unless a status is asked for. */
const happened = (rows, query) => (query.has("status") ? rows : rows.filter((row) => row.status === "actual"));

const once = (rows) => [...grouped(rows, (row) => `${row.report.story_id} ${row.evidence.text}`).values()].map(([first]) => first);

function dyads(rows, query) {
  const by = query.get("by") ?? "week";
  const taken = query.get("independent_origins") === "1" ? once(rows) : rows;
  const pairs = new Map();
  for (const row of taken) {
    for (const a of row.actors) for (const b of row.recipients) {
      if (!a.country || !b.country) continue;
      const key = `${a.country} ${b.country}`;
      pairs.set(key, [...(pairs.get(key) ?? []), row]);
    }
  }
  const busiest = [...pairs].sort((a, b) => b[1].length - a[1].length).slice(0, Number(query.get("limit") ?? 20));
  const periods = calendar(taken, by);
  return busiest.flatMap(([key, all]) => {
    const [actor, recipient] = key.split(" ");
    const groups = grouped(all, (row) => periodOf(row.day, by));
    return periods.map((period) => ({ actor, recipient, period, ...counted(groups.get(period) ?? []) }));
  });
}

function places(rows) {
  const there = rows.filter((row) => row.where);
  return [...grouped(there, (row) => row.where.geonames_id).values()]
    .map((all) => ({ geonames_id: all[0].where.geonames_id, name: all[0].where.name, country: all[0].where.country, latitude: all[0].where.latitude, longitude: all[0].where.longitude, count: all.length }))
    .sort((a, b) => b.count - a.count);
}

function network(rows, level = "country") {
  const idOf = (one) => (level === "name" ? one.name : one.country);
  const nodes = new Map();
  const edges = new Map();
  for (const row of rows) {
    for (const one of [...row.actors, ...row.recipients]) {
      const id = idOf(one);
      if (!id) continue;
      const node = nodes.get(id) ?? { id, name: level === "name" ? one.name : countryOf(id), country: one.country, count: 0 };
      nodes.set(id, { ...node, count: node.count + 1 });
    }
    for (const a of row.actors) for (const b of row.recipients) {
      if (!idOf(a) || !idOf(b)) continue;
      const key = `${idOf(a)}\n${idOf(b)}`;
      edges.set(key, [...(edges.get(key) ?? []), row]);
    }
  }
  const lines = [...edges].map(([key, all]) => ({ source: key.split("\n")[0], target: key.split("\n")[1], count: all.length, score: mean(all) }));
  return { nodes: [...nodes.values()].sort((a, b) => b.count - a.count), edges: lines };
}

const countryOf = (code) => Object.values(ACTORS).find((one) => one.code === code)?.name ?? code;

const publicEvent = ({ members, links, explain, ...row }) => row;

function page(rows, query) {
  const limit = Number(query.get("limit") ?? 1000);
  const from = Number(query.get("cursor") ?? 0);
  const next = from + limit < rows.length ? String(from + limit) : null;
  return { rows: rows.slice(from, from + limit), next, total: rows.length };
}

function reports(query) {
  const hits = grouped(chosen(desk.rows, query), (row) => row.report.id);
  const filtered = [...query.keys()].some((name) => !["limit", "cursor", "format"].includes(name));
  return desk.readings
    .filter(({ report }) => !filtered || hits.has(report.id))
    .map(({ report: { text, blocks, ...head }, assertions }) => ({ ...head, assertions: assertions.length }))
    .reverse();
}

function actor(id) {
  const query = new URLSearchParams({ either: id });
  const rows = chosen(desk.rows, query);
  const first = rows.flatMap((row) => [...row.actors, ...row.recipients]).find((one) => [one.id, one.code, one.country].includes(id));
  if (!first) throw missing(`actors/${id}`);
  const types = [...grouped(rows, (row) => `${row.event_type} ${row.status}`).values()].map((all) => ({ event_type: all[0].event_type, status: all[0].status, count: all.length }));
  const acts = happened(rows, query);
  const partners = network(acts).edges.filter((one) => [one.source, one.target].includes(first.country)).sort((a, b) => b.count - a.count);
  return { name: first.name, code: first.code, country: first.country, total: rows.length, types, partners, timeline: timeline(acts, "month"), recent: recent(rows).slice(0, 10) };
}

const recent = (rows) => [...rows].sort((a, b) => b.day.localeCompare(a.day));

const LISTS = {
  assertions: (query) => page(recent(chosen(desk.rows, query)), query),
  events: (query) => page(desk.events.filter((event) => chosen(event.members, query).length > 0).map(publicEvent), query),
  reports: (query) => page(reports(query), query),
  commitments: (query) => page(desk.commitments.filter((one) => (!query.has("state") || one.state === query.get("state")) && chosen([one.assertion], query).length > 0), query),
  dyads: (query) => ({ rows: dyads(happened(chosen(desk.rows, query), query), query) }),
  timeline: (query) => ({ rows: timeline(happened(chosen(desk.rows, query), query), query.get("by") ?? "week") }),
  places: (query) => ({ rows: places(happened(chosen(desk.rows, query), query)) }),
  network: (query) => network(happened(chosen(desk.rows, query), query), query.get("level") ?? "country"),
  drops: (query) => page(desk.drops, query),
  runs: (query) => page(desk.runs, query),
  stats: () => ({ reports: desk.readings.length, assertions: desk.rows.length, events: desk.events.length, first: desk.readings[0].report.published, last: desk.readings.at(-1).report.published, drops: desk.drops.length }),
};

function assertion(id) {
  const row = desk.rows.find((one) => one.id === id);
  if (!row) throw missing(`assertions/${id}`);
  return { ...row, explain: [`words “${row.evidence.text}”`, `act ${row.sense}`, `status ${row.status}`] };
}

function report(id) {
  const found = desk.readings.find((one) => one.report.id === id);
  if (!found) throw missing(`reports/${id}`);
  return { ...found.report, assertions: desk.rows.filter((row) => row.report.id === id), rejections: found.rejections };
}

function event(id) {
  const found = desk.events.find((one) => one.id === id);
  if (!found) throw missing(`events/${id}`);
  return found;
}

const ONE = { assertions: assertion, reports: report, events: event, actors: actor };

/** The answer to a GET under /api, as an object, or as lines for ?format=csv. */
export function answer(path, query) {
  const [name, id] = path.split("/").map(decodeURIComponent);
  if (id !== undefined && ONE[name]) return ONE[name](id);
  if (!LISTS[name]) throw new Refusal(404, path, "no such address", "see /api/");
  return LISTS[name](query);
}

/** Any text is answered with the sample's reading; a few openings choose another. */
export function read({ text = "", url }) {
  if (url) throw new Refusal(422, url, "the mock fetches nothing", "paste the text");
  if (text.startsWith("refuse")) throw new Refusal(422, "the text", "the language is not English (fr, 0.98)", "give a report in English");
  const odd = desk.readings.find(({ report: one }) => text === one.id);
  if (odd) return { ...odd, warnings: ["\u003cimg src=x onerror=alert(7)\u003e"] };
  return JSON.parse(readFileSync(new URL("sample-reading.json", import.meta.url), "utf8"));
}
