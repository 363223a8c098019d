// Coping skills: offered after a craving, guided, timed by the clock, rated twice; and the second rating of a craving.
import { enrol, expect, installed, logCraving, open, ready, slowStorage, test } from "./product.mjs";

const saved = "Saved on this phone. Private.";

/** Practises what is open, from one number to another. */
async function practise(page, before, after) {
  if (before !== undefined) await page.getByRole("button", { name: `${before} of 10` }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "I am done" }).click();
  await expect(page.getByText(saved)).toBeVisible();
  if (after === undefined) return;
  await page.getByRole("button", { name: `${after} of 10` }).click();
  await expect(page.getByRole("button", { name: `${after} of 10` })).toHaveAttribute("aria-pressed", "true");
}

test("offline, a craving offers what helped before; it is practised, rated and in the list", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();

  await logCraving(page, 6);
  await expect(page.getByText("It will pass. Riding the wave can help you wait for that."), "nothing was practiced yet").toBeVisible();
  await expect(page.getByRole("link", { name: "Do it now" })).toHaveAttribute("href", /^\/skills\/wave\?craving=[0-9a-f]{32}$/);
  await open(page, server, "/skills/wave");
  await expect(page.getByRole("button", { name: "During a craving" }), "right after one").toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "When calm" }).click();
  for (const [before, after] of [[8, 5], [7, 5], [6, 4], [8, 6], [7, 4]]) {
    await practise(page, before, after);
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(/\/list\/[0-9a-f]{32}$/);
    await expect(page.getByText(`From ${before} to ${after}`)).toBeVisible();
    await open(page, server, "/skills");
    await page.getByRole("link", { name: "Riding the wave" }).click();
  }
  await open(page, server, "/skills");
  await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("Riding the wave−2.4 on average · give or take 0.5 · 5 times");

  await open(page, server, "/log");
  await page.getByRole("button", { name: "9 of 10" }).click();
  await expect(page.getByText("Riding the wave helped you most: −2.4 on average, 5 times.")).toBeVisible();
  await page.getByLabel("A note").fill("typed before the offer was taken");
  await page.getByRole("link", { name: "Do it now" }).click();
  await expect(page).toHaveURL(/\/skills\/wave\?craving=[0-9a-f]{32}$/);
  await expect(page.getByText("For the craving you just logged.")).toBeVisible();
  await expect(page.getByRole("button", { name: "9 of 10" }), "what was just said is not asked again").toHaveAttribute("aria-pressed", "true");
  await practise(page, undefined, 3);
  await page.getByLabel("A note").fill("It passed after a while.");
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText(/During a craving/), "all but the first").toHaveCount(5);
  await page.getByRole("link", { name: /Practice: Riding the wave/ }).first().click();
  await expect(page.getByText("From 9 to 3"), "leaving saved it").toBeVisible();
  await expect(page.getByText("It passed after a while.")).toBeVisible();
  await page.getByRole("link", { name: "List" }).click();
  await page.getByRole("link", { name: /Craving 9/ }).click();
  await expect(page.getByText("typed before the offer was taken")).toBeVisible();
});

test("a practice is saved at once, can be taken back, and put right later", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills/senses");
  await page.getByRole("button", { name: "During a craving" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText("Name 5 things you can see.")).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Name 4 things" })).toHaveCount(1);
  await page.getByRole("button", { name: "I am done" }).click();
  await expect(page.getByText(saved)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone. Nothing was saved.")).toBeVisible();
  await open(page, server, "/list");
  await expect(page.getByText("Nothing here yet.")).toBeVisible();

  await open(page, server, "/skills/senses");
  await practise(page);
  await page.waitForTimeout(300);
  await page.reload();
  await expect(page.getByText("You gave it a try"), "a reload asks on for the second rating").toBeVisible();
  await page.getByLabel("A note").fill("x".repeat(4001));
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(/up to 4,000 characters/)).toBeVisible();
  await expect(page.getByLabel("A note")).toHaveValue("x".repeat(4001));
  await page.getByLabel("A note").fill("Short.");
  await page.reload();
  await expect(page.getByLabel("A note"), "a reload loses nothing").toHaveValue("Short.");
  // Leaving without *Done* saves it too.
  await page.getByRole("link", { name: "List", exact: true }).click();
  await page.getByRole("link", { name: /^Practice/ }).click();
  await expect(page.getByText("Short.")).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "7 of 10" }).first().click();
  await page.getByRole("button", { name: "2 of 10" }).last().click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("From 7 to 2")).toBeVisible();
});

test("a timer counts from its beginning, through a locked screen and a reload", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.clock.install({ time: new Date("2026-03-02T18:00:00-05:00") });
  await enrol(page, server);
  await open(page, server, "/skills/later");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("timer")).toHaveText(/^(10:00|9:5\d) left$/);
  await page.clock.fastForward("03:00");
  await expect(page.getByRole("timer")).toHaveText(/^6:[45]\d left$/);
  await page.waitForTimeout(300);
  await page.reload();
  await expect(page.getByRole("timer"), "after a reload").toHaveText(/^6:[345]\d left$/);
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await page.clock.fastForward("07:30");
  await page.goBack();
  await expect(page.getByText(/^Ten minutes are over/)).toBeVisible();
  await page.getByRole("button", { name: "Ten more minutes" }).click();
  await expect(page.getByRole("timer")).toHaveText(/^(10:00|9:5\d) left$/);
  await page.getByRole("button", { name: "I am done" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("11 min")).toBeVisible();
});

test("own lines are kept while they are typed and are there the next time", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills/lines");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByLabel("Your own lines").fill("Thanks, I drive.\nAsk me about my dog.");
  await expect(page.locator("blockquote")).toHaveText("Thanks, I drive.");
  await page.getByRole("button", { name: "Next line" }).click();
  await expect(page.locator("blockquote")).toHaveText("Ask me about my dog.");
  await page.waitForTimeout(300);
  await page.reload();
  await expect(page.getByLabel("Your own lines")).toHaveValue("Thanks, I drive.\nAsk me about my dog.");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage })), "what is kept is sealed").not.toContain("my dog");
  await page.getByRole("button", { name: "I am done" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await open(page, server, "/skills/lines");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByLabel("Your own lines")).toHaveValue("Thanks, I drive.\nAsk me about my dog.");
});

test("a skill of one's own is made, practised, changed and deleted; its practices stay", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills");
  await page.getByRole("button", { name: "Add your own" }).click();
  await page.getByLabel("What you do").fill("Shoes on, three blocks.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Type 1 to 80 characters.")).toBeVisible();
  await expect(page.getByLabel("What you do"), "nothing typed is lost").toHaveValue("Shoes on, three blocks.");
  await page.getByLabel("What you call it").fill("Walk");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Walk" }).click();
  await expect(page.getByText("Shoes on, three blocks.")).toBeVisible();
  await practise(page, 6, 4);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("heading", { name: "Practice: Walk" })).toBeVisible();

  await open(page, server, "/skills");
  await page.getByRole("link", { name: "Walk Practiced once" }).click();
  await page.getByRole("button", { name: "Edit this skill" }).click();
  await page.getByLabel("What you call it").fill("Walk the dog");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Edit this skill" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Walk the dog" })).toBeVisible();
  await page.getByRole("button", { name: "Delete this skill" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(/\/skills$/);
  await expect(page.getByRole("link", { name: /Walk/ })).toHaveCount(0);
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByRole("link", { name: /Practice: a skill of your own/ })).toBeVisible();
});

test("a while after a craving the app asks once more, and keeps the answer with it", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.clock.install({ time: new Date("2026-03-02T18:00:00-05:00") });
  await enrol(page, server);
  await logCraving(page, 8);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "Now", exact: true }).click();
  const question = page.getByRole("region", { name: "And now?" });
  await page.clock.fastForward("08:00");
  await page.waitForTimeout(500);
  await expect(question, "too early").toHaveCount(0);
  await page.clock.fastForward("05:00");
  await expect(question).toContainText(/was 8 of 10/);
  await question.getByRole("button", { name: "3 of 10" }).click();
  await expect(question).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await question.getByRole("button", { name: "4 of 10" }).click();
  await expect(page.getByText(saved)).toBeVisible();
  await page.getByRole("link", { name: /Craving 8/ }).first().click();
  await expect(page.getByText(/4 of 10, 1[34] minutes later/)).toBeVisible();

  await page.getByRole("link", { name: "Now", exact: true }).click();
  await logCraving(page, 5);
  await page.clock.fastForward("15:00");
  await open(page, server, "/now");
  await question.getByRole("button", { name: "Not now" }).click();
  await expect(question).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("link", { name: /Craving 5/ })).toBeVisible();
  await expect(question, "asked once").toHaveCount(0);
});

test("Today leads back to a practice that goes on, also after a reload, and only as long as it does", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills/wave");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("link", { name: "Now", exact: true }).click();
  const going = page.getByText("You are in the middle of Riding the wave.");
  await expect(going).toBeVisible();
  await page.waitForTimeout(300);
  await page.reload();
  await ready(page);
  await expect(going).toBeVisible();
  await page.getByRole("link", { name: "Back to it" }).click();
  await expect(page.getByText(/left$/)).toBeVisible();
  await page.getByRole("button", { name: "I am done" }).click();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await expect(page.getByRole("link", { name: /Practice: Riding the wave/ })).toBeVisible();
  await expect(going).toHaveCount(0);
});

test("a practice that is begun before the phone has read what was left is there after a reload", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await slowStorage(page);
  await open(page, server, "/skills/breath");
  await page.getByRole("button", { name: "Begin" }).click();
  const rhythm = page.getByText("Change the rhythm");
  await expect(rhythm).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("underway") !== null), { timeout: 15_000 }).toBe(true);
  await page.reload();
  await ready(page);
  await expect(rhythm).toBeVisible({ timeout: 15_000 });
});

test("what was left on the page before does not end a practice that is begun before the phone has read it", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills/breath");
  await page.getByRole("button", { name: "During a craving" }).click();
  const kept = () => page.evaluate(() => localStorage.getItem("underway"));
  await expect.poll(kept).not.toBe(null);
  await slowStorage(page);
  await open(page, server, "/skills/breath");
  const before = await kept();
  await page.getByRole("button", { name: "Begin" }).click();
  const rhythm = page.getByText("Change the rhythm");
  await expect(rhythm).toBeVisible();
  await expect.poll(kept, { timeout: 15_000 }).not.toBe(before);
  await expect(rhythm).toBeVisible();
});

test("nothing moves for people who want it so; for others the water and the breath do", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  const moving = () => page.evaluate(() => document.getAnimations().filter((a) => a.playState === "running" && a.animationName).length);
  await open(page, server, "/skills/wave");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.locator(".wave .still")).toBeVisible();
  await expect(page.locator(".wave .moves")).toBeHidden();
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await expect(page.locator(".wave .moves")).toBeVisible();
  await expect.poll(moving, "the control: without the wish it moves").toBe(1);

  await open(page, server, "/skills/breath");
  await page.getByRole("button", { name: "Begin" }).click();
  const radius = () => page.locator(".breath .lungs").getAttribute("r");
  const first = await radius();
  await expect.poll(radius).not.toBe(first);
  await page.getByText("Change the rhythm").click();
  await page.getByLabel(/^Hold/).fill("3");
  await expect(page.getByLabel("Hold: 3 seconds")).toBeVisible();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page.locator(".breath")).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: /Breathe|Hold/ })).toBeVisible();
  await page.waitForTimeout(300);
  await page.reload();
  await page.getByText("Change the rhythm").click();
  await expect(page.getByLabel("Hold: 3 seconds"), "the rhythm is kept").toBeVisible();
});

test("Today offers what was practiced before after a hard craving, and only then", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await open(page, server, "/skills/senses");
  await server.stop();
  const now = () => page.getByRole("link", { name: "Now", exact: true }).click();
  const hard = page.getByText("That was a strong one.");
  await practise(page, 5, 3);
  await now();
  await logCraving(page, 6);
  await now();
  await expect(page.getByRole("link", { name: /Craving 6/ })).toBeVisible();
  await expect(hard, "6 is not hard").toHaveCount(0);
  await logCraving(page, 8);
  await now();
  await expect(hard).toBeVisible();
  await expect(page.getByText("You have practiced it before.")).toBeVisible();
  const card = page.locator("section.card").filter({ has: hard });
  await card.getByRole("link").click();
  await expect(page).toHaveURL(/\/skills\/senses\?craving=[0-9a-f]{32}$/);
  await expect(page.getByRole("button", { name: "8 of 10" }), "what was just said is not asked again").toHaveAttribute("aria-pressed", "true");
  await practise(page, undefined, 8);
  const still = page.getByRole("status").filter({ hasText: "Still strong? That happens." });
  await expect(still.getByRole("link", { name: "Another skill" })).toBeVisible();
  await expect(still.getByRole("link", { name: "Help" })).toBeVisible();
  await page.getByRole("button", { name: "4 of 10" }).click();
  await expect(still).toHaveCount(0);
  await now();
  await expect(page.getByRole("link", { name: /Craving 8/ })).toBeVisible();
});

test("a skill of one's own that was being written is there after a reload, and a number in a note can be dialled", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/skills");
  await page.getByRole("button", { name: "Add your own" }).click();
  await page.getByLabel("What you call it").fill("Feeding the birds");
  await page.getByLabel("What you do").fill("Seeds from the jar.");
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain("unsaved");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage })), "sealed").not.toContain("birds");
  await page.reload();
  await expect(page.getByText("It is not saved yet.")).toBeVisible();
  await expect(page.getByLabel("What you call it")).toHaveValue("Feeding the birds");
  await expect(page.getByLabel("What you do")).toHaveValue("Seeds from the jar.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: /Feeding the birds/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("link", { name: /Feeding the birds/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add your own" }), "nothing is left of the form").toBeVisible();
  await page.getByRole("button", { name: "Add your own" }).click();
  await page.getByLabel("What you call it").fill("Not wanted");
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain("unsaved");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("unsaved");

  await open(page, server, "/skills/call");
  await page.getByRole("button", { name: "Begin" }).click();
  const links = page.getByRole("main").locator("a[href^='tel:']");
  await expect(links).toHaveCount(2);
  await page.getByRole("textbox").fill("My sister, after 7 pm\nAna (212) 555-0147");
  await expect(page.getByRole("link", { name: "Ana (212) 555-0147" })).toHaveAttribute("href", "tel:2125550147");
  await expect(links).toHaveCount(3);
});
