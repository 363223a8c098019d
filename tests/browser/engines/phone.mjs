// A page in any engine, driven by what a person sees. An engine gives `goto`, `reload`, `run`, `find`, `click`, `fill` and
// `bring`, which runs a script that the content policy does not judge.
import { createRequire } from "node:module";
import { expect } from "../product.mjs";

const { source: axe } = createRequire(import.meta.resolve("@axe-core/playwright"))("axe-core");
const WAIT = 30_000;
const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** In the page: the control that says this, or else the first that begins with it, or has it. */
const control = (text, within) => {
  const says = (e) => (e.getAttribute("aria-label") ?? e.textContent).replace(/\s+/g, " ").trim();
  const all = [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll("button, a, summary, label")]);
  const there = all.filter((e) => e.checkVisibility() && !e.disabled && e.getBoundingClientRect().width > 0);
  const first = (fits) => there.find((e) => fits(says(e)));
  const one = first((said) => said === text) ?? first((said) => said.startsWith(text)) ?? first((said) => said.includes(text));
  one?.scrollIntoView({ block: "center" });
  return one;
};

/**
 * In the page: the field with this label. It is not asked for its `labels`: WebKitGTK 2.50 aborts when it collects such a
 * list after the page was left (`decrementCheckedPtrCount`).
 */
const field = (label) => {
  const labelOf = (e) => e.closest("label") ?? document.querySelector(`label[for="${CSS.escape(e.id)}"]`);
  const says = (e) => (e.getAttribute("aria-label") ?? labelOf(e)?.textContent ?? "").replace(/\s+/g, " ").trim();
  const all = [...document.querySelectorAll("input, textarea, select")].filter((e) => e.checkVisibility());
  const one = all.find((e) => says(e).startsWith(label));
  one?.scrollIntoView({ block: "center" });
  return one;
};

export class Phone {
  constructor(engine, url) {
    Object.assign(this, { engine, url });
  }

  /** Tries until it works; a page may be changing while it is asked. */
  async until(what, attempt) {
    const end = Date.now() + WAIT;
    for (;;) {
      let trouble;
      const done = await attempt().catch((error) => void (trouble = error));
      if (done) return done;
      if (Date.now() > end) {
        const shown = await this.text().catch(() => "");
        throw new Error(`${what} did not come (${trouble ?? "nothing failed"}); the page says: ${shown}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  text() {
    return this.engine.run(() => `${location.pathname}: ${document.body.innerText}`);
  }

  ready() {
    return this.until("the living page", () => this.engine.run(() => document.documentElement.dataset.ready === "yes"));
  }

  async go(path) {
    await this.engine.goto(this.url + path);
    await this.ready();
  }

  async reload() {
    await this.engine.reload();
    await this.ready();
  }

  /** A browser may tell an error of a tap that did its work: then the control is gone, and stays so. */
  tap(text, within = "body") {
    let tapped;
    return this.until(`the control “${text}”`, async () => {
      const found = await this.engine.find(control, text, within);
      if (!found) return tapped && Date.now() - tapped > 2000;
      tapped = Date.now();
      await this.engine.click(found);
      return found;
    });
  }

  fill(label, text) {
    return this.until(`the field “${label}”`, async () => {
      const found = await this.engine.find(field, label);
      if (found) await this.engine.fill(found, text);
      return found;
    });
  }

  /** The text in a field, as soon as it is this one. */
  holds(label, text) {
    const same = async () => (await this.engine.run(`(label) => (${field})(label)?.value`, label)) === text;
    return this.until(`“${text}” in “${label}”`, same);
  }

  sees(text) {
    const shown = (text) => document.body.innerText.replace(/\s+/g, " ").includes(text);
    return this.until(`the text “${text}”`, () => this.engine.run(shown, text));
  }

  async lacks(text) {
    expect(await this.text(), `nothing says “${text}”`).not.toContain(text);
  }

  /** Waits for a path that matches. */
  at(pattern) {
    return this.until(`the page ${pattern}`, async () => pattern.test(await this.engine.run(() => location.pathname)));
  }

  pressed(text) {
    const is = (text) => [...document.querySelectorAll('[aria-pressed="true"]')].some((e) => (e.ariaLabel ?? e.textContent).trim() === text);
    return this.until(`“${text}” is chosen`, () => this.engine.run(is, text));
  }

  async enrol(code) {
    await this.go("/start");
    await this.fill("Code", code.toLowerCase());
    await this.tap("Continue");
    await this.fill("Your word for it", "Tea");
    await this.fill("How you count it", "cups");
    await this.tap("Save");
    await this.tap("Skip for now");
    await this.at(/^\/now$/);
  }

  /** Waits until everything that works without a network is here. */
  async installed() {
    await this.until("the service worker", () => this.engine.run(() => Boolean(navigator.serviceWorker.controller)));
  }

  /** Waits until phone and server are in step. */
  async inStep() {
    await this.tap("Now", "nav");
    await this.until("in step", () => this.engine.run(() => document.querySelector("#waiting")?.innerText === ""));
  }

  online() {
    return this.engine.run(() => void dispatchEvent(new Event("online")));
  }

  /** Everything on the open page is sound to axe. */
  async sound(name) {
    const look = async (rules) => {
      const { violations } = await globalThis.axe.run(document, { runOnly: rules });
      return violations.map((v) => `${v.id} ${v.nodes[0].html}`);
    };
    // At the end of the page the bar covers nothing. A page that still grows has its end elsewhere.
    const ended = async () => {
      const { scrollHeight } = document.documentElement;
      scrollTo(0, scrollHeight);
      await new Promise((done) => setTimeout(done, 300));
      return document.documentElement.scrollHeight === scrollHeight;
    };
    await this.until(`the end of ${name}`, () => this.engine.run(ended));
    await this.engine.bring(axe);
    expect(await this.engine.run(look, RULES), `${name} in ${this.engine.constructor.name}`).toEqual([]);
    const over = await this.engine.run(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, `${name} is too wide in ${this.engine.constructor.name}`).toBeLessThanOrEqual(0);
  }
}
