// Thoughts looked at from both sides, and meetings: written offline, taken up again, shared, and read by the care team.
import { counselor, enrol, expect, inStep, installed, open, test } from "./product.mjs";

const save = (page) => page.getByRole("button", { name: "Save", exact: true });
const rate = (page, name, step) => page.getByRole("group", { name }).getByRole("button", { name: `${step} of 100`, exact: true }).click();

test("offline, a thought is written in a line, looked at from both sides another day, and read by staff once shared", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await page.getByRole("link", { name: "A thought" }).click();
  await expect(page).toHaveURL(/\/thought$/);
  await expect(page.getByLabel("How else could you see it?"), "short first").toBeHidden();
  await save(page).click();
  await expect(page.getByLabel("What went through your mind?")).toBeFocused();
  await expect(page.getByRole("alert").filter({ hasText: "There is nothing to see here yet." })).toBeVisible();
  await page.getByLabel("What went through your mind?").fill("I always end up alone.");
  await expect(page.getByText("There is nothing to see here yet."), "there is something now").toHaveCount(0);
  await page.getByRole("button", { name: "Lonely" }).click();
  await rate(page, "How strong was the feeling?", 80);
  await save(page).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();

  // Taken back, everything typed is there again.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("What went through your mind?")).toHaveValue("I always end up alone.");
  await save(page).click();
  await page.locator("main article").getByRole("link").click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("How else could you see it?").fill("She works late on Mondays.");
  await rate(page, "How strong is the feeling now?", 30);
  await save(page).click();
  await expect(page.getByText("80 → 30")).toBeVisible();
  await expect(page.getByText("She works late on Mondays.")).toBeVisible();

  await server.start();
  await page.getByRole("button", { name: "Share with my care team" }).click();
  await expect(page.getByText("Shared with your care team.")).toBeVisible({ timeout: 30_000 });
  const desk = await counselor(browser, server);
  await desk.getByRole("link", { name: /Demo Phone/ }).first().click();
  await desk.getByRole("main").getByRole("link", { name: /A thought|not opened yet/ }).first().click();
  for (const text of ["I always end up alone.", "Lonely", "80 → 30", "She works late on Mondays."]) {
    await expect(desk.getByText(text, { exact: true })).toBeVisible();
  }
  // Only what was shared: what is private again is no longer there.
  await page.getByRole("button", { name: "Stop sharing" }).click();
  await inStep(page);
  await desk.reload();
  await expect(desk.getByText("I always end up alone.")).toHaveCount(0);
});

test("a meeting is noted in two taps, also one that was missed, found again, and can be reminded of", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/meeting");
  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Choose one, or add one in your own words." })).toBeVisible();
  await page.getByRole("button", { name: "SMART" }).click();
  await page.getByLabel("What do you want to keep from it?").fill("One hour is enough to plan for.");
  await save(page).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await open(page, server, "/meeting");
  await page.getByRole("button", { name: "Dharma" }).click();
  await page.getByLabel("Not this time").check();
  await save(page).click();
  await page.getByRole("link", { name: "Done" }).click();
  await open(page, server, "/list");
  await expect(page.getByRole("link", { name: /^Meeting: Dharma/ })).toContainText("not this time");
  await expect(page.getByRole("link", { name: /^Meeting: SMART/ })).toContainText("attended");
  await page.getByLabel("Search your notes").fill("enough to plan");
  await expect(page.locator("main article")).toHaveCount(1);
  await open(page, server, "/reminders");
  await page.getByRole("button", { name: "Add a reminder" }).click();
  await page.getByLabel("Go to a meeting").check();
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("li.habit")).toContainText("Go to a meeting");
  // The kind that was used last comes first.
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await page.getByRole("link", { name: "A meeting" }).click();
  await expect(page.locator("fieldset").first().getByRole("button").first()).toHaveText(/SMART|Dharma/);
});
