// What was typed is what is saved. Text typed just before the page closes is sealed and stored within the same event,
// however busy the phone is; a typed time is that of its day, and now is the moment of saving.
import { counselor, enrol, expect, logCraving, open, ready, test } from "./product.mjs";

/** Types into a field; returns whether something new was stored under `name` before the browser did anything else. */
const typed = (field, text, name) =>
  field.evaluate(
    async (node, [text, name]) => {
      const before = localStorage.getItem(name);
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), "value").set.call(node, text);
      node.dispatchEvent(new Event("input", { bubbles: true }));
      const { port1, port2 } = new MessageChannel();
      const turn = new Promise((done) => (port1.onmessage = done));
      port2.postMessage(null);
      await turn;
      const after = localStorage.getItem(name);
      return after !== null && after !== before && !after.includes(text);
    },
    [text, name],
  );

/** The three kinds of drafts: how to reach the field, and the name of the stored draft. */
const forms = {
  "the note of a craving": async (page) => {
    await logCraving(page, 4);
    return { field: page.getByLabel("A note"), name: "draft" };
  },
  "the note of a practice": async (page, server) => {
    await open(page, server, "/skills/senses");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: "I am done" }).click();
    return { field: page.getByLabel("A note"), name: "underway" };
  },
  "a skill of one's own": async (page, server) => {
    await open(page, server, "/skills");
    await page.getByRole("button", { name: "Add your own" }).click();
    return { field: page.getByLabel("What you do"), name: "unsaved" };
  },
};

for (const [what, reach] of Object.entries(forms)) {
  test(`${what} is kept before the page can go, and there after a reload (F33)`, async ({ page, server, watch }) => {
    await watch(page, server);
    await enrol(page, server);
    const { field, name } = await reach(page, server);
    await field.fill("first");
    await expect.poll(() => page.evaluate((name) => localStorage.getItem(name), name)).not.toBe(null);
    for (const text of ["half a sentence", "half a sentence more", "a whole sentence."]) expect(await typed(field, text, name), text).toBe(true);
    for (const round of [1, 2, 3]) {
      await field.fill(`typed in round ${round}`);
      await page.reload();
      await ready(page);
      await expect(field).toHaveValue(`typed in round ${round}`);
    }
  });
}

const at = (page, time) => page.clock.setFixedTime(time);
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
const when = (page) => page.getByLabel("When was it?");
const saved = (page) => expect(page.getByText("Saved on this phone").first()).toBeVisible();
const rows = (page) => page.locator("main article");

test("F2: a time typed for a day before the clocks changed is of that day, on the phone and for the counselor", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await at(page, "2026-11-03T14:00:00Z");
  await enrol(page, server);
  await open(page, server, "/note");
  await when(page).fill("2026-10-30T23:30");
  await save(page);
  await saved(page);
  await expect(page.getByText("Friday, October 30 11:30 PM")).toBeVisible();
  await open(page, server, "/list");
  await expect(page.locator(".days h2")).toHaveText(["Friday, October 30"]);
  await expect(rows(page)).toContainText("11:30 PM");
  await rows(page).getByRole("link").click();
  await expect(page.getByText("Friday, October 30, 11:30 PM")).toBeVisible();
  await page.getByRole("button", { name: "Share with my care team" }).click();
  await expect(page.getByText("Shared with your care team.")).toBeVisible({ timeout: 15_000 });
  const staff = await counselor(browser, server);
  await staff.getByRole("link", { name: /Demo Phone/ }).first().click();
  await staff.getByRole("main").getByRole("link", { name: /not opened yet/ }).first().click();
  await expect(staff.locator(".care-facts")).toContainText(/Fri 30 Oct, 23:30|(yesterday|today) 23:30/);
});

test("F2: a time that the clocks skipped moves forward, and the field shows what is saved", async ({ page, server, watch }) => {
  await watch(page, server);
  await at(page, "2026-03-10T14:00:00Z");
  await enrol(page, server);
  await open(page, server, "/note");
  await when(page).fill("2026-03-08T02:30");
  await expect(when(page)).toHaveValue("2026-03-08T03:30");
  await save(page);
  await saved(page);
  await expect(page.getByText("Sunday, March 8 3:30 AM")).toBeVisible();
});

test("F22: now is the moment of saving, unless a time was chosen", async ({ page, server, watch }) => {
  await watch(page, server);
  await at(page, "2026-11-24T14:00:00Z");
  await enrol(page, server);
  await open(page, server, "/note");
  await page.getByLabel("What came before?").fill("A long day.");
  await expect(when(page)).toHaveValue("2026-11-24T09:00");
  // Back at 14:00: the field shows it before it is saved.
  await at(page, "2026-11-24T19:00:00Z");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(when(page)).toHaveValue("2026-11-24T14:00");
  await save(page);
  await saved(page);
  await open(page, server, "/list");
  await expect(rows(page).first()).toContainText("2:00 PM");

  await open(page, server, "/met");
  await page.getByRole("button", { name: "Stress" }).first().click();
  await at(page, "2026-11-24T20:00:00Z");
  await save(page);
  await saved(page);
  await open(page, server, "/list");
  await expect(rows(page).first()).toContainText("3:00 PM");

  await open(page, server, "/note");
  await when(page).fill("2026-11-24T08:15");
  await at(page, "2026-11-24T21:00:00Z");
  await page.reload();
  await ready(page);
  await expect(when(page)).toHaveValue("2026-11-24T08:15");
  await save(page);
  await saved(page);
  await open(page, server, "/list");
  await expect(rows(page).last()).toContainText("8:15 AM");
});

test("F22: a form that comes back on another day names the day on which it was begun", async ({ page, server, watch }) => {
  await watch(page, server);
  await at(page, "2026-11-24T03:50:00Z");
  await enrol(page, server);
  await open(page, server, "/note");
  await page.getByLabel("What came before?").fill("A long day.");
  await at(page, "2026-11-24T14:00:00Z");
  await page.reload();
  await ready(page);
  await expect(page.getByText("You began it here: Yesterday, 10:50 PM.")).toBeVisible();
  await expect(when(page), "not chosen: now").toHaveValue("2026-11-24T09:00");
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByText("You began it here")).toHaveCount(0);
});

test("F22: a date that nobody means is asked about once, and not refused", async ({ page, server, watch }) => {
  await watch(page, server);
  await at(page, "2026-11-24T14:00:00Z");
  await enrol(page, server);
  for (const [typed, said, heading] of [
    ["2062-03-03T14:00", "You chose Mar 3, 2062, 2:00 PM. Is that right?", "Friday, March 3 · 2062"],
    ["2026-11-25T09:00", "You chose Nov 25, 2026, 9:00 AM. Is that right?", "Wednesday, November 25"],
    ["2019-11-24T09:00", "You chose Nov 24, 2019, 9:00 AM. Is that right?", "Sunday, November 24 · 2019"],
  ]) {
    await open(page, server, "/note");
    await when(page).fill(typed);
    await save(page);
    const question = page.getByRole("dialog", { name: "Check the date" });
    await expect(question).toContainText(said);
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(question).toBeHidden();
    await expect(page.getByText("Saved on this phone")).toHaveCount(0);
    await save(page);
    await question.getByRole("button", { name: "Yes, save it" }).click();
    await saved(page);
    await open(page, server, "/list");
    await expect(page.locator(".days h2").filter({ hasText: heading })).toHaveCount(1);
  }
  // An edit of such an entry asks nothing about what was answered.
  await rows(page).first().getByRole("link").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("What came before?").fill("It is a plan.");
  await save(page);
  await expect(page.getByText("It is a plan.")).toBeVisible();
});

test("F22: a day of another year is asked about in every form of a target, and for a pause", async ({ page, server, watch }) => {
  await watch(page, server);
  await at(page, "2026-11-24T14:00:00Z");
  await enrol(page, server);
  const question = page.getByRole("dialog", { name: "Check the date" });
  const asked = async (press, says) => {
    await press();
    await expect(question).toContainText(says);
    await question.getByRole("button", { name: "Cancel" }).click();
    await press();
    await question.getByRole("button", { name: "Yes, save it" }).click();
    await expect(question).toBeHidden();
  };
  await open(page, server, "/aims");
  await page.locator("a.aim").first().click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("The day it began").fill("1902-11-24");
  await asked(() => save(page), "You chose Nov 24, 1902. Is that right?");
  await page.getByRole("button", { name: "Change my aim" }).click();
  await page.getByLabel("step by step").check();
  await page.getByLabel("From which day?").fill("2062-03-03");
  await asked(() => save(page), "You chose Mar 3, 2062. Is that right?");
  await expect(page.getByRole("region", { name: "My aims so far" })).toContainText("2062");
  await open(page, server, "/aims");
  await page.getByRole("button", { name: "Add something to change" }).click();
  await page.getByLabel("Your word for it").fill("Cards");
  await page.getByLabel("How you count it").fill("cards");
  await page.getByLabel("The day it began").fill("2062-03-03");
  await asked(() => save(page), "You chose Mar 3, 2062. Is that right?");
  await expect(page.locator("a.aim")).toHaveCount(2);
  await open(page, server, "/reminders");
  await page.getByLabel("Pause until").fill("2062-03-03");
  await asked(() => page.getByRole("button", { name: "Pause", exact: true }).click(), "You chose Mar 3, 2062. Is that right?");
  await expect(page.getByText(/^Paused until/)).toBeVisible();
});

test("F21: a time or a date that was emptied is asked for, in every form, and nothing is saved without it", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  const missing = "A date or a time is missing.";
  let walked = 0;
  const refused = async (field, says) => {
    await field.fill("");
    await expect(page.getByText(says).first()).toBeVisible();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    walked += 1;
  };
  // A use and a trigger.
  await open(page, server, "/note");
  await refused(when(page), missing);
  await save(page);
  await expect(when(page)).toBeFocused();
  await expect(page.getByText("Saved on this phone")).toHaveCount(0);
  await open(page, server, "/met");
  await page.getByRole("button", { name: "Stress" }).first().click();
  await page.locator("summary").filter({ hasText: "if you like" }).click();
  await refused(when(page), missing);
  await page.locator("summary").filter({ hasText: "if you like" }).click();
  await save(page);
  await expect(when(page), "unfolded again").toBeFocused();
  // A thought, a meeting, reaching out.
  for (const [path, fill] of [["/thought", () => page.getByLabel("What went through your mind?").fill("Always me.")], ["/meeting", () => page.getByRole("button", { name: "SMART" }).click()], ["/reached", () => {}]]) {
    await open(page, server, path);
    await fill();
    if (path === "/thought") await page.getByText("Look at it from both sides").click();
    await refused(when(page), missing);
    await save(page);
    await expect(when(page)).toBeFocused();
  }
  // A craving, while it is described and when it is edited.
  await open(page, server, "/now");
  await logCraving(page, 4);
  await refused(when(page), missing);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(when(page)).toBeFocused();
  await open(page, server, "/list");
  await rows(page).first().getByRole("link").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await refused(when(page), missing);
  await save(page);
  await expect(when(page)).toBeFocused();
  // A habit.
  await open(page, server, "/reminders");
  await page.getByRole("button", { name: "Add a reminder" }).click();
  await refused(page.getByLabel("Time 1"), "A time is missing.");
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Time 1")).toBeFocused();
  await page.getByRole("button", { name: "Cancel" }).click();
  // Settings that are saved at once say what still holds.
  await page.getByLabel("From", { exact: true }).fill("21:30");
  await refused(page.getByLabel("From", { exact: true }), "A time is missing. It is still 9:30 PM.");
  await refused(page.getByLabel("Until", { exact: true }), "A time is missing. It is still 7:00 AM.");
  await page.getByRole("switch", { name: "Once a day instead of one by one" }).click();
  await refused(page.getByLabel("At", { exact: true }), "A time is missing. It is still 6:00 PM.");
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("A date is missing.")).toBeVisible();
  walked += 1;
  // A target: its first day, and the day of another aim.
  await open(page, server, "/aims");
  await page.locator("a.aim").first().click();
  for (const [button, field] of [["Edit", "The day it began"], ["Change my aim", "From which day?"]]) {
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByLabel(field).fill("");
    await save(page);
    await expect(page.getByText("A date is missing.")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    walked += 1;
  }
  console.log(`F21: ${walked} fields for a time or a date were emptied`);
  expect(walked).toBe(14);
});
