// The whole story: a craving, from a phone without network to the counselor it was shared with.
import { counselor, enrol, expect, installed, logCraving, open, test } from "./product.mjs";

test("a craving logged offline reaches the counselor once shared, and the participant sees who read it", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);

  await server.stop();
  await logCraving(page, 7);
  await page.getByRole("button", { name: "Stress" }).click();
  await page.getByLabel("A note").fill("The long road home.");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("On this phone. Private.")).toBeVisible();
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await expect(page.locator("#waiting")).toContainText(/only on this phone/);

  await server.start();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText("Stored privately. Only you can read it.").first()).toBeVisible({ timeout: 15_000 });
  await expect(page.locator("#waiting")).toBeEmpty();

  const staff = await counselor(browser, server);
  await expect(staff.getByText(/, signed in until \d\d:\d\d$/)).toBeVisible();
  await expect(staff.getByText("The long road home.")).toHaveCount(0);

  await page.getByRole("link", { name: /Craving 7/ }).click();
  await expect(page.getByText("Nobody is watching this screen.")).toBeVisible();
  await page.getByRole("button", { name: "Share with my care team" }).click();
  await expect(page.getByText("Shared with your care team.")).toBeVisible({ timeout: 15_000 });

  await staff.goto(`${server.url}/care`);
  await staff.getByRole("link", { name: /Demo Phone/ }).first().click();
  await staff.getByRole("main").getByRole("link", { name: /Craving|not opened yet/ }).first().click();
  await expect(staff.getByText("The long road home.")).toBeVisible();
  await staff.getByRole("textbox").fill("Thank you for writing this down.");
  await staff.getByRole("button", { name: /Send|Reply/ }).click();

  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText("Thank you for writing this down.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText(/^Shared. Seen by /)).toBeVisible();

  await open(page, server, "/seen");
  await expect(page.locator("#ledger-verdict")).toContainText("Checked on this phone");
  await expect(page.getByText(/read a note you shared/).first()).toBeVisible();
});

test("two quick taps are one craving, with the last number", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await page.getByRole("link", { name: "Log a craving" }).click();
  await page.evaluate(() => {
    document.querySelector('[aria-label="3 of 10"]').click();
    document.querySelector('[aria-label="5 of 10"]').click();
  });
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await expect(page.getByRole("button", { name: "5 of 10" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText("Craving 5 · Tea")).toHaveCount(1);
  await expect(page.getByText("Craving 3 · Tea")).toHaveCount(0);
});

test("what is typed into an edit survives a sync, and an unshare is at once what it says", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await logCraving(page, 6);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Share with my care team" }).click();
  await expect(page.getByText("Shared with your care team.")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("A note").fill("typed while the counselor reads");
  const staff = await counselor(browser, server);
  await staff.getByRole("link", { name: /Demo Phone/ }).first().click();
  await staff.getByRole("main").getByRole("link", { name: /Craving|not opened yet/ }).first().click();
  const entry = staff.url();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.waitForTimeout(1000);
  await expect(page.getByLabel("A note")).toHaveValue("typed while the counselor reads");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("typed while the counselor reads")).toBeVisible();
  await staff.reload();
  await expect(staff.getByText("typed while the counselor reads"), "the edit is not shared with it").toHaveCount(0);

  await page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(page.getByText("Stored privately. Only you can read it.")).toBeVisible({ timeout: 15_000 });
  expect((await staff.goto(entry)).status()).toBe(404);
});
