// Pictures of every page for looking at:  node tests/shots.mjs http://127.0.0.1:8765 [folder] [only]
import { mkdirSync } from "node:fs";
import { launch } from "./browser.mjs";

const [base = "http://127.0.0.1:8765", folder = "shots", only = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const first = async (path) => (await (await fetch(base + path)).json()).rows;
const events = await first("/api/events");
const big = events.find((one) => one.denied_by.length > 0 && one.sizes.length > 2) ?? events[0];
const PAGES = {
  desk: "/",
  "desk-filtered": "/?actor=TJK&recipient=UZB&since=2026-01-26&until=2026-03-29&show=assertions",
  "desk-empty": "/?text=nothing+like+it",
  read: "/read",
  sample: "sample",
  reports: "/reports",
  event: `/events/${big.id}`,
  commitments: "/commitments",
  actor: "/actors/TJK",
  runs: "/runs",
  rtl: "/reports/rtl-1",
  signs: "/reports/signs-1",
  layers: "/reports/layers-1",
  hostile: "/reports/hostile-1",
  nowhere: "/nowhere",
};

const browser = await launch();
const WIDTHS = (process.env.WIDTHS ?? "1440,1024,360").split(",").map(Number);
const COLOURS = (process.env.COLOURS ?? "light,dark").split(",");
for (const width of WIDTHS) {
  for (const colours of COLOURS) {
    const context = await browser.newContext({ viewport: { width, height: width < 500 ? 760 : 900 }, colorScheme: colours });
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && console.log(width, message.text()));
    page.on("pageerror", (error) => console.log(width, String(error)));
    for (const [name, path] of Object.entries(PAGES)) {
      if (only && !name.startsWith(only)) continue;
      await page.goto(base + (path === "sample" ? "/read" : path));
      if (path === "sample") await page.getByRole("button", { name: "Try the sample" }).click();
      await page.waitForTimeout(700);
      const marks = await page.locator("button.ref").count();
      if (marks > 0) await page.locator("button.ref").nth(Math.min(3, marks - 1)).click();
      await page.waitForTimeout(250);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) console.log(name, width, `is ${wide} px too wide`);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colours}.png`, fullPage: marks === 0 });
    }
    await context.close();
  }
}
await browser.close();
