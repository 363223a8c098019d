// Reminders on the phone: settings, habits, outcomes, notifications on and off, and the tap on one.
import { KEYS, deliverUntil, message, nothingWaits, occurrences, shown, standInForPushService, standInForServer, tap } from "./notifications.mjs";
import { enrol, expect, installed, logCraving, open, ready, test } from "./product.mjs";

const tab = (page, name) => page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: new RegExp(`^${name}`) }).click();
const reminders = async (page) => {
  await tab(page, "More");
  await page.getByRole("link", { name: "Reminders", exact: true }).click();
};
const card = (page, name) => page.getByRole("article").filter({ hasText: name });

/** The value of a time field some minutes from now, in the phone's zone. */
const soon = (page, minutes) =>
  page.evaluate((minutes) => {
    const at = new Date(Date.now() + minutes * 60_000);
    return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
  }, minutes);

/** Adds a habit that reminds in a few minutes, every day. */
async function addHabit(page, kind, name, minutes = 5) {
  await page.getByRole("button", { name: "Add a reminder" }).click();
  await page.getByLabel(kind).check();
  if (name) await page.getByLabel("Your word for it").fill(name);
  await page.getByLabel("Time 1").fill(await soon(page, minutes));
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Add a reminder" })).toBeVisible();
}

test("settings are kept without a network, and the server knows them once it is back", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await nothingWaits(page);
  await server.stop();
  await reminders(page);
  const state = page.locator("#settings-state");
  await expect(state).toContainText("Your program's server knows this.");
  await page.getByRole("switch", { name: "When your care team replies" }).click();
  await expect(state).toContainText("when you are back online");
  await page.getByRole("button", { name: "10 min", exact: true }).click();
  await page.getByLabel("Minutes before").fill("45");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("button", { name: "45 min", exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "2 h", exact: true }).click();
  await page.getByRole("button", { name: "12 h", exact: true }).click();
  await expect(page.getByText("Four at most."), "an hour was on from the start").toBeVisible();
  await page.getByLabel("Travel time, in minutes").fill("241");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Type minutes from 0 to 240.")).toBeVisible();
  await page.getByLabel("Travel time, in minutes").fill("35");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("From", { exact: true }).fill("21:30");
  await page.getByRole("group", { name: "Days off" }).getByRole("button", { name: "Sun" }).click();
  await page.getByRole("switch", { name: "Once a day instead of one by one" }).click();
  await page.getByLabel("Pause until").fill("2199-01-31");
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Yes, save it" }).click();
  await expect(page.getByText(/^Paused until .*January 31\.$/)).toBeVisible();

  const stands = async () => {
    await expect(page.getByRole("switch", { name: "When your care team replies" })).not.toBeChecked();
    await expect(page.getByRole("switch", { name: "Before your appointments" })).toBeChecked();
    for (const lead of ["10 min", "45 min", "1 h", "2 h"]) await expect(page.getByRole("button", { name: lead, exact: true })).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByLabel("Travel time, in minutes")).toHaveValue("35");
    await expect(page.getByLabel("From", { exact: true })).toHaveValue("21:30");
    await expect(page.getByRole("group", { name: "Days off" }).getByRole("button", { name: "Sun" })).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByRole("switch", { name: "Once a day instead of one by one" })).toBeChecked();
    await expect(page.getByText(/^Paused until/)).toBeVisible();
  };
  await page.reload();
  await ready(page);
  await stands();
  await server.start();
  await page.reload();
  await ready(page);
  await expect(state).toContainText("Your program's server knows this.", { timeout: 30_000 });
  await nothingWaits(page);
  await stands();
  await page.getByRole("button", { name: "End the pause" }).click();
  await expect(page.getByLabel("Pause until")).toBeVisible();
});

test("a habit comes with its own words, which never leave the phone, and done is done on the server", async ({ page, server, watch }) => {
  await watch(page, server);
  const sent = [];
  const all = occurrences(page);
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await enrol(page, server);
  await reminders(page);
  await page.getByRole("button", { name: "Add a reminder" }).click();
  await page.getByLabel("Something of your own").check();
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Type 1 to 80 characters.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await addHabit(page, "Something of your own", "Water the plants");
  await expect(page.getByText("Water the plants")).toBeVisible();
  await nothingWaits(page);
  await page.getByRole("link", { name: "Reminder inbox" }).click();
  const mine = card(page, "Water the plants").first();
  await expect(mine).toContainText("Coming", { timeout: 30_000 });
  await mine.getByRole("button", { name: "Done" }).click();
  // Sessions of the demo may be listed too, depending on the day.
  const earlier = page.getByRole("region", { name: "Earlier" }).getByRole("article").filter({ hasText: "Water the plants" });
  await expect(earlier).toContainText("Done.");
  await nothingWaits(page);
  await expect.poll(() => [...all.values()].filter((told) => "habit" in (told.about ?? {}) && told.state === "done").length, { timeout: 30_000 }).toBe(1);
  await page.reload();
  await ready(page);
  await expect(earlier).toContainText("Done.");
  expect(sent.some((text) => text.includes("Water the plants")), "its name left the phone").toBe(false);

  await tab(page, "More");
  await page.getByRole("link", { name: "Reminders", exact: true }).click();
  await page.getByRole("button", { name: "End it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(page.getByText("Water the plants")).toHaveCount(0);
  await nothingWaits(page);
});

test("a reminder that quiet hours swallow says so while it is made, and comes if it is wanted then (F11)", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await reminders(page);
  await page.getByRole("button", { name: "Add a reminder" }).click();
  await page.getByLabel("Time 1").fill("22:30");
  await expect(page.getByText("10:30 PM is in your quiet hours. It will not come then.")).toBeVisible();
  const late = page.getByRole("group", { name: "How late can it still come?" });
  await late.getByRole("button", { name: "12 h" }).click();
  await expect(page.getByText("10:30 PM is in your quiet hours. It will come at 7:00 AM.")).toBeVisible();
  await late.getByRole("button", { name: "30 min" }).click();
  const through = page.getByRole("switch", { name: "Let it come in quiet hours too" });
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  const habit = page.locator("li.habit");
  await expect(habit).toContainText("It will not come then.");
  await habit.getByRole("button", { name: "Edit" }).click();
  await through.click();
  await expect(page.locator("form").getByText("It will not come then.")).toHaveCount(0);
  await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
  await expect(habit).toContainText("10:30 PM");
  await expect(habit).not.toContainText("It will not come then.");
  await habit.getByRole("button", { name: "Edit" }).click();
  await expect(through).toBeChecked();
});

/** Opens the reminders of a phone that may show notifications; returns the server's half of push. */
async function allowed(page, context, server) {
  await standInForPushService(page);
  const answer = await standInForServer(page);
  await enrol(page, server);
  await installed(page);
  await context.grantPermissions(["notifications"]);
  await reminders(page);
  return answer;
}

test("notifications are asked for by a tap, mended at every start, and end before the sign-in does", async ({ page, context, server, watch }) => {
  await watch(page, server);
  const answer = await allowed(page, context, server);
  await expect(page.getByText("Off", { exact: true })).toBeVisible();
  expect(answer.told, "nothing before the tap").toEqual([]);
  await page.getByRole("button", { name: "Turn them on" }).click();
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  expect(answer.told).toEqual([{ method: "PUT", endpoint: expect.stringMatching(/^https:/), keys: { p256dh: "BP256", auth: "auth" }, lang: "en" }]);
  const first = answer.told[0].endpoint;

  // The next start tells the server again, wherever the app is opened.
  await open(page, server, "/now");
  await expect.poll(() => answer.told.length).toBe(2);
  expect(answer.told[1].endpoint).toBe(first);
  // The server has another key, or the browser lost the subscription: subscribes again.
  answer.key = KEYS[1];
  await open(page, server, "/now");
  await expect.poll(() => answer.told.length).toBe(3);
  expect(answer.told[2].endpoint).not.toBe(first);
  await page.evaluate(() => sessionStorage.removeItem("subscription"));
  await open(page, server, "/now");
  await expect.poll(() => answer.told.length).toBe(4);

  await nothingWaits(page);
  const order = [];
  page.on("request", (request) => request.method() === "DELETE" && order.push(new URL(request.url()).pathname));
  await tab(page, "More");
  await page.getByRole("button", { name: "Sign out and clear" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out and clear" }).click();
  await expect(page).toHaveURL(/\/now$/);
  await expect.poll(() => order).toEqual(["/api/v1/push/subscription", "/api/v1/sign-ins/current"]);
  expect(await page.evaluate(() => sessionStorage.getItem("subscription"))).toBe(null);
});

test("a subscription that the push service refused is replaced, and if that does not help the phone says so (F8)", async ({ page, context, server, watch }) => {
  await watch(page, server);
  const answer = await allowed(page, context, server);
  await page.getByRole("button", { name: "Turn them on" }).click();
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  const endpoints = () => answer.told.filter(({ method }) => method === "PUT").map(({ endpoint }) => endpoint);
  // The service answered 410 to the server, which holds none of this phone any more; the browser still offers the same.
  answer.refused = true;
  for (const count of [2, 3]) {
    await open(page, server, "/now");
    await expect.poll(() => endpoints().length).toBe(count);
    expect(new Set(endpoints()).size, "a new one each time").toBe(count);
    // The phone has noted what it told; one that is left before tells the same again.
    await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain(endpoints().at(-1));
  }
  await open(page, server, "/reminders");
  await expect(page.locator("#hindrance")).toContainText("Nothing arrives here now.");
  await expect(page.getByText("On", { exact: true })).toHaveCount(0);
  expect(endpoints().length, "and it is not registered again").toBe(3);
  await open(page, server, "/now");
  await open(page, server, "/reminders");
  await expect(page.locator("#hindrance")).toContainText("Nothing arrives here now.");
  expect(endpoints().length).toBe(3);
  // A tap is a new try.
  answer.refused = false;
  await page.getByRole("button", { name: "Turn them on" }).click();
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  expect(new Set(endpoints()).size).toBe(4);
});

test("a test notification of which nothing is heard does not stay on its way forever (F13)", async ({ page, server, watch }) => {
  await watch(page, server);
  // The questions to the server, one every two seconds, follow each other sooner. Nothing else is hurried: to a clock
  // that jumps by minutes, storage takes minutes to answer.
  await page.addInitScript(() => {
    const { setInterval } = window;
    window.setInterval = (work, ms, ...rest) => setInterval(work, ms === 2000 ? 100 : ms, ...rest);
  });
  await enrol(page, server);
  await page.route("**/api/v1/push/test", (route) => route.fulfill({ status: 202, json: { occurrence: "0".repeat(32) } }));
  await reminders(page);
  await page.getByRole("button", { name: "Send me a test" }).click();
  const result = page.locator("#test-result");
  await expect(result).toContainText("On its way");
  await expect(result).toContainText("Nothing is known yet.");
  await expect(result).not.toContainText("On its way");
});

test("where notifications are impossible, one sentence says what to do", async ({ browser, server }) => {
  const cases = [
    ["Allow them for this page in your browser's settings", () => Object.defineProperty(Notification, "permission", { get: () => "denied" })],
    ["This browser cannot receive notifications.", () => delete window.PushManager],
    [
      "put Evenkeel there under More",
      () => {
        delete window.PushManager;
        Object.defineProperty(navigator, "standalone", { value: false });
      },
    ],
  ];
  const context = await browser.newContext();
  const page = await context.newPage();
  const answer = await standInForServer(page);
  await enrol(page, server);
  const says = async (page, sentence) => {
    await open(page, server, "/reminders");
    await expect(page.locator("#hindrance")).toContainText(sentence);
    await expect(page.getByRole("button", { name: "Turn them on" })).toHaveCount(0);
  };
  for (const [sentence, impossible] of cases) {
    const other = await context.newPage();
    await other.addInitScript(impossible);
    await says(other, sentence);
    await other.close();
  }
  answer.key = null;
  await says(page, "Your program's server does not send notifications.");
  await context.close();
});

test("after a craving its second rating is asked for, and given, nothing more comes", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await page.clock.install();
  await standInForPushService(page);
  await standInForServer(page);
  const all = occurrences(page);
  const once = () => [...all.values()].filter((o) => "once" in (o.about ?? {}));
  await enrol(page, server);
  await installed(page);
  await logCraving(page, 6);
  await tab(page, "Now");
  await nothingWaits(page);
  expect(once(), "the control: without notifications nobody is asked").toEqual([]);
  await context.grantPermissions(["notifications"]);
  await reminders(page);
  await page.getByRole("button", { name: "Turn them on" }).click();
  await expect(page.getByText("On", { exact: true })).toBeVisible();
  await tab(page, "Now");
  await logCraving(page, 8);
  await expect.poll(() => once().length, { timeout: 30_000 }).toBe(1);
  const [asked] = once();
  const minutes = (Date.parse(asked.due_at) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(10);
  expect(minutes).toBeLessThanOrEqual(12);
  expect((Date.parse(asked.expires_at) - Date.parse(asked.due_at)) / 60_000).toBe(30);

  await tab(page, "Now");
  await page.clock.fastForward("12:00");
  await page.getByRole("region", { name: "And now?" }).or(page.locator("section[aria-labelledby=again]")).getByRole("button", { name: "3 of 10" }).click();
  await expect.poll(() => once()[0].state, { timeout: 30_000 }).toBe("done");
  expect(once().length).toBe(1);
});

test("a message is always shown, says only what the list has, and leads nowhere else", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/now");
  await installed(page);
  await context.grantPermissions(["notifications"]);
  const id = "00112233445566778899aabbccddeeff";
  const one = { title: "Evenkeel", body: "Time for a check-in.", tag: id, lang: "en", data: { path: `/inbox/${id}` } };
  await deliverUntil(page, server, message(server, `/inbox/${id}`), () => shown(page), [one]);
  // The same again replaces itself.
  const again = message(server, `/inbox/${id}`, { body: "You have a message." });
  await deliverUntil(page, server, again, () => shown(page), [{ ...one, body: "You have a message." }]);
  for (const [data, path] of [
    ["", "/inbox"],
    ["not json", "/inbox"],
    [JSON.stringify({ notification: { body: 7, navigate: "https://example.com/inbox/" + id } }), "/inbox"],
    [message(server, "/care/people", { tag: "reminder", body: "You have a reminder." }), "/inbox"],
  ]) {
    const wanted = { title: "Evenkeel", body: "You have a reminder.", tag: "reminder", lang: "en", data: { path } };
    await deliverUntil(page, server, data, async () => (await shown(page)).find((n) => n.tag === "reminder"), wanted);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      for (const n of await registration.getNotifications()) if (n.tag === "reminder") n.close();
    });
    // Closing takes a moment, and would take the next one with the same tag with it.
    await expect.poll(async () => (await shown(page)).filter((n) => n.tag === "reminder")).toEqual([]);
  }
});

test("a tap goes on to exactly the screen it is about: open and closed, online and offline, in and out", async ({ page, context, server, watch }) => {
  await watch(page, server);
  const all = occurrences(page);
  await enrol(page, server);
  await installed(page);
  await context.grantPermissions(["notifications"]);
  await reminders(page);
  await addHabit(page, "Practice a skill", "", 90);
  await nothingWaits(page);
  const ofHabit = () => [...all].find(([, told]) => "habit" in (told.about ?? {}))?.[0];
  await expect.poll(ofHabit, { timeout: 30_000 }).toBeTruthy();
  const id = ofHabit();
  const unknown = "00112233445566778899aabbccddeeff";

  // The app is open: it navigates without reloading.
  await page.evaluate(() => (window.same = true));
  await deliverUntil(page, server, message(server, `/inbox/${id}`), async () => (await shown(page)).length, 1);
  expect(await tap(context)).toBe(undefined);
  await expect(page).toHaveURL(/\/skills$/);
  expect(await page.evaluate(() => window.same)).toBe(true);
  await expect.poll(() => shown(page)).toEqual([]);

  // The app is closed: the worker opens it there. Without a network as well.
  await server.stop();
  await deliverUntil(page, server, message(server, `/inbox/${id}`), async () => (await shown(page)).length, 1);
  await page.goto("about:blank");
  expect(await tap(context)).toBe(`/inbox/${id}`);
  await open(page, server, `/inbox/${id}`);
  await expect(page).toHaveURL(/\/skills$/);
  await open(page, server, `/inbox/${unknown}`);
  await expect(page.getByText("It opens when you are back online.")).toBeVisible();

  await server.start();
  await open(page, server, `/inbox/${unknown}`);
  await expect(page.getByText("This reminder is no longer on this phone.")).toBeVisible({ timeout: 30_000 });

  // The sign-in ended: known reminders still open, unknown ones say so and open after signing in.
  await context.clearCookies();
  await open(page, server, `/inbox/${unknown}`);
  await expect(page.getByText("Sign in first. Then this opens the right page.")).toBeVisible({ timeout: 30_000 });
  await open(page, server, `/inbox/${id}`);
  await expect(page).toHaveURL(/\/skills$/);
  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(new RegExp(`/inbox/${unknown}$`), { timeout: 30_000 });
});

test("a test tells the truth: that no phone takes it, and that there is no network", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await reminders(page);
  await page.getByRole("button", { name: "Send me a test" }).click();
  await expect(page.locator("#test-result")).toHaveText("Not sent: none of your phones receives notifications.", { timeout: 60_000 });
  await server.stop();
  await page.getByRole("button", { name: "Send me a test" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "No network right now." })).toBeVisible();
  await server.start();
  await page.reload();
  await ready(page);
  await page.getByRole("link", { name: "Reminder inbox" }).click();
  await expect(card(page, "A test")).toContainText("none of your phones receives notifications");
});
