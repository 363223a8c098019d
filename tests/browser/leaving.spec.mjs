// Signing out on a shared phone: nothing stays readable, whatever network and other windows do.
import { enrol, expect, installed, logCraving, open, ready, test } from "./product.mjs";

/** A phone with a note on it, and everything it needs without a network. */
async function written(page, server) {
  await enrol(page, server);
  await installed(page);
  await logCraving(page, 8);
  await page.getByLabel("A note").fill("a marked secret");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Stored privately.")).toBeVisible({ timeout: 15_000 });
}

/** From More, with the question answered. */
async function leave(page, server) {
  await open(page, server, "/more");
  await page.getByRole("button", { name: "Sign out and clear" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out and clear" }).click();
}

/** Data that another page of the app can read: the numbers of rows and keys, and the names in local storage. */
const kept = (page) =>
  page.evaluate(async () => {
    const settled = (request) => new Promise((done, fail) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => fail(request.error))));
    const local = Object.keys({ ...localStorage });
    const opening = indexedDB.open("evenkeel");
    // Reading must not create one.
    opening.onupgradeneeded = () => opening.transaction.abort();
    const database = await settled(opening).catch(() => undefined);
    if (!database) return { rows: 0, keys: 0, local };
    const count = (store) => settled(database.transaction(store).objectStore(store).count());
    const found = { rows: await count("rows"), keys: await count("keys"), local };
    database.close();
    return found;
  });

/** A window that has the database open and does not respond, like a frozen one. */
async function holding(context, server) {
  const page = await context.newPage();
  await page.goto(`${server.url}/help`);
  await page.evaluate(async () => {
    const opening = indexedDB.open("evenkeel");
    globalThis.held = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
  });
  const read = () =>
    page.evaluate(async () => {
      const count = (store) => new Promise((done) => (globalThis.held.transaction(store).objectStore(store).count().onsuccess = (e) => done(e.target.result)));
      return { rows: await count("rows"), keys: await count("keys") };
    });
  return { page, read };
}

const start = (page) => page.getByText("To begin, type the code");
const held = "another window of this app is open";
const signedIn = (page) => page.evaluate(async () => (await fetch("/api/v1/sign-ins/current")).status);

test("leaving does not wait for a network that never answers, and the sign-in ends at the next contact (F7, F14)", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await written(page, server);
  const reader = await context.newPage();
  await reader.goto(`${server.url}/help`);
  expect((await kept(reader)).rows, "the control: there is something").toBeGreaterThan(3);
  await open(page, server, "/more");
  server.process.kill("SIGSTOP");
  await leave(page, server);
  await expect.poll(() => kept(reader), { timeout: 2000 }).toEqual({ rows: 0, keys: 0, local: ["leaving"] });
  await expect(start(page)).toBeVisible();
  await page.close();

  const again = await context.newPage();
  await open(again, server, "/list");
  await expect(again.getByText("Loading")).toHaveCount(0);
  await expect(again.getByText(/Craving/)).toHaveCount(0);
  await open(again, server, "/now");
  await expect(start(again)).toBeVisible();
  expect(await kept(reader)).toEqual({ rows: 0, keys: 0, local: ["leaving"] });

  server.process.kill("SIGCONT");
  await open(again, server, "/now");
  await expect.poll(() => signedIn(again)).toBe(401);
  await expect.poll(async () => (await kept(reader)).local).toEqual([]);
});

test("a window that does not answer keeps nothing readable, and the screen says that it is in the way (F14)", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await written(page, server);
  const other = await holding(context, server);
  await leave(page, server);
  await expect.poll(other.read, { timeout: 2000 }).toEqual({ rows: 0, keys: 0 });
  await expect(start(page)).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: held })).toBeVisible();
  // Another person cannot start before it is done, and is told so.
  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: held })).toHaveCount(2, { timeout: 15_000 });
  await expect(page.getByLabel("Code", { exact: true })).not.toHaveValue("");
  await expect.poll(() => signedIn(page), "the sign-in does not wait for the window").toBe(401);
  await page.close();

  const again = await context.newPage();
  await open(again, server, "/list");
  await expect(again.getByText(held)).toBeVisible();
  await expect(again.getByText(/Craving/)).toHaveCount(0);
  await other.page.close();
  await open(again, server, "/now");
  await expect(start(again)).toBeVisible();
  await expect(again.getByText(held)).toHaveCount(0);
  await expect.poll(async () => (await kept(again)).local).toEqual([]);
});

test("a tab that slept while somebody left shows nothing and writes nothing back (F14)", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await written(page, server);
  const asleep = await context.newPage();
  // Nor does it receive messages of the others.
  await asleep.addInitScript(() => Object.defineProperty(BroadcastChannel.prototype, "onmessage", { set() {} }));
  await open(asleep, server, "/log");
  await asleep.getByRole("button", { name: "3 of 10" }).click();
  await asleep.getByLabel("A note").fill("typed before");
  await expect.poll(() => asleep.evaluate(() => localStorage.getItem("draft"))).not.toBe(null);
  const life = await context.newCDPSession(asleep);
  await life.send("Page.setWebLifecycleState", { state: "frozen" });
  await leave(page, server);
  await expect(start(page)).toBeVisible();
  await expect.poll(async () => (await kept(page)).local, { timeout: 15_000 }).toEqual([]);

  await life.send("Page.setWebLifecycleState", { state: "active" });
  const typed = asleep.evaluate(() => {
    const note = document.querySelector("textarea");
    if (!note) return;
    note.value = "typed after";
    note.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await typed.catch(() => {});
  await asleep.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))).catch(() => {});
  await expect(start(asleep)).toBeVisible();
  await expect(asleep.getByText("typed")).toHaveCount(0);
  expect((await kept(page)).rows).toBe(0);
  expect((await kept(page)).local).not.toContain("draft");
});

test("a phone that was killed between the mark and the emptying is emptied before anything is drawn (F14)", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await written(page, server);
  await page.evaluate(() => localStorage.setItem("leaving", "true"));
  expect((await kept(page)).rows, "the control: there is something").toBeGreaterThan(3);
  await page.close();
  await context.addInitScript(() => {
    const look = () => {
      if (/Craving 8|marked secret|\bTea\b/.test(document.documentElement?.textContent ?? "")) localStorage.setItem("shown", location.pathname);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  for (const path of ["/log", "/list", "/now"]) {
    const again = await context.newPage();
    await open(again, server, path);
    if (path === "/now") await expect(start(again)).toBeVisible();
    expect(await kept(again)).toMatchObject({ rows: 0, keys: 0 });
    expect(await again.evaluate(() => localStorage.getItem("shown"))).toBe(null);
    await again.close();
  }
});

test("a storage that refuses a part of what is saved keeps none of it", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/log");
  const before = (await kept(page)).rows;
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      this.transaction.puts = (this.transaction.puts ?? 0) + 1;
      if (this.transaction.puts > 1) throw new DOMException("no", "DataCloneError");
      return put.apply(this, args);
    };
  });
  await page.getByRole("button", { name: "5 of 10" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "DataCloneError" })).toBeVisible();
  expect((await kept(page)).rows).toBe(before);
});

/** Goes back and forward through the whole history of the tab; returns the addresses, and asserts that nothing private shows. */
async function wander(page) {
  const seen = [];
  for (const way of [...Array(8).fill("goBack"), ...Array(10).fill("goForward")]) {
    await page[way]({ timeout: 2000 }).catch(() => {});
    await page.waitForTimeout(300);
    seen.push(new URL(page.url()).pathname);
    const text = await page.evaluate(() => document.body?.innerText ?? "");
    expect(text, `${way} to ${page.url()}`).not.toMatch(/Craving|marked secret|\bTea\b|Log a craving|Right now|List/);
  }
  return new Set(seen);
}

for (const [how, before] of [
  ["by steps within the app", async (page) => page.getByRole("link", { name: "List" }).click()],
  [
    "over several documents",
    async (page, server) => {
      await open(page, server, "/list");
      await page.getByRole("link", { name: "Help" }).click();
      await expect(page.getByRole("link", { name: /988/ })).toBeVisible();
      await open(page, server, "/now");
      await page.reload();
      await ready(page);
      await page.getByRole("link", { name: "List" }).click();
    },
  ],
  [
    "in a browser without the Navigation API",
    async (page, server) => {
      await page.addInitScript(() => delete globalThis.navigation);
      await open(page, server, "/now");
      await page.getByRole("link", { name: "List" }).click();
    },
  ],
]) {
  test(`after a quick exit Back and Forward lead nowhere private, ${how} (F20)`, async ({ page, server, watch }) => {
    await watch(page, server);
    await written(page, server);
    await before(page, server);
    await page.getByRole("link", { name: /Craving 8/ }).click();
    await expect(page.getByText("a marked secret")).toBeVisible();
    await page.getByRole("link", { name: "More" }).click();
    await page.getByRole("button", { name: "Quick exit" }).click();
    await expect(page).toHaveURL(/\/blank$/);
    await expect(page.getByText("Nothing planned.")).toBeVisible();
    const seen = await wander(page);
    expect([...seen].filter((path) => !["/blank", "blank", "/help"].includes(path))).toEqual([]);
    // The app itself is not gone: whoever opens it finds everything.
    await open(page, server, "/now");
    await expect(page.getByText("Craving 8 · Tea")).toBeVisible();
  });
}
