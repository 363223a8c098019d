// F36: the name of every group of answers is inside of its card, as in every engine. WebKit draws a
// legend that does not float on the border, and floats none in a flex box.
import { counselor, enrol, expect, open, test } from "./product.mjs";

test.describe.configure({ mode: "default" });

/** In the page: for every fieldset, its kind, its name, and how far the name is inside of its edges, in px. */
const measure = () =>
  [...document.querySelectorAll("fieldset > legend")].filter((legend) => legend.checkVisibility()).map((legend) => {
    const [box, name] = [legend.parentElement, legend].map((e) => e.getBoundingClientRect());
    const others = [...legend.parentElement.children].filter((e) => e !== legend && e.checkVisibility());
    const [next, last] = [others[0], others.at(-1)].map((e) => e.getBoundingClientRect());
    const round = (n) => Math.round(n);
    const kind = legend.parentElement.className;
    return { kind, text: legend.textContent, top: round(name.top - box.top), left: round(name.left - box.left), next: round(next.top - name.bottom), end: round(box.bottom - last.bottom) };
  });

const ADD = "Add something to change";

/** The participant's pages with fieldsets, and what opens the rest of them. */
const PAGES = { "/met": "More about it", "/note": undefined, "/check-in": undefined, "/thought": "Look at it from both sides", "/meeting": undefined, "/reached": undefined, "/people": "Add a person", "/aims": ADD, "/reminders": "Add a reminder" };

/** What all engines must agree on. The line heights of their fonts differ by a pixel. */
function judge(engine, found) {
  for (const { page, kind, text, top, left, next, end } of found) {
    const where = `F36 ${engine} ${page} “${text}”`;
    if (kind === "card") {
      expect(top, `${where}: inside of the upper edge`).toBe(17);
      expect(left, `${where}: inside of the left edge`).toBe(17);
      expect(next, `${where}: to what it names`).toBe(8);
      expect(end, `${where}: inside of the lower edge`).toBe(17);
    } else {
      expect(top, `${where}: below the upper edge`).toBeGreaterThanOrEqual(0);
      expect(next, `${where}: above what it names`).toBeGreaterThanOrEqual(0);
      expect(end, `${where}: no room below that nothing fills`).toBeLessThanOrEqual(1);
    }
  }
  const cards = found.filter(({ kind }) => kind === "card").length;
  console.log(`F36 ${engine}: ${found.length} legends walked over, ${cards} of them in cards`);
  expect(cards).toBeGreaterThan(8);
  expect(new Set(found.map(({ kind }) => kind)).size, "kinds of fieldsets").toBeGreaterThan(2);
}

/** Staff forms have no cards: the name of a group of ticks is its first line. */
function judgeTicks(engine, found) {
  expect(found.length, `F36 ${engine}: groups of a new series`).toBe(2);
  for (const { text, top, left, next } of found) {
    expect([top, left], `F36 ${engine} “${text}”: at the edge`).toEqual([0, 0]);
    expect(next, `F36 ${engine} “${text}”: above what it names`).toBeGreaterThanOrEqual(0);
  }
}

test("F36 Chromium: every legend is inside of its card", async ({ page, browser, server }) => {
  await enrol(page, server);
  // With one target there is nothing to choose from.
  await open(page, server, "/aims");
  await page.getByText(ADD).click();
  await page.getByLabel("Your word for it").fill("Slots");
  await page.getByLabel("How you count it").fill("dollars");
  await page.getByRole("button", { name: "Save" }).click();
  // The hint of the field names slots, too: a page that was left while it saves would keep the form.
  await expect(page.getByRole("link", { name: /^Slots/ })).toBeVisible();
  const found = [];
  for (const [path, more] of Object.entries(PAGES)) {
    await open(page, server, path);
    if (more) await page.getByText(more).click();
    await expect(page.locator("legend").first()).toBeVisible();
    found.push(...(await page.evaluate(measure)).map((one) => ({ page: path, ...one })));
  }
  judge("Chromium", found);
  const desk = await counselor(browser, server);
  await desk.goto(`${server.url}/care/schedule/new`);
  judgeTicks("Chromium", await desk.evaluate(measure));
});
