// Failures to send: the person is told what happened, what was kept and what to do, and nothing is lost.
import { chromium } from "@playwright/test";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enrol, expect, logCraving, open, test } from "./product.mjs";

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

test("a network that swallows a request holds up nothing that comes after it", async ({ page, server, watch }) => {
  await watch(page, server);
  // The limits are the product's, made shorter so that nobody waits for half a minute.
  await page.addInitScript(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms / 30);
  });
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
