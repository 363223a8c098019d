// Lighthouse (mobile, its own slow network and phone) on sign-in, Today and Log of an enrolled phone, fetched as for the first
// time: three runs each, medians printed, and an error where one misses its mark. Called by .ci/lighthouse.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, binary, site] = process.argv.slice(2);
const from = createRequire(join(tools, "package.json"));
const load = (name) => import(pathToFileURL(from.resolve(name)));
const [{ default: lighthouse }, puppeteer] = [await load("lighthouse"), await load("puppeteer-core")];

const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
// Private on purpose: a search engine has no business in somebody's notes, and would find none. The audit that calls this a
// fault is the only one left out.
const SKIPPED = ["is-crawlable"];
const MARKS = { lcp: 1600, tbt: 50, cls: 0 };

const port = await new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});
const url = `http://localhost:${port}`;
const folder = mkdtempSync(join(tmpdir(), "evenkeel-lighthouse-"));
const server = spawn(binary, ["--demo", "--listen", `127.0.0.1:${port}`, "--public-url", url, "--data", join(folder, "data"), "--site", site]);
const code = await new Promise((done, fail) => {
  let said = "";
  const hear = (bytes) => {
    said += bytes;
    const found = /code ([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(said);
    if (found && said.includes("/care/demo/")) done(found[1]);
  };
  server.stdout.on("data", hear);
  server.stderr.on("data", hear);
  server.once("exit", () => fail(new Error(said)));
});

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  userDataDir: join(folder, "profile"),
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A phone as it is after a few notes.
async function enrol() {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 740, hasTouch: true, isMobile: true });
  const tap = (selector) => page.locator(selector).click();
  const ready = () => page.waitForSelector("html[data-ready=yes]");
  await page.goto(`${url}/start`);
  await ready();
  await page.locator("#code").fill(code);
  await tap("form button[type=submit]");
  await page.locator("#name").fill("Tea");
  await page.locator("#unit").fill("cups");
  await tap("form button[type=submit]");
  await tap("::-p-text(Skip for now)");
  for (const strong of [8, 3]) {
    await page.goto(`${url}/log`);
    await ready();
    await tap(`::-p-aria([name="${strong} of 10"][role="button"])`);
    await page.waitForSelector("::-p-text(Saved on this phone. Private.)");
  }
  await page.goto(`${url}/now`);
  await page.waitForSelector("article.card");
  // Entries still on their way to the server would change the page in the middle of a measurement.
  await page.waitForFunction(() => !document.querySelector("#waiting")?.textContent);
  await page.close();
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(path) {
  const runs = [];
  for (let tries = 0; runs.length < RUNS; tries++) {
    const page = await browser.newPage();
    // Lighthouse itself clears the worker and its files, but not the notes and the sign-in.
    const { lhr } = await lighthouse(url + path, { skipAudits: SKIPPED, onlyCategories: CATEGORIES }, undefined, page);
    await page.close();
    // A machine that is too busy spoils a recording now and then; that says nothing of the page.
    if (!lhr.runtimeError) runs.push(lhr);
    else if (tries > 2 * RUNS) throw new Error(lhr.runtimeError.message);
  }
  const values = (read) => median(runs.map(read));
  const missing = Object.values(runs[0].categories).flatMap((c) => c.auditRefs.filter((ref) => ref.weight > 0).map((ref) => runs[0].audits[ref.id]));
  for (const audit of missing.filter((audit) => audit.score !== null && audit.score < 0.9)) {
    console.error(`  ${path} ${audit.id}: ${audit.title} ${audit.displayValue ?? ""}`);
  }
  return {
    ...Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * values((run) => run.categories[name].score))])),
    lcp: Math.round(values((run) => run.audits["largest-contentful-paint"].numericValue)),
    tbt: Math.round(values((run) => run.audits["total-blocking-time"].numericValue)),
    cls: values((run) => run.audits["cumulative-layout-shift"].numericValue),
  };
}

let missed = false;
try {
  const measured = [["/start", await measure("/start")]];
  await enrol();
  for (const path of ["/now", "/log"]) measured.push([path, await measure(path)]);
  for (const [path, values] of measured) {
    console.log(`${path}: ${Object.entries(values).map(([name, value]) => `${name} ${value}`).join(", ")}`);
    const below = CATEGORIES.filter((name) => values[name] < 100);
    const over = Object.entries(MARKS).filter(([name, most]) => values[name] > most).map(([name]) => name);
    if (below.length + over.length) console.error(`${path} misses: ${[...below, ...over].join(", ")}`);
    missed ||= below.length + over.length > 0;
  }
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(missed ? 1 : 0);
