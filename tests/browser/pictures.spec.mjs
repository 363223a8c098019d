// Every page as a picture (light, dark, Spanish, 200 % text, and on a wider phone) and through axe. The pictures are test output: look at them.
import AxeBuilder from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import { counselor, enrol, expect, logCraving, open, test } from "./product.mjs";

const folder = process.env.EVENKEEL_PICTURES ?? new URL("pictures/", import.meta.url).pathname;
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
async function look(page, name, { spanish = true } = {}) {
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

test("every page of connecting a phone is sound in both languages and colors", async ({ page, server }) => {
  await open(page, server, "/now");
  await look(page, "now-new");
  await open(page, server, "/start");
  await look(page, "start");
  await page.getByLabel("Code", { exact: true }).fill("12");
  await page.getByRole("button", { name: "Continue" }).click();
  await look(page, "start-wrong", { spanish: false });
  await page.getByLabel("Code", { exact: true }).fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Your word for it")).toBeVisible();
  await look(page, "start-target", { spanish: false });
  await page.getByLabel("Your word for it").fill("Coffee after ten");
  await page.getByLabel("How you count it").fill("cups");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Show me a code" }).click();
  await expect(page.locator("#recovery-code")).toBeVisible();
  await look(page, "start-recovery", { spanish: false });
  await page.getByRole("button", { name: "I wrote it down" }).click();
  await look(page, "now-empty");
});

test("every page of a craving is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server, "Coffee after ten");
  await page.getByRole("link", { name: "Log a craving" }).click();
  await expect(page.getByRole("button", { name: "7 of 10" })).toBeVisible();
  await look(page, "log");
  await page.getByRole("button", { name: "7 of 10" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await page.getByRole("button", { name: "Stress" }).click();
  await page.getByLabel("A note").fill("Long day, short walk.");
  await look(page, "log-saved", { spanish: false });
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible();
  await look(page, "entry");
  await page.getByRole("button", { name: "Share with my care team" }).click();
  await expect(page.getByText("Shared with your care team.")).toBeVisible();
  await look(page, "entry-shared", { spanish: false });
  await page.getByRole("button", { name: "Edit" }).click();
  await look(page, "entry-edit", { spanish: false });
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await look(page, "entry-delete", { spanish: false });
});

test("every page that looks back is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server, "Coffee after ten");
  for (const intensity of [7, 3]) {
    await open(page, server, "/now");
    await logCraving(page, intensity);
  }
  for (const [path, name] of [["/now", "now"], ["/list", "list"], ["/views", "views"], ["/more", "more"], ["/seen", "seen"], ["/know", "know"], ["/sharing", "sharing"]]) {
    await open(page, server, path);
    await page.waitForTimeout(300);
    await look(page, name);
  }
});

test("every form of a participant is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server, "Coffee after ten");
  await open(page, server, "/check-in");
  await page.getByRole("group", { name: "Mood" }).getByRole("button", { name: "so-so" }).click();
  await page.getByRole("group", { name: "Stress" }).getByRole("button", { name: "a lot" }).click();
  await look(page, "check-in");
  await page.getByRole("button", { name: "Add a line" }).click();
  await look(page, "check-in-line", { spanish: false });
  await open(page, server, "/met");
  await page.getByRole("button", { name: "Payday" }).click();
  await look(page, "met");
  // The choice is still there after the reload.
  await expect(page.getByRole("button", { name: "Payday" })).toHaveAttribute("aria-pressed", "true");
  await page.getByText("More about it").click();
  await look(page, "met-more", { spanish: false });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await look(page, "met-saved", { spanish: false });
  await open(page, server, "/note");
  await look(page, "note");
  await page.getByLabel("How much, in cups?").fill("1,000");
  await page.getByRole("button", { name: "Save" }).click();
  await look(page, "note-wrong", { spanish: false });
  await page.getByLabel("How much, in cups?").fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await look(page, "note-saved", { spanish: false });
});

test("every page of a thought and of a meeting is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server, "Coffee after ten");
  await open(page, server, "/thought");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("There is nothing to see here yet.")).toBeVisible();
  await look(page, "thought-wrong", { spanish: false });
  await page.getByLabel("What was going on?").fill("Ana did not call back.");
  await page.getByLabel("What went through your mind?").fill("I always end up alone.");
  await page.getByRole("button", { name: "Lonely" }).click();
  await page.getByRole("group", { name: "How strong was the feeling?" }).getByRole("button", { name: "80 of 100" }).click();
  await page.getByText("Look at it from both sides").click();
  await look(page, "thought");
  await page.getByText("Look at it from both sides").click();
  await page.getByLabel("How else could you see it?").fill("She works late on Mondays.");
  await page.getByRole("group", { name: "How strong is the feeling now?" }).getByRole("button", { name: "30 of 100" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await look(page, "thought-saved", { spanish: false });
  await page.locator("main article").getByRole("link").click();
  await look(page, "thought-entry");
  await open(page, server, "/meeting");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Choose one, or add one in your own words.")).toBeVisible();
  await look(page, "meeting-wrong", { spanish: false });
  await page.getByRole("button", { name: "SMART" }).click();
  await page.getByLabel("What do you want to keep from it?").fill("One hour is enough to plan for.");
  await look(page, "meeting");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await look(page, "meeting-saved", { spanish: false });
});

test("every page of an aim, and Help, are sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server, "Coffee after ten");
  await open(page, server, "/note");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await open(page, server, "/aims");
  await look(page, "aims");
  await page.getByRole("button", { name: "Add something to change" }).click();
  await look(page, "aims-add", { spanish: false });
  await open(page, server, "/aims");
  await page.locator("a.aim").first().click();
  await look(page, "aim");
  await page.getByRole("button", { name: "Change my aim" }).click();
  await page.getByLabel("less than before").check();
  await look(page, "aim-change", { spanish: false });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("after five weeks")).toBeVisible();
  await look(page, "aim-reduce", { spanish: false });
  await page.getByRole("button", { name: "Edit" }).click();
  await look(page, "aim-edit", { spanish: false });
  await open(page, server, "/now");
  await page.waitForTimeout(300);
  await look(page, "now-used", { spanish: false });
  await page.goto(`${server.url}/help`);
  await look(page, "help");
  for (const danger of ["It may be an overdose", "Stopping alcohol or benzodiazepines"]) await page.getByText(danger).click();
  await look(page, "help-dangers", { spanish: false });
  await page.goto(`${server.url}/blank`);
  await look(page, "blank");
});

test("every staff page of people is sound in both languages and colors", async ({ browser, server }) => {
  const outside = await (await browser.newContext({ viewport: { width: 1180, height: 800 } })).newPage();
  await outside.goto(`${server.url}/care/sign-in`);
  await look(outside, "care-sign-in");
  const page = await counselor(browser, server);
  await look(page, "care-people");
  await page.goto(`${server.url}/care/inbox`);
  await look(page, "care-inbox");
  await page.goto(`${server.url}/care`);
  await page.getByRole("link", { name: /Rowan/ }).first().click();
  await look(page, "care-person");
  await page.getByRole("main").getByRole("link", { name: /Craving|not opened yet/ }).first().click();
  await look(page, "care-entry");
  await page.goto(`${server.url}/care`);
  await page.getByRole("link", { name: /Rowan/ }).first().click();
  await page.getByRole("link", { name: "Care team" }).click();
  await look(page, "care-team");
  await page.getByRole("link", { name: /^Remove (?!phone)/ }).first().click();
  await look(page, "care-team-remove");
  await page.getByRole("link", { name: /Rowan/ }).first().click();
  await page.getByRole("link", { name: /^Discharge/ }).click();
  await look(page, "care-discharge");
});

test("every staff page of phones and codes is sound in both languages and colors", async ({ browser, server }) => {
  const page = await counselor(browser, server);
  await enrol(await (await browser.newContext()).newPage(), server);
  await page.goto(`${server.url}/care`);
  await page.getByRole("link", { name: /Demo Phone/ }).first().click();
  await page.getByRole("link", { name: /^Remove phone/ }).first().click();
  await look(page, "care-shut-out");
  await page.goto(`${server.url}/care/people/new`);
  await look(page, "care-new");
  await page.getByRole("textbox").first().fill("Quill Invented");
  await page.getByRole("main").getByRole("button").first().click();
  await page.waitForLoadState();
  await look(page, "care-code");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${server.url}/care`);
  await look(page, "care-people-narrow", { spanish: false });
  await page.getByRole("link", { name: /Rowan/ }).first().click();
  await page.getByText("The same in numbers").last().click();
  await look(page, "care-person-narrow");
});

test("every page of a coping skill is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server);
  for (let n = 0; n < 5; n++) {
    await open(page, server, "/skills/breath");
    await page.getByRole("button", { name: "7 of 10" }).click();
    if (n === 0) await look(page, "skill-before", { spanish: false });
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: "I am done" }).click();
    await page.getByRole("button", { name: `${n + 2} of 10` }).click();
    await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
    if (n === 0) await look(page, "skill-after", { spanish: false });
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("Who can read this")).toBeVisible();
  }
  await page.getByRole("button", { name: "Edit" }).click();
  await look(page, "practice-edit", { spanish: false });
  await open(page, server, "/skills");
  await page.getByRole("button", { name: "Add your own" }).click();
  await page.getByLabel("What you call it").fill("A walk around the block with the dog");
  await page.getByLabel("What you do").fill("Shoes on.\nThree blocks, no phone.");
  await look(page, "skill-own-form", { spanish: false });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: /A walk/ })).toBeVisible();
  await look(page, "skills");
  await page.getByRole("link", { name: /A walk/ }).click();
  await look(page, "skill-own", { spanish: false });
  await open(page, server, "/now");
  await logCraving(page, 8);
  await expect(page.getByText(/helped you most/)).toBeVisible();
  await look(page, "log-offer", { spanish: false });
});

test("every guide of a coping skill is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server);
  for (const word of ["wave", "breath", "senses", "later", "forward", "lines", "muscles", "call"]) {
    await open(page, server, `/skills/${word}`);
    await page.getByRole("button", { name: "Begin" }).click();
    await look(page, `skill-${word}`);
    await page.getByRole("button", { name: "Start over" }).click();
  }
});

test("every page of reminders is sound in both languages and colors", async ({ page, server }) => {
  for (const path of ["/reminders", "/inbox"]) {
    await open(page, server, path);
    await look(page, `${path.slice(1)}-new`, { spanish: false });
  }
  await enrol(page, server);
  await open(page, server, "/reminders");
  await page.getByRole("button", { name: "Add a reminder" }).click();
  await page.getByLabel("Something of your own").check();
  await page.getByLabel("Your word for it").fill("Water the plants on the balcony");
  await look(page, "reminders-habit", { spanish: false });
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Add a reminder" })).toBeVisible();
  await page.getByLabel("Travel time, in minutes").fill("35");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("#settings-state")).toContainText("server knows this", { timeout: 30_000 });
  await look(page, "reminders");
  await open(page, server, "/inbox");
  await expect(page.getByRole("article").first()).toBeVisible({ timeout: 30_000 });
  await look(page, "inbox");
  await open(page, server, `/inbox/${"0".repeat(32)}`);
  await expect(page.getByText("no longer on this phone")).toBeVisible({ timeout: 30_000 });
  await look(page, "inbox-gone", { spanish: false });
});

test("every page of appointments is sound in both languages and colors", async ({ page, server }) => {
  await open(page, server, "/times");
  await look(page, "times-new", { spanish: false });
  await enrol(page, server);
  await open(page, server, "/now");
  await expect(page.getByRole("region", { name: "Next" })).toBeVisible();
  await look(page, "now-next");
  await open(page, server, "/times");
  await page.getByText("Earlier", { exact: true }).click();
  await look(page, "times");
  await page.locator("a.session").filter({ hasText: "Moved" }).first().click();
  await expect(page.getByRole("button", { name: "On my way" })).toBeVisible();
  await look(page, "time");
  await page.getByRole("button", { name: "Can't come" }).click();
  await expect(page.locator("#coming")).toContainText("can't come");
  await look(page, "time-cant-come", { spanish: false });
  await open(page, server, "/times");
  await page.locator("a.session").filter({ hasText: "Canceled" }).first().click();
  await expect(page.getByText("Why:")).toBeVisible();
  await look(page, "time-cancelled", { spanish: false });
});

test("every page of the schedule is sound for staff in both languages and colors", async ({ browser, server }) => {
  const page = await counselor(browser, server);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${server.url}/care/schedule`);
  await look(page, "care-week");
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: `${folder}/care-week-print.png`, fullPage: true });
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.url}/care/schedule?view=list`);
  await look(page, "care-week-list");
  // A session of weeks ago was marked; one of the weeks to come can be changed.
  const day = (weeks) => new Date(Date.now() + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${server.url}/care/schedule?from=${day(-3)}`);
  await page.getByRole("link", { name: /Evening process group/ }).first().click();
  await expect(page.getByRole("button", { name: "Everyone attended" })).toBeVisible();
  await look(page, "care-roster");
  await page.goto(`${server.url}/care/schedule?from=${day(3)}`);
  await page.getByRole("link", { name: /Evening process group/ }).first().click();
  await look(page, "care-session-ahead", { spanish: false });
  await page.getByRole("link", { name: "Change this and all later ones" }).click();
  await page.getByLabel("Length in minutes").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A whole number from 5 to 720.")).toBeVisible();
  await look(page, "care-series-wrong", { spanish: false });
  await page.goto(`${server.url}/care/schedule/new`);
  await look(page, "care-series-new");
  await page.goto(`${server.url}/care`);
  await page.getByRole("link", { name: /Rowan/ }).first().click();
  await page.getByRole("main").getByRole("link", { name: "Schedule" }).click();
  await look(page, "care-times");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/care/schedule`);
  await look(page, "care-week-narrow", { spanish: false });
});
