// WebKit, the iPhone's engine: Debian's WebKitGTK on a screen of its own, driven over WebDriver. No iOS around it: home
// screen, share sheet, push and eviction of storage cannot be seen here.
// selenium-webdriver and not webdriverio, because it is the reference client, is released
// monthly and brings 15 packages instead of some 200.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Builder } from "selenium-webdriver";

const MINI_BROWSER = process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

/** A screen that nobody sees; its process and its number. */
async function screen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x1600x24", "-nolisten", "tcp"]);
  const [number] = await once(xvfb.stdout, "data");
  return { xvfb, display: `:${String(number).trim()}` };
}

/** The browser's own buttons without room around them: with it no window is as narrow as a phone. */
const NARROW = "* { min-width: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }";

/** A home that holds what this browser is told and what it downloads. */
function home() {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-webkit-"));
  for (const inner of ["gtk-3.0", "downloads"]) mkdirSync(join(folder, inner));
  writeFileSync(join(folder, "gtk-3.0/gtk.css"), NARROW);
  writeFileSync(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${folder}/downloads"\n`);
  return folder;
}

export class WebKit {
  static name = "WebKit";
  /** Over plain http it keeps no sign-in. */
  static secure = true;

  /** `elsewhere` is the port that every other name than this machine's leads to. */
  static async launch({ elsewhere } = {}) {
    const engine = new WebKit();
    const { xvfb, display } = await screen();
    const port = await freePort();
    // The sandbox needs rights that a container lacks; it is off for this browser only.
    engine.home = home();
    const own = { DISPLAY: display, XDG_CONFIG_HOME: engine.home, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
    const env = { ...process.env, ...own, TZ: "America/New_York", LANG: "en_US.UTF-8" };
    // A group of their own: the driver starts the browser, and both must end.
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, detached: true, stdio: "ignore" });
    engine.processes = [xvfb, driver];
    try {
      const url = `http://127.0.0.1:${port}`;
      for (let tries = 0; !(await fetch(`${url}/status`).catch(() => null))?.ok; tries += 1) {
        if (tries > 100) throw new Error("WebKitWebDriver does not answer");
        await new Promise((done) => setTimeout(done, 100));
      }
      const browser = { binary: MINI_BROWSER, args: ["--automation"] };
      const wanted = { browserName: "MiniBrowser", "webkitgtk:browserOptions": browser, acceptInsecureCerts: true };
      if (elsewhere) wanted.proxy = { proxyType: "manual", httpProxy: `127.0.0.1:${elsewhere}` };
      engine.driver = await new Builder().disableEnvironmentOverrides().usingServer(url).withCapabilities(wanted).build();
      await engine.driver.manage().setTimeouts({ script: 30_000, pageLoad: 60_000 });
      await engine.size(390, 800);
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  }

  /** The page's own size, without what the browser draws around it. */
  async size(width, height) {
    const window = this.driver.manage().window();
    for (let tries = 0; tries < 20; tries += 1) {
      const outer = await window.getRect();
      const inner = await this.run(() => ({ width: innerWidth, height: innerHeight }));
      if (inner.width === width && inner.height === height) return;
      // A window that was just opened may not know yet how wide it is.
      const wanted = { x: 0, y: 0, width: outer.width + width - inner.width, height: outer.height + height - inner.height };
      if (wanted.width > 0 && wanted.height > 0) await window.setRect(wanted);
      else await new Promise((done) => setTimeout(done, 100));
    }
  }

  /** Somebody else at the same time, with a browser of their own. */
  another() {
    return WebKit.launch();
  }

  /** The files that were saved, by name. */
  async saved() {
    const folder = join(this.home, "downloads");
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  }

  async goto(url) {
    await this.driver.get(url);
  }

  async reload() {
    await this.driver.navigate().refresh();
  }

  /** Runs a function in the page; its result may be a promise. */
  async run(task, ...given) {
    const script = `const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);
      Promise.resolve().then(() => (${task})(...given)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.driver.executeAsyncScript(script, ...given);
    if (error) throw new Error(error);
    return value;
  }

  /** The element that a function finds in the page, or undefined. */
  async find(task, ...given) {
    return (await this.driver.executeScript(`return (${task})(...arguments) ?? null;`, ...given)) ?? undefined;
  }

  async bring(source) {
    await this.driver.executeScript(`${source}; return 0;`);
  }

  click(element) {
    return element.click();
  }

  async fill(element, text) {
    await element.clear();
    await element.sendKeys(text);
  }

  async close() {
    await this.driver?.quit().catch(() => {});
    const [xvfb, driver] = this.processes;
    try {
      process.kill(-driver.pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
    xvfb.kill("SIGKILL");
    rmSync(this.home, { recursive: true, force: true });
  }
}
