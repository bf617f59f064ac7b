// Pictures for the README, of the real server over the made-up texts:
//   node mock/texts.mjs > reports.jsonl && dragoman ingest reports.jsonl --into made-up.duckdb
//   dragoman serve --desk made-up.duckdb --port 8750 &
//   node tools/images.mjs http://127.0.0.1:8750
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser.mjs";
import { settled } from "../tests/world.mjs";

const [base = "http://127.0.0.1:8750"] = process.argv.slice(2);
const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const { rows } = await (await fetch(`${base}/api/events?limit=1000`)).json();
const voices = (event) => 10 * event.denied_by.length + event.asserted_by.length;
const told = rows.sort((a, b) => voices(b) - voices(a))[0];

const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce" })).newPage();

async function picture(name, height) {
  await page.setViewportSize({ width: 1280, height });
  await page.mouse.move(0, 0);
  await settled(page);
  await page.screenshot({ path: `${folder}${name}.png` });
}

await page.goto(`${base}/read`);
await page.getByRole("button", { name: "Try the sample" }).click();
await page.locator("button.ref").first().waitFor();
await page.locator("button.ref").nth(3).click();
await page.evaluate(() => scrollTo(0, 0));
await picture("read", 860);

await page.goto(`${base}/?since=2026-01-01&until=2026-04-30&by=week&status=any`);
await settled(page);
await picture("desk", 1120);

await page.goto(`${base}/events/${told.id}`);
await settled(page);
await picture("event", 1000);
await browser.close();
