// Automatic sharing: off at first, turned on after a question, and each note can still be kept private.
import { counselor, enrol, expect, inStep, installed, open, test } from "./product.mjs";

const TO_SHARE = "Saved on this phone. It will be shared with your care team.";
const PRIVATE = "Saved on this phone. Private.";

const log = async (page, intensity, says) => {
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await page.getByRole("link", { name: "Log a craving" }).click();
  await page.getByRole("button", { name: `${intensity} of 10` }).click();
  await expect(page.getByText(says)).toBeVisible();
};

const turn = async (page, on) => {
  await page.getByRole("link", { name: "More" }).click();
  await page.getByRole("link", { name: "Sharing" }).click();
  const cravings = page.getByRole("switch", { name: /^Cravings/ });
  await expect(cravings).toBeChecked({ checked: !on });
  await cravings.focus();
  await page.keyboard.press("Space");
  if (on) await page.getByRole("dialog", { name: "Share new notes of this kind?" }).getByRole("button", { name: "Turn on" }).click();
  await expect(cravings).toBeChecked({ checked: on });
};

test("with the default on, a craving logged offline reaches the counselor without another tap, until it is taken back or off", async ({ page, browser, server, watch }) => {
  test.slow();
  await watch(page, server);
  await enrol(page, server);
  await installed(page);

  await open(page, server, "/sharing");
  await expect(page.getByRole("switch"), "one for each kind of entry").toHaveCount(8);
  for (const one of await page.getByRole("switch").all()) await expect(one).not.toBeChecked();
  await expect(page.getByText("Nobody is watching this screen.")).toBeVisible();
  await page.getByRole("switch", { name: /^Cravings/ }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("switch", { name: /^Cravings/ }), "asked and not answered").not.toBeChecked();
  await turn(page, true);

  await server.stop();
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await expect(page.getByText("Your care team can read new cravings: you turned on Sharing."), "said before the tap").toBeVisible();
  await log(page, 7, TO_SHARE);
  await page.getByRole("button", { name: "Stress" }).click();
  await page.getByLabel("A note").fill("The long road home.");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("On this phone. It will be shared when you are back online.")).toBeVisible();
  await log(page, 3, TO_SHARE);
  await page.getByRole("button", { name: "Keep this one private" }).click();
  await expect(page.getByText(PRIVATE)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();

  await server.start();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await inStep(page);
  const staff = await counselor(browser, server);
  await staff.getByRole("link", { name: /Demo Phone/ }).first().click();
  const entries = staff.locator("main .care-entry");
  await expect(entries).toHaveCount(1);
  const person = staff.url();
  await entries.first().click();
  await expect(staff.getByText("The long road home."), "the details came with it").toBeVisible();
  const entry = staff.url();

  await page.getByRole("link", { name: "List" }).click();
  await page.getByRole("link", { name: /Craving 7/ }).click();
  await page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(page.getByText("Stored privately. Only you can read it.")).toBeVisible({ timeout: 15_000 });
  expect((await staff.goto(entry)).status()).toBe(404);

  await turn(page, false);
  await log(page, 5, PRIVATE);
  await expect(page.getByRole("button", { name: "Keep this one private" })).toHaveCount(0);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately. Only you can read it.")).toBeVisible({ timeout: 15_000 });
  await staff.goto(person);
  await expect(staff.locator("main .care-entry")).toHaveCount(0);
});
