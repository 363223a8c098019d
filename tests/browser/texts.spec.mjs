// Texts of people on the phone: taken in as they are pasted, found as they are typed, shown in their own direction, never wider than the phone.
import { counselor, enrol, expect, logCraving, open, test } from "./product.mjs";

const tea = "תה";
const long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenleiter".slice(0, 80);

/** Puts a text into a field as pasting does, whatever keyboards can write. */
const paste = (field, text) =>
  field.evaluate((node, text) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), "value").set.call(node, text);
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);

/** Every page of the phone that shows texts or has a form: its address, and how to open its form. */
const press = (name) => (page) => page.getByRole("button", { name }).or(page.locator("summary").filter({ hasText: name })).first().click();
/** A practice that was begun on an earlier visit is taken up a moment after its page is there. */
const begun = (page) =>
  expect(async () => {
    const begin = page.getByRole("button", { name: "Begin" });
    if (await begin.isVisible()) await begin.click({ timeout: 1000 });
    await expect(begin).toHaveCount(0, { timeout: 500 });
  }).toPass();
const pages = {
  now: ["/now"],
  log: ["/log"],
  trigger: ["/met"],
  use: ["/note"],
  "check-in": ["/check-in"],
  thought: ["/thought", press("Look at it from both sides")],
  meeting: ["/meeting"],
  "reaching out": ["/reached"],
  people: ["/people"],
  "a new person": ["/people", press("Add a person")],
  views: ["/views"],
  skills: ["/skills"],
  "a new skill": ["/skills", press("Add your own")],
  lines: ["/skills/lines", begun],
  list: ["/list"],
  aims: ["/aims"],
  "a new aim": ["/aims", press("Add something to change")],
  agenda: ["/times"],
  reminders: ["/reminders"],
  "a new reminder": ["/reminders", press("Add a reminder")],
  inbox: ["/inbox"],
  sharing: ["/sharing"],
  seen: ["/seen"],
  more: ["/more"],
};

/** Those that show the name of what is counted, or the note of an entry, once the phone has read them. */
const SHOW_IT = ["now", "list", "aims", "a new aim"];

/** Opens it, and its form where it has one. */
async function visit(page, server, [path, then]) {
  await open(page, server, path);
  if (then) await then(page);
}

test("F19: a code is taken however it was copied, and the field cuts nothing", async ({ page, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/start");
  await paste(page.getByLabel("Code", { exact: true }), `\u200b “${server.code().toLowerCase().replace("-", " – ")}”. `);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Your word for it")).toBeVisible();
  await expect(page.locator("[maxlength='16']")).toHaveCount(0);
});

test("F16, F17: what copying brings along is cleaned, and a refusal says its true reason", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills");
  await page.getByRole("button", { name: "Add your own" }).click();
  const name = page.locator("#own-name");
  const save = page.getByRole("button", { name: "Save" });
  for (const nothing of ["\u200b", "\u202e\u2060 \ufeff"]) {
    await paste(name, nothing);
    await save.click();
    await expect(page.getByRole("alert").filter({ hasText: "Type 1 to 80 characters. There is nothing to see here yet." })).toBeVisible();
  }
  // Letters of two code points each are counted as they are seen, by the browser.
  await paste(name, "e\u0301".repeat(83));
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: "This is 3 characters too long: up to 80 characters fit." })).toBeVisible();
  await expect(name).toHaveValue("e\u0301".repeat(83));
  await paste(name, `👨‍👩‍👧 ${"e\u0301".repeat(70)}`);
  await paste(page.getByLabel("What you do"), "one\u000btwo\u2028three\u0000");
  await save.click();
  await page.getByRole("link", { name: "👨‍👩‍👧" }).click();
  await expect(page.locator("p.lines")).toHaveText("one\ntwo\nthree", { useInnerText: true });
});

test("F24: hints describe their fields, and no form alarms anybody when it opens", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  let fields = 0;
  for (const [what, how] of Object.entries(pages)) {
    await visit(page, server, how);
    const said = await page.getByRole("alert").allInnerTexts();
    expect(said.filter((text) => text.trim() !== ""), what).toEqual([]);
    fields += await page.evaluate(() => {
      const described = [...document.querySelectorAll("main [aria-describedby]")];
      for (const field of described) {
        for (const id of field.getAttribute("aria-describedby").split(" ")) {
          // A field without a hint names a place that is not there, which browsers pass over.
          const words = document.getElementById(id);
          if (words?.matches(".hint") && words.matches("[role=alert]")) throw new Error(id);
        }
      }
      return described.length;
    });
  }
  console.log(`${Object.keys(pages).length} pages with ${fields} described fields`);
  expect(fields).toBeGreaterThan(5);
});

test("F25: a word of 80 letters breaks everywhere, on the narrowest phone and with text twice as large", async ({ page, server, watch, browser }) => {
  await watch(page, server);
  await page.setViewportSize({ width: 360, height: 740 });
  await enrol(page, server, long);
  await logCraving(page, 4);
  await page.getByLabel("A note").fill(long);
  await page.getByRole("button", { name: "Done" }).click();
  const tooWide = (of) => of.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  for (const size of ["", "200%"]) {
    for (const [what, how] of Object.entries(pages)) {
      await visit(page, server, how);
      await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
      expect(await tooWide(page), `${what} ${size}`).toBeLessThanOrEqual(0);
    }
  }
  const desk = await counselor(browser, server);
  await desk.goto(`${server.url}/care/people/new`);
  await desk.getByLabel("Name").fill(long);
  await desk.getByRole("button", { name: /Add/ }).click();
  await desk.setViewportSize({ width: 360, height: 740 });
  for (const path of ["/care", "/care/schedule", "/care/schedule/new", "/care/inbox", new URL(desk.url()).pathname]) {
    await desk.goto(server.url + path);
    for (const size of ["", "200%"]) {
      await desk.evaluate((size) => (document.documentElement.style.fontSize = size), size);
      expect(await tooWide(desk), `${path} ${size}`).toBeLessThanOrEqual(0);
    }
  }
  await desk.context().close();
});

test("F26: the search finds what a phone's keyboard wrote", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await logCraving(page, 4);
  await page.getByLabel("A note").fill("I can’t sleep — Ángel called at 9–10\u00a0pm, “maybe”. ﬁne Ｏｋ Ḁ");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await open(page, server, "/list");
  const found = page.locator("main article");
  for (const query of ["can't", "CAN’T", "sleep - angel", "9-10 pm", '"maybe"', "fine ok", "ḁ"]) {
    await page.getByLabel("Search").fill(query);
    await expect(found, query).toHaveCount(1);
  }
  await page.getByLabel("Search").fill("elsewhere");
  await expect(found).toHaveCount(0);
});

test("F27: a text from right to left turns nothing beside it", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server, tea);
  await logCraving(page, 4);
  await page.getByLabel("A note").fill(`${tea} 12:30!`);
  await page.getByRole("button", { name: "Done" }).click();
  let shown = 0;
  for (const [what, how] of Object.entries(pages)) {
    await visit(page, server, how);
    if (SHOW_IT.includes(what)) await expect(page.locator("main").getByText(tea).first()).toBeVisible();
    const { bare, own } = await page.evaluate((word) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const [bare, own] = [[], []];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.includes(word)) continue;
        const isolated = node.data.split(word).slice(0, -1).every((before) => before.lastIndexOf("\u2068") > before.lastIndexOf("\u2069"));
        (isolated || node.parentElement.closest("[dir=auto], bdi") ? own : bare).push(node.data);
      }
      for (const field of document.querySelectorAll("main :is(textarea, input[type=text], input[type=search]):not(.code)")) {
        if (field.dir !== "auto" && !field.inputMode) bare.push(field.id);
      }
      return { bare, own: own.length };
    }, tea);
    expect(bare, what).toEqual([]);
    shown += own;
  }
  console.log(`${shown} texts on ${Object.keys(pages).length} pages`);
  expect(shown).toBeGreaterThan(2);
});
