// The craving flow by keyboard only, and a screen reader's view of the Log page.
import { enrol, expect, open, test } from "./product.mjs";

/** The accessible name of the focused element. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent?.trim() ?? "";
  });

/** Presses Tab until an element with that name has the focus, which must be visible. */
async function tabTo(page, name, key = "Tab") {
  const seen = [];
  for (let n = 0; n < 80; n += 1) {
    await page.keyboard.press(key);
    const here = await focused(page);
    seen.push(here);
    if (typeof name === "string" ? here === name : name.test(here)) {
      const ring = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      expect(ring, `${name} shows that it has the focus`).toBe(true);
      return;
    }
  }
  throw new Error(`${name} was not reached: ${seen.join(" | ")}`);
}

const press = async (page, name, key = "Tab") => {
  await tabTo(page, name, key);
  await page.keyboard.press("Enter");
};

test("a craving is logged, undone, logged again with details and shared with the keyboard alone", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/now");
  await press(page, "Log a craving");
  await expect(page.getByRole("heading", { name: "How strong is it?" })).toBeVisible();
  await press(page, "7 of 10");
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  expect(await focused(page), "the focus stays where it was").toBe("7 of 10");
  await press(page, "Undo");
  await expect(page.getByText("Undone. Nothing was saved.")).toBeVisible();

  // Up again from wherever the focus went, then the details.
  await press(page, "4 of 10", "Shift+Tab");
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await press(page, "Stress");
  await expect(page.getByRole("button", { name: "Stress" })).toHaveAttribute("aria-pressed", "true");
  await tabTo(page, /^A note/);
  await page.keyboard.type("by keyboard");
  await press(page, "Done");
  await expect(page).toHaveURL(/\/list\/[0-9a-f]{32}$/);
  await expect(page.getByText("by keyboard")).toBeVisible();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });

  await press(page, "Share with my care team");
  await expect(page.getByText("Shared with your care team.")).toBeVisible({ timeout: 15_000 });
  await press(page, "List");
  await expect(page.getByText("Craving 4 · Tea")).toHaveCount(1);
  await expect(page.getByText("Craving 7 · Tea"), "what was undone is gone").toHaveCount(0);
});

test("a screen reader hears eleven buttons with names, one of them pressed", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/log");
  const steps = Array.from({ length: 11 }, (_, n) => n);
  const tree = (pressed) =>
    ['- group "How strong is it?":', ...steps.map((n) => `  - button "${n} of 10"${n === pressed ? " [pressed]" : ""}`)].join("\n");
  const scale = page.getByRole("group", { name: "How strong is it?" });
  // The number on a button is part of its name; nothing else is in the group.
  const heard = async () => (await scale.ariaSnapshot()).replaceAll(/: "?\d+"?$/gm, "");
  expect(await heard()).toBe(tree());
  await page.getByRole("button", { name: "10 of 10" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  expect(await heard()).toBe(tree(10));

  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - link "Skip to content"
    - banner:
      - heading "Log" [level=1]
      - link "Help"
    - main:
      - heading "How strong is it?" [level=2]
      - group "How strong is it?"
      - status:
        - text: Saved on this phone. Private.
        - button "Undo"
      - group /What set it off/
      - textbox /A note/
      - button "Done"
    - navigation "Main menu":
      - link "Now"
      - link "Log"
      - link "List"
      - link "More pages"
  `);
});
