// A page as a picture (light, dark, Spanish, 200 % text, and on a wider phone) and through axe. The pictures are test output: look at them.
import AxeBuilder from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import { expect } from "./product.mjs";

export const folder = process.env.EVENKEEL_PICTURES ?? new URL("pictures/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const narrow = 360;

/** The same on a wider phone. */
async function wide(name, page, shot) {
  const size = page.viewportSize();
  if (size.width !== narrow) return;
  await page.setViewportSize({ ...size, width: 430 });
  await shot("430");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} 430 too wide`).toBeLessThanOrEqual(0);
  await page.setViewportSize(size);
}

/** Looks five ways at the page that is open. */
export async function look(page, name, { spanish = true } = {}) {
  // The picture is as tall as the page, with the bar at its end.
  const shot = async (variant) => {
    const size = page.viewportSize();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...size, height: Math.max(height, size.height) });
    await page.screenshot({ path: `${folder}/${name}-${variant}.png` });
    await page.setViewportSize(size);
  };
  const sound = async (variant, rules) => {
    // At the end of the page the bar covers nothing; further up, scrolling brings everything above it.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])).analyze();
    expect(violations.map((v) => `${name} ${variant}: ${v.id} ${v.nodes[0].html}`)).toEqual([]);
    // Nothing is cut off at the side.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} ${variant} too wide`).toBeLessThanOrEqual(0);
  };
  await page.emulateMedia({ colorScheme: "light" });
  await shot("light");
  await sound("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("dark");
  // Other colors and sizes change neither names nor roles.
  await sound("dark", ["color-contrast", "link-in-text-block"]);
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await shot("large");
  await sound("large", ["target-size", "scrollable-region-focusable"]);
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  await wide(name, page, shot);
  if (!spanish) return;
  const cookie = { name: "lang", url: page.url() };
  await page.context().addCookies([{ ...cookie, value: "es" }]);
  await page.evaluate(async () => (await caches.open("evenkeel-settings")).put("/lang", new Response("es")));
  await page.reload();
  await page.waitForTimeout(300);
  expect(await page.locator("html").getAttribute("lang")).toBe("es");
  await shot("spanish");
  await sound("spanish");
  await page.context().addCookies([{ ...cookie, value: "en" }]);
  await page.evaluate(async () => (await caches.open("evenkeel-settings")).put("/lang", new Response("en")));
  await page.reload();
  await page.waitForTimeout(300);
}
