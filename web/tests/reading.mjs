// Checks on marked texts.
import { holds, openPage, same, settled } from "./world.mjs";

const reportPath = (id) => `/reports/${encodeURIComponent(id)}`;

const inOrder = (rows) => [...rows].sort((a, b) => a.evidence.start - b.evidence.start || b.evidence.end - a.evidence.end);

const markedWords = (page, index) =>
  page.evaluate((wanted) => {
    const pieces = [...document.querySelectorAll(".piece[data-marks]")];
    return pieces.filter((piece) => piece.dataset.marks.split(" ").includes(String(wanted))).map((piece) => piece.textContent).join("");
  }, index);

/** Code points, emoji, accents, right-to-left: the words under a mark are the words of the evidence. */
export async function marksLieOnTheirWords(world) {
  for (const id of world.ids) {
    const report = await world.get(`/api${reportPath(id)}`);
    const { page, wrongs, close } = await openPage(world, reportPath(id));
    for (const [i, one] of inOrder(report.assertions).entries()) {
      same(await markedWords(page, i), one.evidence.text, `mark ${i + 1} of ${id}`);
    }
    same(wrongs, [], `wrongs on ${id}`);
    await close();
  }
}

export async function markAndPanelAgree(world) {
  for (const id of world.ids) {
    const report = await world.get(`/api${reportPath(id)}`);
    const { page, close } = await openPage(world, reportPath(id));
    for (const one of inOrder(report.assertions).slice(0, 8)) {
      await page.locator(`button.ref[data-id="${one.id}"]`).click();
      const panel = page.locator(".panel");
      await panel.getByText("Assertion", { exact: false }).first().waitFor();
      same(await panel.locator(".evidence").textContent(), one.evidence.text, `evidence of ${one.id}`);
      holds((await panel.locator("h2").textContent()).startsWith(one.event_type ?? one.sense), `type of ${one.id}`);
      holds((await panel.locator(".kicker").textContent()).includes(one.status), `status of ${one.id}`);
      const pressed = page.locator('.docket button[aria-pressed="true"]');
      same(await pressed.count(), 1, "lines pressed in the list");
      same(new URL(page.url()).searchParams.get("mark"), one.id, "mark in the address");
      for (const speaker of one.speakers) holds((await panel.locator(".chain").textContent()).includes(speaker.cue.text), `cue of ${one.id}`);
      for (const condition of one.conditions) holds((await panel.textContent()).includes(condition.span.text), `condition of ${one.id}`);
    }
    await close();
  }
}

export async function statusIsToldByPatternAndLabel(world) {
  const { page, close } = await openPage(world, "/read");
  await page.getByRole("button", { name: "Try the sample" }).click();
  await page.locator("button.ref").first().waitFor();
  const styles = await page.evaluate(() => {
    const found = {};
    for (const status of ["actual", "historical", "future", "hypothetical", "negated"]) {
      const mark = document.querySelector(`.legend .m.s-${status}`);
      found[status] = getComputedStyle(mark).textDecorationStyle;
    }
    return found;
  });
  same(styles, { actual: "solid", historical: "dotted", future: "dashed", hypothetical: "wavy", negated: "double" }, "patterns");
  const labels = await page.locator("button.ref").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  holds(labels.length > 3 && labels.every((label) => /actual|historical|future|hypothetical|negated/.test(label)), "each mark says its status");
  await close();
}

export async function marksUponMarksTakeTurns(world) {
  if (!world.mock) return;
  const report = await world.get("/api/reports/layers-1");
  const ids = inOrder(report.assertions).map((one) => one.id);
  const { page, close } = await openPage(world, "/reports/layers-1");
  const lanes = await page.locator(".piece .m").evaluateAll((all) => [...new Set(all.map((one) => one.className.match(/lane-\d/)[0]))].sort());
  same(lanes, ["lane-0", "lane-1", "lane-2", "lane-3"], "lanes");
  const found = [];
  for (let i = 0; i < 5; i += 1) {
    await page.locator(".piece", { hasText: /^accuse$/ }).last().click({ position: { x: 24, y: 14 } });
    found.push(ids.indexOf(new URL(page.url()).searchParams.get("mark")));
  }
  same(found, [3, 2, 1, 0, 3], "marks from the inside outwards");
  await close();
}

export async function keysReachTheMarks(world) {
  const id = world.ids.at(-1);
  const { page, close } = await openPage(world, reportPath(id));
  await page.keyboard.press("Tab");
  same(await page.evaluate(() => document.activeElement.className), "skip", "first stop");
  await page.keyboard.press("Enter");
  for (let i = 0; i < 30; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.classList.contains("ref"))) break;
  }
  const focused = () => page.evaluate(() => document.activeElement.dataset.id ?? null);
  const first = await focused();
  holds(first !== null, "Tab reaches the marks");
  await page.keyboard.press("End");
  const last = await focused();
  await page.keyboard.press("Home");
  same(await focused(), first, "Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  same(await focused(), first, "there and back");
  holds(last !== null, "End");
  await page.keyboard.press("Enter");
  await page.locator(".panel").waitFor();
  same(new URL(page.url()).searchParams.get("mark"), first, "opened by Enter");
  await page.keyboard.press("Escape");
  await page.locator(".panel").waitFor({ state: "detached" });
  same(await focused(), first, "focus after Escape");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  holds(ring !== "none", "the focus is visible");
  await close();
}

export async function writingDirectionsAreKept(world) {
  if (!world.mock) return;
  const { page, close } = await openPage(world, "/reports/rtl-1");
  const found = await page.evaluate(() => {
    const block = document.querySelector(".block.paragraph");
    const mark = block.querySelector(".piece");
    const ref = block.querySelector(".ref");
    const box = (one) => one.getBoundingClientRect();
    return { direction: getComputedStyle(block).direction, refRight: box(ref).left >= box(mark).right - 2, atRight: box(block).right - box(ref).right };
  });
  same(found.direction, "rtl", "direction");
  holds(found.refRight, "the number stands before the words, on the right");
  holds(found.atRight < 12, "the mark begins at the right edge");
  await close();
}

export async function aTextIsRead(world) {
  const { page, wrongs, close } = await openPage(world, "/read");
  await page.locator("textarea").fill("The minister denied on Monday that soldiers had attacked the village.");
  await page.locator("input[type=date]").fill("2026-03-20");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator("button.ref").first().waitFor({ timeout: 60_000 });
  holds((await page.locator(".docket li").count()) > 0, "there are assertions");
  await page.getByRole("link", { name: "Commitments" }).click();
  await settled(page);
  await page.goBack();
  await page.locator("button.ref").first().waitFor();
  if (world.mock) {
    await page.getByText("Read another report").click();
    await page.locator("textarea").fill("refuse this");
    await page.getByRole("button", { name: "Read it" }).click();
    await page.locator(".trouble").waitFor();
    holds((await page.locator(".trouble").textContent()).includes("not English"), "the refusal says what is wrong");
    await page.locator("textarea").fill("hostile-1");
    await page.getByRole("button", { name: "Read it" }).click();
    await page.locator(".warnings").waitFor();
    holds((await page.locator(".warnings").textContent()).includes("<img"), "warnings are text");
  }
  same(wrongs, [], "wrongs");
  await close();
}
