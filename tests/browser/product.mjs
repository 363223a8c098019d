// The product from outside: a separate server per test, a phone, a counselor. Stops everything it started.
import { test as base, expect } from "@playwright/test";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const target = process.env.CARGO_TARGET_DIR;
export const binary = process.env.EVENKEEL_BINARY ?? join(target, "debug/evenkeel");
const site = process.env.EVENKEEL_SITE ?? join(target, "site");

// Below the range of outgoing connections, and in a range of this worker's own: a restarted
// server must find its port free, whatever another worker starts meanwhile.
const freePort = () =>
  new Promise((done, fail) => {
    const port = 11_000 + 1_000 * (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 9) + Math.floor(Math.random() * 1_000);
    const probe = createServer().once("error", fail).listen(port, "127.0.0.1", () => probe.close(() => done(port)));
  }).catch(() => freePort());

/** The real server with the demo program, or without it (`demo: false`). It can be stopped and started again on the same port and data. */
export class Server {
  constructor(port, data, options = {}) {
    Object.assign(this, { port, data, options, output: "" });
    this.url = `http://localhost:${port}`;
  }

  static async fresh(options) {
    return new Server(await freePort(), mkdtempSync(join(tmpdir(), "evenkeel-")), options);
  }

  async start() {
    this.output = "";
    const { site: from = site, args = [], demo = true } = this.options;
    this.process = spawn(binary, [...(demo ? ["--demo"] : []), "--listen", `127.0.0.1:${this.port}`, "--public-url", this.url, "--data", this.data, "--site", from, ...args]);
    const keep = (bytes) => (this.output += bytes);
    this.process.stdout.on("data", keep);
    this.process.stderr.on("data", keep);
    await expect.poll(() => this.output, { timeout: 30_000 }).toContain(demo ? "/care/demo/" : "in a browser");
  }

  async stop(signal = "SIGKILL") {
    if (!this.process) return;
    const gone = new Promise((done) => this.process.once("exit", done));
    this.process.kill(signal);
    await gone;
    this.process = undefined;
  }

  async end() {
    await this.stop();
    for (const folder of [this.data, `${this.data}-keys`]) rmSync(folder, { recursive: true, force: true });
  }

  /** The newest enrolment code that was printed. */
  code() {
    return [...this.output.matchAll(/code ([0-9A-Z]{5}-[0-9A-Z]{5})/g)].at(-1)[1];
  }

  staffLink() {
    return [...this.output.matchAll(/https?:\S+\/care\/demo\/\S+/g)].at(-1)[0];
  }
}

export const test = base.extend({
  server: async ({}, use) => {
    const server = await Server.fresh();
    await server.start();
    await use(server);
    await server.end();
  },
  // Every page reports what the content policy refused and where it went; both must stay empty.
  watch: async ({}, use) => {
    const seen = { violations: [], foreign: [], errors: [] };
    const watch = async (page, server) => {
      await page.addInitScript(() => addEventListener("securitypolicyviolation", (e) => console.warn(`CSP ${e.violatedDirective} ${e.blockedURI}`)));
      page.on("console", (message) => message.text().startsWith("CSP ") && seen.violations.push(message.text()));
      page.on("pageerror", (error) => seen.errors.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url())) seen.foreign.push(request.url());
      });
    };
    await use(watch);
    expect(seen).toEqual({ violations: [], foreign: [], errors: [] });
  },
});

/** Waits until the live page has replaced the one the server rendered. */
export const ready = (page) => expect(page.locator("html[data-ready=yes]")).toHaveCount(1);

export const open = async (page, server, path) => {
  await page.goto(server.url + path);
  await ready(page);
};

/** From the next page on: a phone with slow storage, as after its browser was killed. */
export const slowStorage = (page, ms = 1500) =>
  page.addInitScript((ms) => {
    const { get, set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
    const slow = (request, then) => (request instanceof IDBOpenDBRequest && then ? (event) => setTimeout(() => then.call(request, event), ms) : then);
    Object.defineProperty(IDBRequest.prototype, "onsuccess", { get, set(then) { set.call(this, slow(this, then)); } });
  }, ms);

/** Waits until the service worker has cached everything, so that the network may go. */
export const installed = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active.state !== "activated") await new Promise((done) => active.addEventListener("statechange", done, { once: true }));
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  });

/** Enrols this browser with the demo's code and makes a first target. */
export async function enrol(page, server, name = "Tea") {
  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill(server.code().toLowerCase());
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Your word for it").fill(name);
  await page.getByLabel("How you count it").fill("cups");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Skip for now" }).click();
  await expect(page).toHaveURL(/\/now$/);
}

/** Waits until phone and server are in step. */
export const inStep = async (page) => {
  await page.getByRole("link", { name: "Now", exact: true }).click();
  await expect(page.locator("#waiting")).toBeEmpty({ timeout: 15_000 });
};

/** Two taps from the open app. */
export async function logCraving(page, intensity) {
  await page.getByRole("link", { name: "Log a craving" }).click();
  await page.getByRole("button", { name: `${intensity} of 10` }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
}

/** A counselor in another browser, signed in with the demo's link. */
export async function counselor(browser, server) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 800 } });
  const page = await context.newPage();
  await page.goto(server.staffLink());
  await page.getByRole("button").first().click();
  await expect(page).toHaveURL(/\/care$/);
  return page;
}

export { expect };
