// Appointments on the phone: times, RSVPs and notes; offline where possible.
import { nothingWaits, told } from "./notifications.mjs";
import { enrol, expect, installed, open, ready, test } from "./product.mjs";

const tab = (page, name) => page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: new RegExp(`^${name}`) }).click();
const sessions = (page, name) => page.locator("a.session").filter({ hasText: name });

/** Opens the next planned session of that name. */
async function openNext(page, name) {
  await tab(page, "Agenda");
  await sessions(page, name).filter({ hasText: /in \d/ }).filter({ hasNotText: "Canceled" }).first().click();
  await expect(page).toHaveURL(/\/times\/[0-9a-f]{32}$/);
}

test("sessions are there without a network: today first, then by day, with what was changed and what was", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await nothingWaits(page);
  const next = page.getByRole("region", { name: "Next" });
  await expect(next).toContainText(/in \d+ (min|h|days)|now/);
  await server.stop();
  await tab(page, "Agenda");
  await expect(page.getByText("Week 9 of 12")).toBeVisible();
  const headings = page.locator("main section > h2");
  await expect(headings.first()).toHaveText("Today");
  const days = await headings.count();
  expect(days).toBeGreaterThan(10);
  await expect(sessions(page, "Evening").first()).toContainText("6:00 PM to 7:30 PM");
  await expect(sessions(page, "Evening").first()).toContainText("Room 2");
  await expect(page.locator("main"), "one zone, one time").not.toContainText("where you are");
  await expect(page.getByText("Last 4 weeks")).toBeVisible();
  await page.getByText("Earlier", { exact: true }).click();
  await expect(page.getByText("You were there").first()).toBeVisible();

  await sessions(page, "Canceled").first().click();
  await expect(page.getByText("Why: The heating is being repaired.")).toBeVisible();
  await expect(page.getByRole("button", { name: "On my way" })).toHaveCount(0);
  await tab(page, "Agenda");
  await sessions(page, "Moved to this time").first().click();
  await expect(page.getByText("Why: Dana is at a training on Tuesday.")).toBeVisible();
  const link = page.getByRole("link", { name: "Open the video link" });
  await expect(link).toHaveAttribute("href", "https://video.example.org/harbor-evening");
  await expect(link).toHaveAttribute("rel", /noopener/);
  // The address works on its own, and an unknown one says so.
  await page.reload();
  await ready(page);
  await expect(page.getByText("Why: Dana is at a training on Tuesday.")).toBeVisible();
  await open(page, server, `/times/${"0".repeat(32)}`);
  await expect(page.getByText("This appointment is no longer here.")).toBeVisible();
});

test("a phone that is elsewhere shows the program's time and its own", async ({ browser, server, watch }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, timezoneId: "Europe/Madrid", locale: "en-US" });
  const page = await context.newPage();
  await watch(page, server);
  await enrol(page, server);
  await tab(page, "Agenda");
  await expect(sessions(page, "Evening").first()).toContainText("6:00 PM to 7:30 PM");
  await expect(sessions(page, "Evening").first()).toContainText(/(12:00 AM|11:00 PM) where you are/);
  await context.close();
});

test("on my way, can't come and another time instead reach staff once there is a network, each in one tap", async ({ page, server, watch }) => {
  await watch(page, server);
  const all = told(page, 8);
  const sent = [];
  page.on("request", (request) => request.url().endsWith("/sync") && sent.push(request.postData()));
  await enrol(page, server);
  await installed(page);
  await nothingWaits(page);
  await server.stop();
  await openNext(page, "Evening");
  const session = page.url().split("/").at(-1);
  const coming = page.locator("#coming");
  await page.getByRole("button", { name: "On my way" }).click();
  await expect(coming).toContainText("You said you are on your way. Staff will see this when you are back online.");
  await page.reload();
  await ready(page);
  await expect(coming).toContainText("Staff will see this when you are back online.");
  await server.start();
  await page.reload();
  await ready(page);
  await expect(coming).toContainText("You said you are on your way. Staff can see this.", { timeout: 30_000 });
  await expect.poll(() => all.get(session)?.coming).toBe("on_my_way");

  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Can't come" }).click();
  await expect(coming).toContainText("You said you can't come.");
  await expect.poll(() => all.get(session)?.coming, { timeout: 30_000 }).toBe("cant_come");
  await expect(page.getByText("Staff can read this.").first()).toBeVisible();
  await page.getByLabel("A reason").fill("The car broke down.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => sent.some((body) => body?.includes("The car broke down.")), { timeout: 30_000 }).toBe(true);
  await page.getByLabel("What times work for you?").fill("Any morning.");
  await page.getByRole("button", { name: "Ask for another time" }).click();
  await expect(page.locator("#make-up-state")).toContainText("You asked for another time.");
  await expect.poll(() => all.get(session)?.make_up, { timeout: 30_000 }).toBe("asked");
  await tab(page, "Agenda");
  await expect(page.locator(`a[href="/times/${session}"]`)).toContainText("You said you can't come.");
});

test("what one wants to bring is there after a reload, typed or saved, and nobody else can read it", async ({ page, server, watch }) => {
  await watch(page, server);
  const sent = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  await enrol(page, server);
  await installed(page);
  await nothingWaits(page);
  await openNext(page, "One to one");
  const notes = page.getByRole("textbox", { name: "What I want to bring" });
  await notes.fill("Ask about Sunday evening.");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("unsaved") !== null)).toBe(true);
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage })), "sealed").not.toContain("Sunday");
  await page.reload();
  await ready(page);
  await expect(page.getByText("It is not saved yet.")).toBeVisible();
  await expect(notes).toHaveValue("Ask about Sunday evening.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved on this phone. Only you can read it.")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(notes).toHaveValue("Ask about Sunday evening.");
  await expect(page.getByText("It is not saved yet.")).toHaveCount(0);
  await notes.fill("Ask about Sunday evening.\nBring the list.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved on this phone. Only you can read it.")).toBeVisible();
  // Another session has its own notes.
  await openNext(page, "Evening");
  await expect(page.getByRole("textbox", { name: "What I want to bring" })).toHaveValue("");
  await tab(page, "Now");
  await nothingWaits(page);
  expect(sent.some((body) => body.includes("Sunday")), "the server could read it").toBe(false);
});

test("where the app cannot run, the times are there as plain text, fetched anew each time", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  const old = await context.newPage();
  await old.addInitScript(() => delete globalThis.WebAssembly);
  await old.goto(`${server.url}/times`);
  await expect(old.getByRole("alert")).toContainText("This browser cannot run the app. Help still works.");
  await old.getByRole("link", { name: "See your appointments." }).click();
  await expect(old).toHaveURL(`${server.url}/plain/times`);
  await expect(old.getByText("Evening").first()).toBeVisible();
  await expect(old.getByText("18:00–19:30").first()).toBeVisible();
  await old.goto(`${server.url}/log`);
  await expect(old.getByText("This browser cannot run the app.")).toBeVisible();
  await expect(old.getByRole("link", { name: "See your appointments." }), "only where times are asked for").toHaveCount(0);
  await expect(old.getByRole("link", { name: "Help" }).first()).toBeVisible();
  await server.stop();
  await expect(old.goto(`${server.url}/plain/times`), "nothing keeps it").rejects.toThrow(/ERR_CONNECTION_REFUSED/);
});

test("a private calendar address is shown once, copied, and turned off after a question", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked = [];
  const url = `${server.url}/calendar/0123456789abcdef`;
  await page.route("**/api/v1/calendar", (route) => {
    asked.push(route.request().method());
    return route.request().method() === "POST" ? route.fulfill({ json: { url } }) : route.fulfill({ status: 204 });
  });
  await enrol(page, server);
  await tab(page, "Agenda");
  await expect(page.getByRole("link", { name: "Download a calendar file" })).toHaveAttribute("href", "/api/v1/calendar.ics");
  await page.getByRole("button", { name: "Make a private address" }).click();
  await expect(page.locator("#calendar-address")).toHaveText(url);
  await page.getByRole("button", { name: "Copy it" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  await page.reload();
  await ready(page);
  await expect(page.locator("#calendar-address"), "shown once").toHaveCount(0);
  await page.getByRole("button", { name: "Turn off the private address" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect(asked).toEqual(["POST"]);
  await page.getByRole("button", { name: "Turn off the private address" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off the private address" }).click();
  await expect(page.getByText("There is no private address now.")).toBeVisible();
  expect(asked).toEqual(["POST", "DELETE"]);
});
