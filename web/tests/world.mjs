// What the checks look at: a server, its reports, and a browser that notes whatever should not happen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch } from "./browser.mjs";

export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const WIDTHS = { 1440: 900, 1024: 800, 360: 740 };

const INTO = ["hostile-1", "signs-1", "rtl-1", "layers-1"]; // of the mock

export async function openWorld(base) {
  const get = async (path) => (await fetch(base + path)).json();
  const reports = (await get("/api/reports?limit=100")).rows;
  const odd = INTO.filter((id) => reports.some((one) => one.id === id));
  const plain = reports.filter((one) => one.assertions > 0 && !odd.includes(one.id)).slice(0, 3);
  const events = (await get("/api/events?limit=100")).rows;
  const event = events.find((one) => one.denied_by.length > 0 && one.sizes.length > 0) ?? events[0];
  const party = event.actors[0] ?? event.recipients[0];
  const assertion = (await get("/api/assertions?limit=1")).rows[0];
  const ids = [...odd, ...plain.map((one) => one.id)];
  const pages = {
    desk: "/",
    "desk with filters": `/?actor=${party?.country ?? "TJK"}&status=any&show=assertions`,
    "desk without rows": "/?text=qqqq+qqqq",
    read: "/read",
    reports: "/reports",
    event: `/events/${event.id}`,
    commitments: "/commitments",
    actor: `/actors/${party?.country ?? party?.id}`,
    runs: "/runs",
    nowhere: "/no/such/page",
    "no such event": "/events/none",
    "a report": `/reports/${encodeURIComponent(ids[0])}`,
    "a mark": `/reports/${encodeURIComponent(assertion.report_id)}?mark=${assertion.id}`,
  };
  return { base, get, ids, pages, mock: odd.length > 0, browser: await launch() };
}

/** A page that remembers errors, dialogs, policy violations and requests to anybody else. */
export async function openPage(world, path, { width = 1440, colours = "light", motion = "reduce" } = {}) {
  const context = await world.browser.newContext({
    viewport: { width, height: WIDTHS[width] ?? 900 },
    colorScheme: colours,
    reducedMotion: motion,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const wrongs = [];
  const expected = /404|422|400/;
  page.on("console", (message) => {
    const failed = /Failed to load resource/.test(message.text()) && expected.test(message.text());
    if (message.type() === "error" && !failed) wrongs.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrongs.push(`error: ${error}`));
  page.on("dialog", (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(world.base) && !/^(data|blob):/.test(request.url())) wrongs.push(`asked ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(world.base + path);
  await settled(page);
  return { page, wrongs, close: () => context.close() };
}

/** Nothing is waiting for an answer any more. */
export async function settled(page) {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelectorAll(".waiting, .stale").length === 0);
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

export function same(found, wanted, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: found ${a}, wanted ${b}`);
}

export function holds(truth, what) {
  if (!truth) throw new Error(what);
}
