// Firefox from Debian's package, without a window.
import puppeteer from "puppeteer-core";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Firefox {
  static name = "Firefox";
  static secure = false;

  /** `elsewhere` is a name that leads to this machine and is not known as its own. */
  static async launch({ elsewhere = "" } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "evenkeel-firefox-"));
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      headless: true,
      timeout: 120_000,
      extraPrefsFirefox: {
        "browser.download.folderList": 2,
        "browser.download.dir": folder,
        "intl.accept_languages": "en-US, en",
        "network.dns.localDomains": elsewhere,
        "dom.security.https_first": false,
      },
      env: { ...process.env, TZ: "America/New_York" },
    });
    const engine = new Firefox();
    Object.assign(engine, { browser, folder, owner: true });
    engine.page = await browser.newPage();
    engine.page.setDefaultTimeout(120_000);
    await engine.size(390, 800);
    return engine;
  }

  /** Somebody else at the same time, with cookies and storage of their own. */
  async another() {
    const engine = new Firefox();
    const context = await this.browser.createBrowserContext();
    Object.assign(engine, { browser: this.browser, context, page: await context.newPage() });
    await engine.size(390, 800);
    return engine;
  }

  size(width, height) {
    return this.page.setViewport({ width, height });
  }

  async saved() {
    return Object.fromEntries(readdirSync(this.folder).map((name) => [name, readFileSync(join(this.folder, name), "utf8")]));
  }

  async goto(url) {
    await this.page.goto(url);
  }

  async reload() {
    await this.page.reload();
  }

  run(task, ...given) {
    if (typeof task !== "string") return this.page.evaluate(task, ...given);
    return this.page.evaluate(`(${task})(...${JSON.stringify(given)})`);
  }

  async find(task, ...given) {
    return (await this.page.evaluateHandle(task, ...given)).asElement() ?? undefined;
  }

  bring(source) {
    return this.page.evaluate(`${source}; 0`);
  }

  click(element) {
    return element.click();
  }

  async fill(element, text) {
    await element.evaluate((node) => node.select());
    await element.type(text);
  }

  async close() {
    if (!this.owner) return this.context.close();
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
