// Failures to send: the person is told what happened, what was kept and what to do, and nothing is lost.
import { chromium } from "@playwright/test";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enrol, expect, logCraving, open, ready, slowStorage, test } from "./product.mjs";

const again = (page) => page.evaluate(() => dispatchEvent(new Event("online")));
const waiting = (page) => page.locator("#waiting");

test("an expired sign-in stops nobody from writing, and a new one sends what waited", async ({ page, context, server, watch }) => {
  await watch(page, server);
  const first = server.code();
  await enrol(page, server);
  await expect.poll(() => server.code(), { timeout: 30_000 }).not.toBe(first);
  // The server forgets the sign-in; the phone still has its cookie.
  const [cookie] = await context.cookies(server.url);
  const ended = await fetch(`${server.url}/api/v1/sign-ins/current`, {
    method: "DELETE",
    headers: { cookie: `${cookie.name}=${cookie.value}`, origin: server.url },
  });
  expect(ended.status).toBe(204);

  await logCraving(page, 6);
  await page.getByLabel("A note").fill("written while signed out");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("On this phone. Private.")).toBeVisible();
  await expect(page.getByText("You are signed out. You can still read and write; sending waits until you type a new code.")).toBeVisible();
  await open(page, server, "/now");
  await expect(waiting(page)).toContainText("only on this phone");
  await expect(page.getByText("Craving 6 · Tea")).toBeVisible();

  await page.getByRole("link", { name: "Type a code" }).click();
  await page.getByLabel("Code", { exact: true }).fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/now$/);
  await expect(page.getByText("Stored privately.").first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("You are signed out.")).toHaveCount(0);
  await expect(waiting(page)).toBeEmpty();
  await expect(page.getByText("Craving 6 · Tea")).toHaveCount(1);
});

/** Enrols, logs a craving whose first request is never answered, and sees it stored once the limit of that has passed. */
async function storesAfterASwallowedRequest(page, server) {
  await enrol(page, server);
  await expect(waiting(page)).toBeEmpty({ timeout: 15_000 });
  let [swallows, swallowed] = [true, 0];
  await page.route("**/api/v1/sync", (route) => (swallows ? (swallowed += 1) : route.continue()));
  await logCraving(page, 7);
  await page.getByRole("button", { name: "Done" }).click();
  await expect.poll(() => swallowed).toBeGreaterThan(0);
  swallows = false;
  await page.waitForTimeout(2000);
  await again(page);
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
}

test("a network that swallows a request holds up nothing that comes after it (F7)", async ({ page, server, watch }) => {
  await watch(page, server);
  // The limits are the product's, made shorter so that nobody waits for half a minute.
  await page.addInitScript(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms / 30);
  });
  await storesAfterASwallowedRequest(page, server);
});

test("the limit of a request holds in a browser that cannot abort one (F7)", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.addInitScript(() => {
    delete AbortSignal.timeout;
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = (then, ms, ...rest) => wait(then, ms === 30_000 ? 1000 : ms, ...rest);
  });
  await storesAfterASwallowedRequest(page, server);
});

test("a database that was closed under the page is opened again, and nobody notices (F12)", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await expect(waiting(page)).toBeEmpty({ timeout: 15_000 });
  await open(page, server, "/log");
  // As after a phone's sleep: the next transaction of the old connection throws.
  const thrown = await page.evaluate(() => {
    const begin = IDBDatabase.prototype.transaction;
    globalThis.thrown = 0;
    IDBDatabase.prototype.transaction = function (...args) {
      if (globalThis.thrown === 0 && args[1] === "readwrite") {
        globalThis.thrown += 1;
        throw new DOMException("The database connection is closing.", "InvalidStateError");
      }
      return begin.apply(this, args);
    };
    return globalThis.thrown;
  });
  expect(thrown).toBe(0);
  await page.getByRole("button", { name: "7 of 10" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  expect(await page.evaluate(() => globalThis.thrown), "the control: it was closed").toBe(1);
  await expect(page.getByRole("alert").filter({ hasText: "does not work right now" })).toHaveCount(0);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText("Craving 7 · Tea")).toHaveCount(1);

  // One that stays closed is named, with no cause that is a guess, and the number is not shown as saved.
  await open(page, server, "/log");
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("The database connection is closing.", "InvalidStateError");
    };
  });
  await page.getByRole("button", { name: "3 of 10" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "InvalidStateError" }).first()).toBeVisible();
  await expect(page.getByText("Saved on this phone. Private.")).toHaveCount(0);
});

test("storage that never answers is named on every page, with Help and what to do (F13)", async ({ page, context, server }) => {
  await enrol(page, server);
  await context.addInitScript(() => (IDBFactory.prototype.open = () => ({})));
  const paths = ["/now", "/log", "/list", "/views", "/times", "/inbox", "/reminders", "/aims", "/sharing", "/seen", "/more", "/skills"];
  const stands = async (path) => {
    const tab = await context.newPage();
    await open(tab, server, path);
    const said = tab.getByRole("alert").filter({ hasText: "The storage of this browser does not work right now" });
    await expect(said.first(), path).toBeVisible({ timeout: 40_000 });
    await expect(said.first(), path).toContainText("TimeoutError");
    await expect(said.first(), path).toContainText("Close this app's windows");
    await expect(tab.getByText("Loading…"), path).toHaveCount(0);
    await expect(tab.getByText("Nothing here yet."), path).toHaveCount(0);
    await expect(tab.getByRole("link", { name: "Help" }).first(), path).toBeVisible();
    await tab.close();
  };
  // A few at a time: all of them wait most of the time.
  for (let at = 0; at < paths.length; at += 4) await Promise.all(paths.slice(at, at + 4).map(stands));
  console.log(`F13: ${paths.length} pages with storage that never answers, each says so`);

  // A tap saves nothing, and is told so.
  const log = await context.newPage();
  await open(log, server, "/log");
  await log.getByRole("button", { name: "7 of 10" }).click();
  await expect(log.getByRole("alert").filter({ hasText: "Nothing new is saved" }).first()).toBeVisible({ timeout: 20_000 });
  await expect(log.getByText("Saved on this phone.")).toHaveCount(0);
});

test("storage that answers late is used as soon as it does (F13)", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await logCraving(page, 6);
  await page.getByRole("button", { name: "Done" }).click();
  await slowStorage(page, 11_000);
  await open(page, server, "/list");
  const said = page.getByRole("alert").filter({ hasText: "does not work right now" });
  await expect(said).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("Craving 6 · Tea")).toBeVisible({ timeout: 20_000 });
  await expect(said).toHaveCount(0);
});

test("whatever a browser lacks, the page works or says that it does not, with Help (F15)", async ({ page, context, server }) => {
  await enrol(page, server);
  const throws = (name) => `Object.defineProperty(globalThis, "${name}", { get() { throw new DOMException("no", "SecurityError"); } })`;
  const without = (name) => `Object.defineProperty(Navigator.prototype, "${name}", { get() { throw new DOMException("no", "SecurityError"); } })`;
  const sorry = /This browser cannot run the app\.|The app stopped\./;
  const cases = [
    ["local storage throws", throws("localStorage"), sorry],
    ["local storage is null", `Object.defineProperty(globalThis, "localStorage", { value: null })`, sorry],
    ["no WebAssembly", "delete globalThis.WebAssembly", sorry],
    ["no Intl", "delete globalThis.Intl", sorry],
    ["IndexedDB throws", throws("indexedDB"), /does not work right now/],
    ["no IndexedDB", `Object.defineProperty(globalThis, "indexedDB", { value: null })`, /does not work right now/],
    ["session storage throws", throws("sessionStorage"), undefined],
    ["the worker throws", without("serviceWorker"), undefined],
    ["no worker", "delete Navigator.prototype.serviceWorker", undefined],
    ["no locks", "delete Navigator.prototype.locks", undefined],
    ["the locks throw", without("locks"), undefined],
    ["no channels", "delete globalThis.BroadcastChannel", undefined],
    ["no navigation", "delete globalThis.navigation", undefined],
    ["no storage manager", "delete Navigator.prototype.storage", undefined],
    ["no idle time", "delete globalThis.requestIdleCallback", undefined],
    ["no limits", "delete AbortSignal.timeout", undefined],
  ];
  for (const [name, missing, says] of cases) {
    const tab = await context.newPage();
    await tab.addInitScript(missing);
    await tab.goto(`${server.url}/log`);
    if (says) {
      await expect(tab.getByRole("alert").filter({ hasText: says }).first(), name).toBeVisible({ timeout: 20_000 });
    } else {
      await ready(tab);
      await tab.getByRole("button", { name: "2 of 10" }).click();
      await expect(tab.getByText("Saved on this phone. Private."), name).toBeVisible({ timeout: 15_000 });
    }
    await tab.getByRole("link", { name: "Help" }).first().click();
    await expect(tab.getByRole("link", { name: /988/ }), name).toBeVisible();
    await tab.close();
  }
  const plain = await context.browser().newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(`${server.url}/log`);
  // Playwright's search for text does not look into this element.
  const said = still.locator("noscript p");
  await expect(said).toBeVisible();
  await expect(said).toContainText("This browser runs no scripts");
  await still.getByRole("link", { name: "Help" }).first().click();
  await expect(still.getByRole("link", { name: /988/ })).toBeVisible();
  await plain.close();
  console.log(`F15: ${cases.length + 1} browsers that lack something`);
});

test("an app that is slow to load or cannot be fetched says so (F15)", async ({ page, server }) => {
  await page.clock.install();
  const [swallow, refuse] = [(route) => void route, (route) => route.abort()];
  const files = "**/static/app-*.wasm";
  await page.route(files, swallow);
  // The first script has run as far as it gets without the app.
  const begun = async (path) => {
    await page.goto(server.url + path, { waitUntil: "commit" });
    await expect.poll(() => page.evaluate(() => "evenkeelTell" in globalThis).catch(() => false)).toBe(true);
  };
  await begun("/log");
  await page.clock.fastForward(16_000);
  await expect(page.getByRole("alert").filter({ hasText: "The app is still loading. Help works already." })).toBeVisible();
  await page.unroute(files, swallow);
  await page.route(files, refuse);
  await begun("/now");
  await page.clock.runFor(1000);
  await expect(page.getByRole("alert").filter({ hasText: "The app could not be loaded. Check your network" })).toBeVisible();
});

test("a copy of a phone and the phone both go on, are told, and lose nothing (A16)", async ({ server }) => {
  const profiles = ["one", "two"].map((name) => mkdtempSync(join(tmpdir(), `evenkeel-${name}-`)));
  const launch = (profile) =>
    chromium.launchPersistentContext(profile, { ...test.info().project.use.launchOptions, headless: true, viewport: { width: 360, height: 740 }, locale: "en-US" });
  const write = async (context, intensity) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await open(page, server, "/now");
    await logCraving(page, intensity);
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
    return page;
  };
  try {
    let context = await launch(profiles[0]);
    await enrol(context.pages()[0], server);
    await write(context, 1);
    await context.close();
    rmSync(profiles[1], { recursive: true });
    cpSync(profiles[0], profiles[1], { recursive: true });

    context = await launch(profiles[0]);
    let page = await write(context, 2);
    const told = "A copy of this phone is writing notes too. All notes from both are kept.";
    await expect(page.getByText(told), "control: the first to write meets nobody").toHaveCount(0);
    await context.close();
    context = await launch(profiles[1]);
    page = await write(context, 3);
    await expect(page.getByText(told)).toBeVisible();
    await context.close();
    for (const profile of profiles) {
      context = await launch(profile);
      page = await write(context, 4 + profiles.indexOf(profile));
      await open(page, server, "/list");
      await expect(waiting(page)).toBeEmpty({ timeout: 15_000 });
      const expected = profile === profiles[0] ? [1, 2, 3, 4] : [1, 2, 3, 4, 5];
      for (const n of expected) await expect(page.getByText(`Craving ${n} · Tea`)).toHaveCount(1);
      await context.close();
    }
    console.log("A16: a copied browser profile noticed, 5 entries, 0 lost, 0 doubled");
  } finally {
    for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
  }
});

test("what the server refuses stays in sight until it is tried again or discarded", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await expect(waiting(page)).toBeEmpty({ timeout: 15_000 });
  // Somewhere on the way the schema becomes one that no server knows (a newer one would be told "later").
  const spoil = async (route) => {
    const body = route.request().postDataJSON();
    for (const op of body.ops) op.schema = 0;
    await route.continue({ postData: JSON.stringify(body) });
  };
  await page.route("**/api/v1/sync", spoil);
  await logCraving(page, 7);
  await page.getByRole("button", { name: "Done" }).click();
  const refused = page.getByText("Could not be sent because the server is older than this app. Try again later.");
  await expect(refused).toBeVisible({ timeout: 15_000 });
  await page.getByRole("link", { name: "Now", exact: true }).click();
  const tray = page.locator("section.note").filter({ has: page.getByRole("button", { name: "Try again" }) });
  await expect(tray).toHaveCount(1);
  await expect(tray).toContainText("Could not be sent because the server is older than this app.");

  // A saved copy is out of reach of any server.
  const [download] = await Promise.all([page.waitForEvent("download"), tray.getByRole("button", { name: "Save a copy" }).click()]);
  expect(download.suggestedFilename(), "F18: its day is in its name").toMatch(/^evenkeel-\d{4}-\d\d-\d\d\.json$/);
  const copy = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect([copy.entries.length, copy.not_sent.length]).toEqual([1, 1]);
  expect(JSON.stringify(copy.entries[0].record)).toContain('"intensity":7');

  // Tried again while nothing has changed, it is refused again and still there.
  const refusedAgain = page.waitForResponse(async (answer) => answer.url().endsWith("/sync") && /unknown_schema/.test(await answer.text()));
  await tray.getByRole("button", { name: "Try again" }).click();
  await refusedAgain;
  await expect(waiting(page)).toBeEmpty({ timeout: 15_000 });
  await expect(tray).toHaveCount(1);
  await page.unroute("**/api/v1/sync", spoil);
  await tray.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Stored privately.").first()).toBeVisible({ timeout: 15_000 });
  await expect(tray).toHaveCount(0);
  await expect(page.getByText("Craving 7 · Tea")).toHaveCount(1);

  // Discarding asks first, and takes away only what was refused.
  await page.route("**/api/v1/sync", spoil);
  await logCraving(page, 2);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(refused).toBeVisible({ timeout: 15_000 });
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await tray.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(tray).toHaveCount(1);
  await tray.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toContainText("It is removed from this phone. This cannot be undone.");
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(tray).toHaveCount(0);
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText("Craving 7 · Tea")).toHaveCount(1);
  await expect(page.getByText("Craving 2 · Tea")).toHaveCount(0);
});

test("a restored server is named, and the notes go back to it", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await expect(waiting(page)).toBeEmpty({ timeout: 15_000 });
  await server.stop();
  const backup = mkdtempSync(join(tmpdir(), "evenkeel-backup-"));
  const database = (folder) => ["", "-wal"].map((end) => join(folder, `evenkeel.sqlite${end}`));
  const [from, to] = [database(server.data), database(backup)];
  from.forEach((file, n) => cpSync(file, to[n], { force: true }));
  await server.start();
  await logCraving(page, 8);
  await page.getByRole("button", { name: "Done" }).click();
  await again(page);
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await server.stop();
  rmSync(`${from[0]}-shm`, { force: true });
  from.forEach((file, n) => cpSync(to[n], file, { force: true }));
  rmSync(backup, { recursive: true, force: true });
  await server.start();
  await again(page);
  await expect(page.getByText("The server was restored from a backup. Your notes are here and are being sent again.")).toBeVisible({ timeout: 15_000 });
  await expect(waiting(page)).toHaveCount(0);
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
  await open(page, server, "/list");
  await expect(page.getByText("Craving 8 · Tea")).toHaveCount(1);
});

test("a copy goes by the share sheet where files may be shared, and its address stays while a download begins (F18)", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await page.addInitScript(() => {
    Object.assign(globalThis, { shared: [], withdrawn: 0, downloads: 0 });
    Object.assign(Navigator.prototype, {
      canShare: ({ files }) => files.length === 1,
      share: async ({ files }) => {
        globalThis.shared.push({ name: files[0].name, type: files[0].type, text: await files[0].text() });
        if (globalThis.refuses) throw new DOMException("no", globalThis.refuses);
      },
    });
    const revoke = URL.revokeObjectURL;
    URL.revokeObjectURL = (url) => ((globalThis.withdrawn += 1), revoke(url));
    addEventListener("click", ({ target }) => (globalThis.downloads += Number(Boolean(target.download))), true);
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      globalThis.downloads += Number(Boolean(this.download));
      return click.call(this);
    };
  });
  await open(page, server, "/more");
  const save = page.getByRole("button", { name: "Save a copy" });
  const state = () => page.evaluate(() => ({ shared: globalThis.shared.length, downloads: globalThis.downloads, withdrawn: globalThis.withdrawn }));
  await save.click();
  await expect.poll(state).toEqual({ shared: 1, downloads: 0, withdrawn: 0 });
  const [shared] = await page.evaluate(() => globalThis.shared);
  expect(shared).toMatchObject({ name: expect.stringMatching(/^evenkeel-\d{4}-\d\d-\d\d\.json$/), type: "application/json" });
  expect(JSON.parse(shared.text).format).toBe(1);
  // Somebody who closes the sheet wants no file.
  await page.evaluate(() => (globalThis.refuses = "AbortError"));
  await save.click();
  await expect.poll(state).toEqual({ shared: 2, downloads: 0, withdrawn: 0 });
  // A sheet that does not open is no end.
  await page.evaluate(() => (globalThis.refuses = "NotAllowedError"));
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8")).format).toBe(1);
  expect(await state()).toEqual({ shared: 3, downloads: 1, withdrawn: 0 });
});
