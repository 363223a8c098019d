// Several phones of one person: the code for a new phone, a new phone that is announced, and a removed one.
import { counselor, enrol, expect, installed, logCraving, open, ready, test } from "./product.mjs";

const again = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

async function another(browser, server) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: "en-US" });
  const page = await context.newPage();
  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  return page;
}

/** Enrols this browser up to the recovery code: the enrolment code that was used, and the recovery code on the screen. */
async function enrolWithCode(page, server) {
  await open(page, server, "/start");
  const first = server.code();
  await page.getByLabel("Code", { exact: true }).fill(first);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Your word for it").fill("Tea");
  await page.getByLabel("How you count it").fill("cups");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Show me a code" }).click();
  const code = await page.locator("#recovery-code").innerText();
  return { first, code };
}

test("a new phone opens older notes with the recovery code, and is announced on the old one", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  const { first, code } = await enrolWithCode(page, server);
  expect(code.replaceAll("-", "")).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  await page.getByRole("button", { name: "I wrote it down" }).click();
  await logCraving(page, 6);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => server.code(), { timeout: 30_000 }).not.toBe(first);

  const fresh = await another(browser, server);
  await expect(fresh).toHaveURL(/\/now$/);
  await expect(fresh.getByText("2 older notes are locked.")).toBeVisible();
  await open(fresh, server, "/more");
  await fresh.getByLabel("Type an earlier code").fill("0".repeat(26));
  await fresh.getByRole("button", { name: "Open older notes" }).click();
  await expect(fresh.getByText("This code does not open anything here.")).toBeVisible();
  await fresh.getByLabel("Type an earlier code").fill(code.toLowerCase());
  await fresh.getByRole("button", { name: "Open older notes" }).click();
  await expect(fresh.getByText("Your older notes are open.")).toBeVisible();
  await fresh.getByRole("link", { name: "List" }).click();
  await expect(fresh.getByText("Craving 6 · Tea")).toBeVisible();

  await open(page, server, "/more");
  await again(page);
  await expect(page.getByText("Is this phone yours?")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Yes, it is mine" }).click();
  await expect(page.getByText("Is this phone yours?")).toHaveCount(0);

  // Notes of either phone reach the other.
  await open(fresh, server, "/now");
  await logCraving(fresh, 2);
  await fresh.getByRole("button", { name: "Done" }).click();
  await expect(fresh.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await open(page, server, "/list");
  await again(page);
  // Written under the new phone's key, which the old phone opens through the key that both hold.
  await expect(page.getByText(/Craving 2/)).toBeVisible({ timeout: 15_000 });

  await open(page, server, "/more");
  await page.getByRole("button", { name: "Remove phone" }).click();
  // Something is stored meanwhile: the question stays.
  await again(page);
  await page.waitForTimeout(500);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Remove phone" }).click();
  await expect(page.getByText(/A phone that was removed/)).toBeVisible();
  await open(fresh, server, "/now");
  await expect(fresh.getByText("This phone was removed.")).toBeVisible({ timeout: 15_000 });
});

test("signing out and clearing leaves nothing readable, and names what was not sent", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await server.stop();
  await logCraving(page, 8);
  await page.getByLabel("A note").fill("a marked secret");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("On this phone. Private.")).toBeVisible();
  await page.getByRole("link", { name: "More" }).click();
  await page.getByRole("button", { name: "Sign out and clear" }).click();
  await expect(page.getByRole("dialog")).toContainText("changes are only on this phone");
  await page.getByRole("dialog").getByRole("button", { name: "Sign out and clear" }).click();
  await expect(page.getByText("To begin, type the code")).toBeVisible({ timeout: 15_000 });
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map((d) => d.name),
    local: JSON.stringify({ ...localStorage }),
  }));
  expect(left.local).toBe('{"leaving":"true"}');
  await page.reload();
  await ready(page);
  await expect(page.getByText("To begin, type the code")).toBeVisible();

  // The sign-in ends at the next contact.
  const signedIn = () => page.evaluate(async () => (await fetch("/api/v1/sign-ins/current")).status);
  await server.start();
  await page.reload();
  await ready(page);
  await expect.poll(signedIn).toBe(401);
});

test("a code of somebody else is refused before it changes anything on a phone that is in use", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  const staff = await counselor(browser, server);
  await staff.getByRole("link", { name: /Rowan/ }).first().click();
  await staff.getByRole("button", { name: /code/i }).click();
  const code = await staff.locator(".care-code").innerText();

  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").getByText("Someone else's notes are on this phone.")).toBeVisible();
  await expect(page.getByLabel("Code", { exact: true })).toHaveValue(code);
  // The phone's owner notices nothing: the sign-in is theirs, and notes are still sent.
  await open(page, server, "/now");
  await logCraving(page, 5);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("Someone else's notes")).toHaveCount(0);

  // The code is still unused, and works on the right phone.
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "en-US" });
  const theirs = await context.newPage();
  await open(theirs, server, "/start");
  await theirs.getByLabel("Code", { exact: true }).fill(code);
  await theirs.getByRole("button", { name: "Continue" }).click();
  await expect(theirs.locator(".number")).toHaveText(/^\d\d$/);
  await context.close();
});

test("an aim that was edited on two phones without a network stands twice until it is settled on one of them", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  const { first, code } = await enrolWithCode(page, server);
  await page.getByRole("button", { name: "I wrote it down" }).click();
  await expect.poll(() => server.code(), { timeout: 30_000 }).not.toBe(first);
  const other = await another(browser, server);
  await expect(other).toHaveURL(/\/now$/);
  await open(other, server, "/more");
  await other.getByLabel("Type an earlier code").fill(code);
  await other.getByRole("button", { name: "Open older notes" }).click();
  await expect(other.getByText("Your older notes are open.")).toBeVisible();

  for (const phone of [page, other]) {
    await installed(phone);
    await phone.getByRole("link", { name: "Now", exact: true }).click();
    await phone.getByRole("link", { name: /Tea/ }).click();
    await expect(phone.getByText("Edited on two phones")).toHaveCount(0);
  }
  await server.stop();
  for (const [phone, name] of [[page, "Green tea"], [other, "Black tea"]]) {
    await phone.getByRole("button", { name: "Edit" }).click();
    await phone.getByLabel("Your word for it").fill(name);
    await phone.getByRole("button", { name: "Save", exact: true }).click();
    await expect(phone.getByRole("heading", { name })).toBeVisible();
  }
  await server.start();
  for (const phone of [page, other, page]) {
    await again(phone);
    await expect(phone.getByRole("main")).toContainText("Stored privately.", { timeout: 15_000 });
  }
  for (const phone of [page, other]) {
    await expect(phone.getByRole("heading", { name: "Edited on two phones" })).toBeVisible({ timeout: 15_000 });
    for (const name of ["Green tea", "Black tea"]) await expect(phone.locator("section.note").getByText(name)).toBeVisible();
  }
  const shown = await page.getByRole("heading", { level: 2 }).first().innerText();
  const wanted = shown === "Green tea" ? "Black tea" : "Green tea";
  await page.getByRole("button", { name: "Keep using this one" }).last().click();
  await expect(page.getByRole("heading", { name: "Edited on two phones" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: wanted })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Stored privately.", { timeout: 15_000 });
  await again(other);
  await expect(other.getByRole("heading", { name: wanted })).toBeVisible({ timeout: 15_000 });
  await expect(other.getByRole("heading", { name: "Edited on two phones" })).toHaveCount(0);
});

test("the page of a code says of its own requests that nobody may be there", async ({ browser, server }) => {
  const desk = await counselor(browser, server);
  await desk.getByRole("link", { name: /Demo Phone/ }).click();
  await desk.getByRole("button", { name: "Make a code for a phone" }).click();
  await expect(desk).toHaveURL(/\/code$/);
  const asks = await desk.waitForRequest((request) => request.url() === desk.url() && request.resourceType() === "fetch");
  expect(await asks.headerValue("evenkeel-watches")).toBe("1");
  await desk.context().close();
});

test("whoever waits for a confirmation that does not come can use another code (F28)", async ({ page, server, watch }) => {
  await watch(page, server);
  const waiting = { waiting: { number: 42, ticket: "0".repeat(32) } };
  await page.route("**/api/v1/enrolments", (route) => route.fulfill({ json: waiting }));
  await page.route("**/api/v1/enrolments/check", (route) => route.fulfill({ json: waiting }));
  await open(page, server, "/start");
  const code = page.getByLabel("Code", { exact: true });
  await code.fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("42")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.getByText("42"), "the place in the queue is kept").toBeVisible();
  // A network that is gone is said, and the number stays.
  await page.route("**/api/v1/enrolments/check", (route) => route.abort());
  await expect(page.getByRole("alert").filter({ hasText: "No network right now." })).toBeVisible({ timeout: 10_000 });
  await expect(page.getByText("42")).toBeVisible();
  await page.getByRole("button", { name: "Use another code" }).click();
  await expect(code).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(code, "also after a reload").toBeVisible();
  await page.unroute("**/api/v1/enrolments");
  await page.unroute("**/api/v1/enrolments/check");
  await code.fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Your word for it")).toBeVisible();
  // Nor is the first target a screen without a way on.
  await page.getByRole("link", { name: "Back to Now" }).click();
  await expect(page).toHaveURL(/\/now$/);
});

test("a browser that forgot says so, what is safe, and how to open it (F30)", async ({ page, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/now");
  await expect(page.getByText("Were you here before? What was sent is safe")).toBeVisible();
  await enrol(page, server);
  await expect(page.getByText("Were you here before?")).toHaveCount(0);
  await logCraving(page, 6);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  // Evicted: the database goes, what is small stays.
  await page.goto(`${server.url}/help`);
  await page.evaluate(() => new Promise((done, fail) => Object.assign(indexedDB.deleteDatabase("evenkeel"), { onsuccess: done, onerror: fail })));
  for (const path of ["/now", "/start"]) {
    await open(page, server, path);
    const said = page.getByText("This browser has cleared the notes of this app. What was sent is safe on the server");
    await expect(said, path).toBeVisible();
    await expect(said, path).toContainText("Ask your care team for a code");
    await expect(said, path).toContainText("your code for a new phone");
  }
});

test("a browser that may clear the notes by itself says so under More, and is asked not to (F30)", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.addInitScript(() => {
    globalThis.asked = 0;
    const answer = () => sessionStorage.getItem("keeps") === "yes";
    StorageManager.prototype.persisted = async () => answer();
    StorageManager.prototype.persist = async () => ((globalThis.asked += 1), answer());
  });
  await enrol(page, server);
  await open(page, server, "/more");
  const card = page.getByRole("region", { name: "How long notes stay here" });
  await expect(card).toContainText("This browser may clear the notes on this phone");
  await card.getByRole("button", { name: "Ask the browser to keep them" }).click();
  await expect(card).toContainText("The browser does not promise it.");
  expect(await page.evaluate(() => globalThis.asked)).toBe(1);
  await page.evaluate(() => sessionStorage.setItem("keeps", "yes"));
  await card.getByRole("button", { name: "Ask the browser to keep them" }).click();
  await expect(card).toHaveCount(0);
});
