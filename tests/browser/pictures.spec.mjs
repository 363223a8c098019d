// Every page of a participant as a picture and through axe.
import { look } from "./look.mjs";
import { enrol, expect, logCraving, open, test } from "./product.mjs";

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

test("every page of people is sound in both languages and colors", async ({ page, server }) => {
  await enrol(page, server, "Coffee after ten");
  await open(page, server, "/people");
  await look(page, "people-none");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("Telephone number").fill("soon");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("A number has 3 to 20 digits.")).toBeVisible();
  await look(page, "person-wrong", { spanish: false });
  await page.getByLabel("Name").fill("Alma Reyes-Montgomery");
  await page.getByLabel("Telephone number").fill("(555) 010-0199");
  await page.getByRole("button", { name: "Sponsor" }).click();
  await page.getByLabel("Your text message").fill("Can you talk? I have a hard hour.");
  await page.getByLabel("Show under Help").check();
  await look(page, "person");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("link", { name: "Call Alma" })).toBeVisible();
  await look(page, "people");
  await page.getByRole("link", { name: "I reached out: Alma" }).click();
  await look(page, "reached");
  await open(page, server, "/near");
  await expect(page.getByRole("link", { name: /Call Alma/ })).toBeVisible();
  await look(page, "near");
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
