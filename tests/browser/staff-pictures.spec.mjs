// Every page of staff as a picture and through axe.
import { folder, look } from "./look.mjs";
import { counselor, enrol, expect, test } from "./product.mjs";

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
