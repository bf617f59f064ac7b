// Checks that hold on every page.
import { AXE, holds, openPage, same, settled, WIDTHS } from "./world.mjs";

export async function noPageIsWiderThanItsWindow(world) {
  const wide = [];
  for (const width of Object.keys(WIDTHS).map(Number)) {
    for (const [name, path] of Object.entries(world.pages)) {
      const { page, close } = await openPage(world, path, { width });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wide.push(`${name} at ${width}: ${over} px`);
      await close();
    }
  }
  same(wide, [], "too wide");
}

export async function nothingGoesWrong(world) {
  for (const [name, path] of Object.entries(world.pages)) {
    const { page, wrongs, close } = await openPage(world, path);
    same(wrongs, [], `wrongs on ${name}`);
    same(await page.locator("h1").count(), 1, `headings of the first level on ${name}`);
    same(await page.locator("main").count(), 1, `main on ${name}`);
    holds((await page.title()).includes("Dragoman"), `title of ${name}`);
    await close();
  }
}

export async function axeFindsNothingSerious(world) {
  const found = [];
  for (const colours of ["light", "dark"]) {
    for (const [name, path] of Object.entries(world.pages)) {
      const { page, close } = await openPage(world, path, { colours });
      // The page's own policy forbids foreign scripts; the debugger's way in does not ask it.
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const one of violations.filter(({ impact }) => impact === "serious" || impact === "critical")) {
        found.push(`${name} (${colours}): ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
      }
      await close();
    }
  }
  same(found, [], "findings of axe");
}

const brightness = (page) =>
  page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).map(Number);
    return (r + g + b) / 3;
  });

export async function darkIsDark(world) {
  const { page, close } = await openPage(world, "/", { colours: "dark" });
  holds((await brightness(page)) < 60, "dark as the system asks");
  const button = page.getByRole("button", { name: /^Colours/ });
  await button.click();
  holds((await brightness(page)) > 200, "light as chosen");
  await page.reload();
  await settled(page);
  holds((await brightness(page)) > 200, "light after a reload");
  await button.click();
  await button.click();
  holds((await brightness(page)) < 60, "the system's again");
  await close();
}

export async function hostileTextsRunNothing(world) {
  if (!world.mock) return;
  for (const path of ["/reports/hostile-1", "/reports/long-1", "/reports", "/?show=assertions&status=any&text=script", "/actors/hostile"]) {
    const { page, wrongs, close } = await openPage(world, path);
    await page.waitForTimeout(150);
    same(wrongs, [], `wrongs on ${path}`);
    same(await page.locator('a[href^="javascript:"], a[href^="data:"], main img, main iframe, main script').count(), 0, `live markup on ${path}`);
    await close();
  }
  const { page, close } = await openPage(world, "/reports/hostile-1");
  holds((await page.locator(".report-text").textContent()).includes("<script>alert(2)</script>"), "markup is shown as text");
  same(await page.locator(".report-head .plain-address").textContent(), "javascript:alert(document.domain)", "a bad address is text");
  await close();
  const long = await openPage(world, "/reports/long-1");
  holds((await long.page.locator(".report-text h2").textContent()).length < 1000, "a title of a megabyte is cut");
  await long.close();
  const signs = await openPage(world, "/reports/signs-1");
  same(await signs.page.locator(".report-head a.outside").getAttribute("rel"), "noopener noreferrer", "rel");
  await signs.close();
}

export async function backAndForthBetweenPages(world) {
  const { page, wrongs, close } = await openPage(world, "/");
  await page.locator(".lists td.main a").first().click();
  await page.waitForFunction(() => location.pathname.startsWith("/events/"));
  await settled(page);
  await page.locator(".to-mark").first().click();
  await page.locator(".panel").waitFor();
  await page.goBack();
  await page.locator(".origins").waitFor();
  await page.goBack();
  await page.locator("svg.timeline").waitFor();
  await page.goForward();
  await page.locator(".origins").waitFor();
  same(wrongs, [], "wrongs");
  await close();
}
