// Nothing is lost: drafts, tabs, a killed browser, offline deep links, a new build.
import { chromium } from "@playwright/test";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, enrol, expect, installed, logCraving, open, ready, slowStorage, test } from "./product.mjs";

const siteFolder = process.env.EVENKEEL_SITE ?? join(process.env.CARGO_TARGET_DIR, "site");
const waiting = (page) => page.locator("#waiting");

test("a reload in the middle of typing loses nothing", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await logCraving(page, 4);
  await page.getByRole("button", { name: "Tired" }).click();
  await page.getByLabel("A note").fill("half a sentence");
  await page.waitForTimeout(300);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept, "the draft is sealed").not.toContain("half a sentence");
  await page.reload();
  await ready(page);
  await expect(page.getByLabel("A note")).toHaveValue("half a sentence");
  await expect(page.getByRole("button", { name: "Tired" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("half a sentence")).toBeVisible();
});

test("a draft that outlived its browser changes nothing newer, and never stands in the way of the next craving", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await logCraving(page, 6);
  await page.getByRole("button", { name: "Tired" }).click();
  await page.getByLabel("A note").fill("On the way home.");
  await page.waitForTimeout(300);
  const left = await page.evaluate(() => ({ ...localStorage }));
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Who can read this")).toBeVisible();
  const first = new URL(page.url()).pathname;

  // A killed browser writes local storage later than the journal: the draft is restored.
  const killed = () => page.evaluate((left) => Object.entries(left).forEach(([name, value]) => localStorage.setItem(name, value)), left);
  const drafted = () => page.evaluate(() => localStorage.getItem("draft"));
  const fresh = async () => {
    await expect.poll(drafted).toBe(null);
    await expect(page.getByText("You were adding details to this one.")).toHaveCount(0);
    await expect(page.locator('.scale [aria-pressed="true"]')).toHaveCount(0);
  };
  await killed();
  expect(await drafted()).not.toBe(null);
  await open(page, server, "/log");
  await fresh();
  await page.getByRole("button", { name: "9 of 10" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await open(page, server, first);
  await expect(page.getByText("Craving 6")).toBeVisible();
  await expect(page.getByText("On the way home.")).toBeVisible();

  // Edited meanwhile: leaving the form does not overwrite the newer version.
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("A note").fill("On the way home, in the rain.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("On the way home, in the rain.")).toBeVisible();
  await killed();
  await open(page, server, "/log");
  await expect(page.getByText("You were adding details to this one.")).toBeVisible();
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await expect.poll(drafted).toBe(null);
  await open(page, server, first);
  await expect(page.getByText("On the way home, in the rain.")).toBeVisible();
  await expect(page.getByText("On the way home.", { exact: true }).first()).toBeVisible();
});

test("undo takes a craving back, and a wrong code says so without a hint", async ({ page, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill("AAAAA-AAAAA");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("That code didn't work. Check it, or ask for a new one.")).toBeVisible();
  await expect(page.getByLabel("Code", { exact: true })).toHaveValue("AAAAA-AAAAA");
  await enrol(page, server);
  await logCraving(page, 9);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone. Nothing was saved.")).toBeVisible();
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
});

test("every page opens offline by its own address", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await logCraving(page, 6);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page).toHaveURL(/\/list\/[0-9a-f]{32}$/);
  const entry = new URL(page.url()).pathname;
  const built = readdirSync(join(siteFolder, "static")).filter((name) => !name.endsWith(".br"));
  const kept = await page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((name) => /^evenkeel-[0-9a-f]+$/.test(name));
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  });
  expect(kept, "what is installed has every part").toEqual(expect.arrayContaining(built.map((name) => `/static/${name}`)));
  await server.stop();
  for (const [path, text] of [["/now", "Right now"], ["/log", "How strong is it?"], ["/list", "Today"], [entry, "Who can read this"], ["/more", "What we can see"], ["/skills", "Add your own"], ["/reminders", "Add a reminder"], ["/know", "What the server cannot read"], ["/", "Right now"]]) {
    await open(page, server, path);
    await expect(page.getByText(text).first()).toBeVisible();
  }
  await page.goto(`${server.url}/help`);
  await expect(page.getByRole("link", { name: /988/ })).toBeVisible();
  // The language can be changed offline.
  await open(page, server, "/more");
  await page.getByRole("button", { name: "Español" }).click();
  await expect(page.getByRole("heading", { name: "Más" })).toBeVisible();
});

test("a number that is tapped before the phone has read what for is saved all the same", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await slowStorage(page);
  await open(page, server, "/log");
  await page.getByRole("button", { name: "7 of 10" }).click();
  await expect(page.getByRole("button", { name: "7 of 10" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText("Craving 7 · Tea")).toHaveCount(1);
});

test("two tabs write into one journal without losing or doubling (A11)", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  const other = await context.newPage();
  const each = 100;
  // Clicks inside the page: a tab in the background draws no frames, which the test runner's own clicks wait for.
  const write = async (tab, intensity) => {
    await open(tab, server, "/log");
    await expect(tab.getByRole("button", { name: "7 of 10" })).toBeVisible();
    await tab.evaluate(
      async ([intensity, each]) => {
        const until = async (found) => {
          for (let n = 0; n < 2000; n += 1) {
            const element = found();
            if (element) return element;
            await new Promise((done) => setTimeout(done, 5));
          }
          throw new Error("nothing came");
        };
        const link = (href) => () => document.querySelector(`nav a[href="${href}"]`);
        for (let n = 0; n < each; n += 1) {
          (await until(() => document.querySelector(`[aria-label="${intensity} of 10"][aria-pressed="false"]`))).click();
          await until(() => document.querySelector("main")?.textContent.includes("Saved on this phone."));
          (await until(link("/more"))).click();
          await until(() => document.querySelector("#language"));
          (await until(link("/log"))).click();
          await until(() => document.querySelector('.chips button[aria-pressed="true"]'));
        }
      },
      [intensity, each],
    );
  };
  await Promise.all([write(page, 2), write(other, 8)]);
  await open(page, server, "/list");
  await expect(waiting(page)).toBeEmpty({ timeout: 60_000 });
  for (let drawn = 50; drawn < 2 * each; drawn += 50) {
    await page.getByRole("button", { name: "Show earlier" }).click();
    await expect(page.locator("main article")).toHaveCount(drawn + 50);
  }
  await expect(page.getByText(/^Craving 2/)).toHaveCount(each);
  await expect(page.getByText(/^Craving 8/)).toHaveCount(each);
  console.log(`A11: ${2 * each} interleaved writes in two tabs, 0 lost, 0 doubled`);
});

test("an entry edited in two places keeps both versions until one is chosen", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await logCraving(page, 5);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page).toHaveURL(/\/list\/[0-9a-f]{32}$/);
  const other = await context.newPage();
  await open(other, server, new URL(page.url()).pathname);
  for (const tab of [page, other]) await tab.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("A note").fill("the first thought");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("the first thought")).toBeVisible();
  await other.getByLabel("A note").fill("the second thought");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Edited on two phones")).toBeVisible();
  await expect(other.getByText("the first thought")).toBeVisible();
  await expect(other.getByText("the second thought").first()).toBeVisible();
  await other.getByRole("button", { name: "Keep using this one" }).last().click();
  await expect(other.getByText("Edited on two phones")).toHaveCount(0);
  await expect(other.getByText("the first thought")).toBeVisible();
  await expect(page.getByText("Edited on two phones")).toHaveCount(0);
});

/** Kills Chromium at a random moment after it said *saved*, starts it again on the same profile, and counts. */
async function killed(server, rounds, early) {
  const profile = mkdtempSync(join(tmpdir(), "evenkeel-phone-"));
  const launch = () => chromium.launchPersistentContext(profile, { ...test.info().project.use.launchOptions, headless: true, viewport: { width: 360, height: 740 }, locale: "en-US" });
  let said = 0;
  let lost = 0;
  try {
    let context = await launch();
    let page = context.pages()[0] ?? (await context.newPage());
    await enrol(page, server);
    await installed(page);
    await server.stop();
    for (let round = 0; round < rounds; round += 1) {
      if (early) await page.addInitScript(() => {
        // The control: reports *complete* after the first put, and never finishes the transaction.
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...args) {
          const request = put.apply(this, args);
          const { transaction } = this;
          if (location.pathname === "/log" && !transaction.early) {
            transaction.early = true;
            transaction.commit = () => {};
            setTimeout(() => transaction.oncomplete?.(new Event("complete")), 0);
            const hold = () => (this.get("meta").onsuccess = hold);
            hold();
          }
          return request;
        };
      });
      await open(page, server, "/log");
      await page.getByRole("button", { name: "5 of 10" }).click();
      const saved = page.getByText("Saved on this phone. Private.");
      const shown = await saved.waitFor({ timeout: 30_000 }).then(() => true, () => false);
      if (shown) said += 1;
      await new Promise((done) => setTimeout(done, Math.random() * 30));
      const gone = new Promise((done) => context.once("close", done));
      killAll(profile);
      await gone;
      context = await launch();
      page = context.pages()[0] ?? (await context.newPage());
    }
    await open(page, server, "/list");
    // All of them are there once the phone has read them: on a busy machine not at once.
    const found = page.getByText(/^Craving 5/);
    await expect(found).toHaveCount(said, { timeout: early ? 5000 : 30_000 }).catch(() => {});
    lost = said - (await found.count());
    await context.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  return { said, lost };
}

/** SIGKILL to every process of a profile. */
function killAll(profile) {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(profile)) process.kill(Number(pid), "SIGKILL");
    } catch {
      // Gone already.
    }
  }
}

test("what the phone called saved survives the death of its browser (A3)", async ({ server }) => {
  const { said, lost } = await killed(server, 20, false);
  console.log(`A3: ${said} times saved and killed, ${lost} lost`);
  expect(said).toBe(20);
  expect(lost).toBe(0);
});

test("control for A3: a build that says saved before complete does lose", async ({ server }) => {
  const { said, lost } = await killed(server, 3, true);
  console.log(`A3 control: ${said} times saved and killed, ${lost} lost`);
  expect(lost).toBeGreaterThan(0);
});

test("a page in the browser's memory writes nothing, and writes what waited when it comes back (F12)", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await page.getByRole("link", { name: "Log a craving" }).click();
  const turn = (event) => page.evaluate((event) => dispatchEvent(new PageTransitionEvent(event, { persisted: true })), event);
  await turn("pagehide");
  await page.getByRole("button", { name: "4 of 10" }).click();
  const saved = page.getByText("Saved on this phone. Private.");
  await page.waitForTimeout(1000);
  await expect(saved, "the control: it was left").toHaveCount(0);
  await turn("pageshow");
  await expect(saved).toBeVisible();
});

test("a new build waits while a tab is writing, and then takes over", async ({ page, watch }) => {
  const site = mkdtempSync(join(tmpdir(), "evenkeel-site-"));
  cpSync(siteFolder, site, { recursive: true });
  const server = await Server.fresh({ site });
  await server.start();
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  const build = () => page.evaluate(async () => (await caches.keys()).filter((name) => /^evenkeel-[0-9a-f]+$/.test(name))).catch(() => []);
  const [first] = await build();
  await logCraving(page, 5);
  await page.getByLabel("A note").fill("still writing");
  await page.waitForTimeout(800);

  const names = JSON.parse(readFileSync(join(site, "site.json"), "utf8"));
  writeFileSync(join(site, "site.json"), JSON.stringify({ ...names, build: "another" }));
  await server.stop();
  await server.start();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await expect.poll(build).toHaveLength(2);
  await page.waitForTimeout(1000);
  expect(await build(), "the old build is still served").toContain(first);
  await expect(page.getByLabel("A note")).toHaveValue("still writing");

  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("still writing")).toBeVisible();
  await page.waitForTimeout(800);
  await page.reload();
  await expect.poll(build, { timeout: 10_000 }).toEqual([expect.not.stringContaining(first)]);
  await ready(page);
  await server.end();
  rmSync(site, { recursive: true, force: true });
});

test("a craving is saved with the first file alone; the others are asked for until they come", async ({ browser, server }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await enrol(page, server);
  let held = 0;
  await context.route("**/static/late-*", (route) => ((held += 1), route.abort()));
  await open(page, server, "/log");
  await page.getByRole("button", { name: "6 of 10" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await page.getByRole("link", { name: "List" }).click();
  await expect(page.getByText("The rest of the app could not be loaded.")).toBeVisible();
  expect(held).toBeGreaterThan(0);
  await context.unroute("**/static/late-*");
  await expect(page.getByText("Craving 6 · Tea")).toBeVisible({ timeout: 15_000 });
  await context.close();
});

test("while a page's file does not come, Help and the other pages are within reach (F13)", async ({ browser, server }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await enrol(page, server);
  await context.route("**/static/late-entries-*", () => {});
  await open(page, server, "/now");
  await page.getByRole("link", { name: "List" }).click();
  await expect(page).toHaveURL(/\/list$/);
  await expect(page.getByRole("heading", { name: "Loading…" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Help" })).toBeVisible();
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Right now" })).toBeVisible();
  await context.close();
});

for (const [file, path, shown] of [["entries", "/list", "Craving 6 · Tea"], ["common", "/list", "Craving 6 · Tea"], ["between", "/list", "Craving 6 · Tea"], ["times", "/skills", "Add your own"]]) {
  test(`a page says so while the part ${file} cannot be fetched, and shows itself once it can`, async ({ browser, server }) => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    await enrol(page, server);
    await logCraving(page, 6);
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(/\/list\/[0-9a-f]{32}$/);
    await context.route(`**/static/late-${file}-*`, (route) => route.abort());
    await open(page, server, path);
    await expect(page.getByText("The rest of the app could not be loaded.")).toBeVisible();
    // Whatever is there goes on working.
    await open(page, server, "/log");
    await page.getByRole("button", { name: "7 of 10" }).click();
    await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
    await open(page, server, path);
    await context.unroute(`**/static/late-${file}-*`);
    await expect(page.getByText(shown).first()).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText("The rest of the app could not be loaded.")).toHaveCount(0);
    await context.close();
  });
}
