// Checks on the desk: figures filter, the address tells, the back button undoes.
import { readFileSync } from "node:fs";
import { holds, openPage, same, settled } from "./world.mjs";

const query = (page) => new URL(page.url()).searchParams;

async function totalOf(page) {
  const text = await page.locator(".lists .shown").first().textContent();
  return Number((/of ([\d,]+) shown/.exec(text) ?? /([\d,]+) shown/.exec(text))[1].replace(",", ""));
}

export async function draggingOverTheBarsFilters(world) {
  const { page, wrongs, close } = await openPage(world, "/?status=any");
  const before = await totalOf(page);
  const box = await page.locator("svg.timeline").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, y, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.55, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => new URL(location.href).searchParams.has("since"));
  await settled(page);
  const [since, until] = [query(page).get("since"), query(page).get("until")];
  holds(/^\d{4}-\d\d-\d\d$/.test(since) && since <= until, `days in the address: ${since} ${until}`);
  holds((await totalOf(page)) < before, "fewer rows");
  same(await page.locator('.filter-form input[name="since"]').inputValue(), since, "the field shows it");
  await page.goBack();
  await page.waitForFunction(() => !new URL(location.href).searchParams.has("since"));
  await settled(page);
  same(await totalOf(page), before, "rows after the back button");
  same(wrongs, [], "wrongs");
  await close();
}

export async function keysFilterByTime(world) {
  const { page, close } = await openPage(world, "/?status=any");
  await page.locator(".f-time .chart").focus();
  for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"]) await page.keyboard.press(key);
  holds((await page.locator(".f-time .readout").textContent()).includes("assertion"), "the span is told");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => new URL(location.href).searchParams.has("since"));
  holds(query(page).get("since") < query(page).get("until"), "a span of days");
  await close();
}

export async function aCountryAPairAndANodeFilter(world) {
  const { page, wrongs, close } = await openPage(world, "/?status=any");
  const before = await totalOf(page);
  const land = page.locator("[data-country]").first();
  const country = await land.getAttribute("data-country");
  await land.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => new URL(location.href).searchParams.has("country"));
  same(query(page).get("country"), country, "country");
  await settled(page);
  holds((await totalOf(page)) <= before, "not more rows");
  await page.getByRole("button", { name: /country .*take this filter off/ }).click();
  await settled(page);
  same(query(page).get("country"), null, "country taken off");
  const pair = page.locator("[data-dyad]").first();
  const [actor, recipient] = (await pair.getAttribute("data-dyad")).split(">");
  await pair.click();
  await settled(page);
  same([query(page).get("actor"), query(page).get("recipient")], [actor, recipient], "pair");
  await page.getByRole("button", { name: "clear all" }).click();
  await settled(page);
  const node = page.locator("circle.node").first();
  const id = await node.getAttribute("data-actor");
  await node.click();
  await settled(page);
  same(query(page).get("either"), id, "node");
  same(wrongs, [], "wrongs");
  await close();
}

export async function fieldsFilterAndTheAddressIsEnough(world) {
  const { page, close } = await openPage(world, "/");
  await page.locator('input[name="actor"]').fill("TJK");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => new URL(location.href).searchParams.get("actor") === "TJK");
  await page.getByLabel("Type").selectOption("AGREE");
  await page.getByRole("button", { name: "future" }).click();
  await settled(page);
  same([...query(page)].sort(), [["actor", "TJK"], ["status", "future"], ["type", "AGREE"]], "address");
  const total = await page.locator(".lists .shown, .lists .empty").first().textContent();
  const again = await openPage(world, new URL(page.url()).pathname + new URL(page.url()).search);
  same(await again.page.locator(".lists .shown, .lists .empty").first().textContent(), total, "the same view from its address");
  same(await again.page.locator(".chip:not(.all)").count(), 3, "chips");
  await again.close();
  await close();
}

export async function rowsCanBeTaken(world) {
  const { page, close } = await openPage(world, "/?status=any");
  for (const path of ["timeline", "places", "dyads", "events"]) {
    const download = page.waitForEvent("download");
    await page.locator(`a[download="${path}.csv"]`).click();
    const text = readFileSync(await (await download).path(), "utf8");
    holds(text.split("\n").length > 2 && text.includes(","), `${path}.csv has a head and rows`);
  }
  const href = await page.locator('a[download="events.json"]').getAttribute("href");
  holds((await world.get(href)).rows.length > 0, "events.json has rows");
  for (const [path, names] of [["/reports", ["reports"]], ["/commitments", ["commitments"]], ["/runs", ["drops", "runs"]], ["/?show=assertions", ["assertions"]]]) {
    const other = await openPage(world, path);
    for (const name of names) holds((await other.page.locator(`a[download="${name}.csv"]`).count()) === 1, `${path} offers ${name}.csv`);
    await other.close();
  }
  await close();
}

export async function figuresHaveTables(world) {
  const { page, close } = await openPage(world, "/?status=any");
  const boxes = page.locator(".behind");
  same(await boxes.count(), 4, "figures with tables");
  for (let i = 0; i < 4; i += 1) {
    await boxes.nth(i).locator("summary").click();
    await boxes.nth(i).locator("tbody tr").first().waitFor();
  }
  const bars = await page.locator("g.bar").count();
  const rows = await page.locator(".f-time .behind tbody tr").count();
  holds(bars > 0 && rows >= bars, `${bars} bars, ${rows} rows`);
  await close();
}

export async function listsGoOnAndKeysWalkThem(world) {
  const { page, close } = await openPage(world, "/?show=assertions&status=any");
  const total = await totalOf(page);
  const first = await page.locator("table.list tbody tr").count();
  if (total > first) {
    await page.getByRole("button", { name: "Show more" }).click();
    await settled(page);
    holds((await page.locator("table.list tbody tr").count()) > first, "more rows");
  }
  await page.locator("table.list td.main a").first().focus();
  await page.keyboard.press("ArrowDown");
  const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
  same(href, await page.locator("table.list td.main a").nth(1).getAttribute("href"), "second row");
  await page.keyboard.press("Enter");
  await page.locator(".panel").waitFor();
  await page.goBack();
  await page.locator("table.list").waitFor();
  await close();
}

export async function newsIsOfferedNotForced(world) {
  if (!world.mock) return;
  const { page, close } = await openPage(world, "/");
  same(await page.locator(".news button").count(), 0, "no news at first");
  await fetch(`${world.base}/api/grow`);
  await page.locator(".news button").click();
  await settled(page);
  same(await page.locator(".news button").count(), 0, "no news after looking");
  await close();
}

