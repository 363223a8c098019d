// The check-in: a few taps, one entry, offered once a day; private until somebody says otherwise.
import { counselor, enrol, expect, inStep, installed, open, test } from "./product.mjs";

const answer = (page, question, text) => page.getByRole("group", { name: question }).getByRole("button", { name: text, exact: true });
const chosen = (page, question, text) => expect(answer(page, question, text), `${question}: ${text}`).toHaveAttribute("aria-pressed", "true");

test("offline, a few taps make one entry, which leaving the page saves and Today shows as done", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();

  const row = page.getByRole("link", { name: /^Check-in (30 seconds|done)/ });
  await expect(row).toContainText("30 seconds");
  await row.click();
  await answer(page, "Mood", "low").click();
  await answer(page, "Stress", "a lot").click();
  await answer(page, "Stress", "some").click();
  await answer(page, "Last night’s sleep", "bad").click();
  await answer(page, "Last night’s sleep", "bad").click();
  await expect(page.getByText("It is saved when you tap Done or leave this page.")).toBeVisible();
  // A page that is torn away loses nothing.
  await page.reload();
  await chosen(page, "Mood", "low");
  await chosen(page, "Stress", "some");
  await page.reload();
  await chosen(page, "Mood", "low");
  await chosen(page, "Stress", "some");
  // Left without a word: it is an entry all the same, and only one.
  await page.getByRole("link", { name: "List", exact: true }).click();
  await expect(page.getByRole("link", { name: /Check-in/ })).toHaveCount(1);
  await page.getByRole("link", { name: /Check-in/ }).click();
  await expect(page.getByText("With people who are good for me")).toHaveCount(0);
  await expect(page.getByText("some", { exact: true })).toBeVisible();

  // The same day it goes on where it was left, and stays one entry.
  await open(page, server, "/now");
  await expect(row).toContainText("done");
  await row.click();
  await chosen(page, "Mood", "low");
  await chosen(page, "Stress", "some");
  await expect(page.getByText("It is saved when you tap Done or leave this page."), "nothing is unsaved").toHaveCount(0);
  await answer(page, "Mood", "so-so").click();
  await page.getByRole("button", { name: "Add a line" }).click();
  await page.getByLabel("A note").fill("Called Rae.");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page).toHaveURL(/\/now$/);
  await open(page, server, "/list");
  await expect(page.getByRole("link", { name: /Check-in/ })).toHaveCount(1);
  await page.getByRole("link", { name: /Check-in/ }).click();
  await expect(page.getByText("so-so", { exact: true })).toBeVisible();
  await expect(page.getByText("Called Rae.")).toBeVisible();

  // Taken back, it is gone, and Today asks again.
  await open(page, server, "/check-in");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Deleted. Nothing is kept of it.")).toBeVisible();
  await open(page, server, "/now");
  await expect(row).toContainText("30 seconds");
});

test("two minutes after the first tap it is saved by itself", async ({ page, server }) => {
  test.slow();
  await enrol(page, server);
  await page.clock.install();
  await open(page, server, "/check-in");
  await answer(page, "Mood", "good").click();
  await page.waitForTimeout(500);
  await page.clock.runFor("04:00");
  await expect(page.getByText("Stored privately.").or(page.getByText("On this phone. Private."))).toBeVisible();
  await expect(page.getByText("It is saved when you tap Done or leave this page.")).toHaveCount(0);
});

test("its sharing is off until it is turned on; then staff read answers in words, and the phone sees who did", async ({ page, browser, server }) => {
  test.slow();
  await enrol(page, server);
  const staff = await counselor(browser, server);
  const checkIn = async (mood) => {
    await open(page, server, "/check-in");
    await answer(page, "Mood", mood).click();
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(/\/now$/);
    await inStep(page);
  };
  await checkIn("very low");
  await staff.reload();
  await expect(staff.getByText("Demo Phone")).toHaveCount(1);
  await staff.getByRole("link", { name: /Demo Phone/ }).first().click();
  await expect(staff.locator("main .care-entry"), "it is private").toHaveCount(0);

  await open(page, server, "/check-in");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Deleted. Nothing is kept of it.")).toBeVisible();
  await open(page, server, "/sharing");
  await page.getByRole("switch", { name: /^Check-ins/ }).click();
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("switch", { name: /^Check-ins/ })).toBeChecked();
  await checkIn("good");
  await staff.reload();
  await expect(staff.locator("main .care-entry")).toHaveCount(1);
  await staff.locator("main .care-entry").first().click();
  await expect(staff.getByText("Mood", { exact: true })).toBeVisible();
  await expect(staff.getByText("good", { exact: true })).toBeVisible();
});

test("F22: a check-in whose page stays open over midnight is a new one on the new day", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.clock.setFixedTime("2026-11-24T03:50:00Z");
  await enrol(page, server);
  await open(page, server, "/check-in");
  await answer(page, "Mood", "low").click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page).toHaveURL(/\/now$/);
  await open(page, server, "/check-in");
  await chosen(page, "Mood", "low");
  await page.clock.setFixedTime("2026-11-24T14:00:00Z");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(answer(page, "Mood", "low")).toHaveAttribute("aria-pressed", "false");
  await answer(page, "Mood", "so-so").click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page).toHaveURL(/\/now$/);
  await open(page, server, "/list");
  await expect(page.locator(".days h2")).toHaveText(["Today", "Yesterday"]);
  await expect(page.locator("main article").first()).toContainText("9:00 AM");
  await expect(page.locator("main article").last()).toContainText("10:50 PM");
});
