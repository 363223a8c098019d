// A reminder end to end, without mocks: the server encrypts and posts it, a push service forwards it, Firefox decrypts it and
// shows it. The push service is ours, because the real ones cannot be reached from a test; it speaks what Firefox speaks.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { PushService, preferences } from "./push-service.mjs";
import { Server, expect, test } from "./product.mjs";

const TEXTS = ["You have a reminder.", "Something starts soon.", "Your schedule has changed.", "Time for a check-in.", "You have a message."];
const HOUR = 60 * 60_000;

// One Firefox at a time: two of them leave no core to the server.
test.describe.configure({ mode: "default" });

const noon = new Date();

/** A zone where it is about noon, so that quiet hours are over whenever this runs. */
function noonZone() {
  const east = 12 - noon.getUTCHours();
  return east === 0 ? "Etc/GMT" : `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

/** Firefox with one page, driven by what a person sees. */
class Phone {
  static async open(push, url, more = {}) {
    const phone = new Phone();
    phone.url = url;
    phone.browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      headless: true,
      timeout: 120_000,
      extraPrefsFirefox: { ...preferences(push), ...more },
      env: { ...process.env, TZ: noonZone() },
    });
    phone.page = await phone.browser.newPage();
    phone.page.setDefaultTimeout(120_000);
    await phone.page.setViewport({ width: 390, height: 800 });
    return phone;
  }

  async go(path) {
    await this.page.goto(this.url + path);
    await this.page.waitForSelector("html[data-ready=yes]", { timeout: 60_000 });
  }

  /**
   * Taps the control that begins with this text; `within` is a card, found by its title and state. A page that the tap
   * leads `away` from answers first.
   */
  async tap(text, { within = [], away = false } = {}) {
    const found = (text, within, away) => {
      const cards = within.length ? [...document.querySelectorAll("article")].filter((e) => within.every((w) => e.innerText.includes(w))) : [document.body];
      const all = cards.flatMap((part) => [...part.querySelectorAll("button, a, summary")]);
      const one = all.find((e) => e.textContent.trim().startsWith(text) && e.checkVisibility() && !e.disabled);
      if (away && one) setTimeout(() => one.click(), 500);
      else one?.click();
      return Boolean(one);
    };
    await this.page.waitForFunction(found, { timeout: 30_000, polling: 200 }, text, within, away).catch(async (error) => {
      const shown = await this.page.evaluate(() => `${location.pathname}: ${document.body.innerText}`).catch(String);
      throw new Error(`“${text}” did not come; the page says: ${shown}`, { cause: error });
    });
  }

  /** Waits for a card with all of these texts, and until the server has every tap. */
  async stands(...texts) {
    const found = (texts) =>
      [...document.querySelectorAll("article")].some((e) => texts.every((text) => e.innerText.includes(text))) &&
      document.querySelector("#waiting")?.innerText === "";
    await this.page.waitForFunction(found, { timeout: 60_000, polling: 200 }, texts);
  }

  async sees(text) {
    await this.page.waitForFunction((text) => document.body.innerText.includes(text), { timeout: 60_000, polling: 200 }, text);
  }

  async fill(selector, text) {
    await this.page.locator(selector).fill(text);
  }

  async enrol(code) {
    await this.go("/start");
    await this.fill("#code", code);
    await this.tap("Continue");
    await this.fill("#name", "Tea");
    await this.fill("#unit", "cups");
    await this.tap("Save");
    await this.tap("Skip for now");
    await this.page.waitForFunction(() => location.pathname === "/now");
  }

  /** The notifications on the lock screen. */
  shown() {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  }

  clear() {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      for (const shown of await registration.getNotifications()) shown.close();
    });
  }
}

/** A counselor at the plain forms. */
class Desk {
  static async signIn(server) {
    const desk = new Desk();
    desk.url = server.url;
    const answer = await desk.post(new URL(server.staffLink()).pathname, {});
    desk.cookie = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
    return desk;
  }

  post(path, fields) {
    const headers = { origin: this.url, cookie: this.cookie ?? "", "content-type": "application/x-www-form-urlencoded" };
    return fetch(this.url + path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
  }

  async get(path) {
    return (await fetch(this.url + path, { headers: { cookie: this.cookie } })).text();
  }

  /** Replies to an entry of the phone that the test enrolled. */
  async reply(object, text) {
    const person = /href="(\/care\/people\/[0-9a-f]{32})"[^>]*>(?:(?!<\/a>).)*Demo Phone/s.exec(await this.get("/care"))[1];
    expect((await this.post(`${person}/entries/${object}/replies`, { text })).status).toBe(303);
  }

  /** Cancels the demo's sessions of today and tomorrow, so that none of their reminders interferes. */
  async clearDays() {
    const list = await this.get(`/care/schedule?view=list&from=${civil(Date.now()).day}`);
    const sessions = new Set([...list.matchAll(/\/care\/schedule\/sessions\/[0-9a-f]{32}/g)].map(([path]) => path));
    expect(sessions.size).toBeGreaterThan(6);
    const off = [];
    for (const path of [...sessions].slice(0, 6)) off.push((await this.post(`${path}/cancel`, { reason: "Closed." })).status);
    // A session that has begun can no longer be canceled.
    expect(off.filter((status) => status === 303).length, off.join()).toBeGreaterThan(3);
  }
}

/** Date and time in the program's zone, as forms have them. */
function civil(at) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(at);
  const of = (type) => parts.find((part) => part.type === type).value;
  return { day: `${of("year")}-${of("month")}-${of("day")}`, start: `${of("hour")}:${of("minute")}` };
}

const weekday = (day) => ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][new Date(`${day}T12:00:00Z`).getUTCDay()];
const words = { title: "An hour together", name: "Hour", room: "Room 3", link: "", leader: "", minutes: "45", confirmed: "yes" };

/** Plans one hour for the whole evening track; returns its address. */
async function plan(desk, at, name) {
  const { day, start } = civil(at);
  const answer = await desk.post("/care/schedule/series", {
    ...words, title: `${name} together`, name, kind: "Group", audience: "Evening", first: day, last: day, start, [weekday(day)]: "on",
  });
  expect(answer.status, await answer.text()).toBe(303);
  const list = await desk.get(`/care/schedule?view=list&from=${day}`);
  const lines = [...list.matchAll(/href="(\/care\/schedule\/sessions\/[0-9a-f]{32})"[^>]*>([^<]*)/g)];
  return lines.find(([, , text]) => text.includes(`${name} together`))[1];
}

/** The next full minute that is far enough ahead to plan something for it. */
const nextMinute = () => Math.ceil((Date.now() + 25_000) / 60_000) * 60_000;

/** Firefox with an enrolled, subscribed phone, and a counselor. `tell` is the story. */
async function story(tell) {
  test.setTimeout(600_000);
  const push = await PushService.start();
  const server = await Server.fresh({ args: ["--push-origin", push.origin] });
  await server.start();
  let ahead = 0;
  /** The server's clock, in ms. */
  const now = () => Date.now() + ahead * 1000;
  const forward = async (ms) => {
    ahead += Math.ceil(ms / 1000);
    server.options.args = ["--push-origin", push.origin, "--clock-ahead", String(ahead)];
    await server.stop();
    await server.start();
  };
  const phone = await Phone.open(push, server.url);
  /** Waits until this many messages were posted in total; returns the last one's notification. */
  const comes = async (what, count) => {
    await expect.poll(() => push.posts.length, { timeout: 150_000, message: `${what}: posted` }).toBe(count);
    await expect.poll(async () => (await phone.shown()).length, { timeout: 20_000, message: `${what}: shown` }).toBeGreaterThan(0);
    const shown = await phone.shown();
    for (const { title, body, tag } of shown) {
      expect(title).toBe("Evenkeel");
      expect(TEXTS).toContain(body);
      expect(tag).toMatch(/^[0-9a-f]{32}$/);
    }
    await phone.clear();
    return shown;
  };
  try {
    const desk = await Desk.signIn(server);
    await desk.clearDays();
    await phone.enrol(server.code());
    await phone.go("/reminders");
    await phone.tap("Turn them on");
    await phone.sees("Turn them off");
    await tell({ push, server, phone, desk, now, forward, comes });
  } finally {
    await phone.browser.close();
    await server.end();
    await push.stop();
  }
}

test("a reminder travels from the server to Firefox's lock screen, and what is done, moved or called off is silent", () =>
  story(async ({ push, server, phone, desk, now, forward, comes }) => {
    await phone.tap("30 min");
    await phone.sees("Your program's server knows this.");
    await phone.tap("Send me a test");
    const [tested] = await comes("the test", 1);
    expect(tested.body).toBe("You have a reminder.");
    await phone.sees("The notification service accepted it at");

    // A session an hour ahead: its reminder comes within the minute.
    const first = await plan(desk, nextMinute() + HOUR, "First");
    const [soon] = await comes("an hour before", 2);
    expect(soon.body).toBe("Something starts soon.");

    // *Later*, on the phone: the same reminder comes again.
    await phone.go("/inbox");
    await phone.tap("10 min", { within: ["First", "Sent to this phone"] });
    await phone.stands("First", "Coming again");
    await forward(10 * 60_000);
    const [again] = await comes("after ten minutes", 3);
    expect(again.tag).toBe(soon.tag);

    // *Done*: the reminder half an hour before no longer comes. A second session shows that others do.
    await phone.go("/inbox");
    await phone.tap("Done", { within: ["First", "Sent to this phone"] });
    await phone.stands("First", "Done.");
    const other = await Desk.signIn(server);
    const second = await plan(other, Math.ceil(now() / 60_000) * 60_000 + HOUR + 22 * 60_000, "Second");
    await forward(23 * 60_000);
    const [next] = await comes("of the second session", 4);
    expect(next.tag).not.toBe(soon.tag);

    // Moved, then canceled: one notification each, and nothing at the old time.
    const last = await Desk.signIn(server);
    const moved = civil(now() + 5 * HOUR);
    const change = await last.post(`${second}/change?scope=one`, { ...words, title: "Second together", name: "Second", ...moved, reason: "A leak." });
    expect(change.status, await change.text()).toBe(303);
    const [changed] = await comes("moved", 5);
    expect(changed.body).toBe("Your schedule has changed.");
    await phone.go(second.replace("/care/schedule/sessions", "/times"));
    await phone.sees("Why: A leak.");
    const off = await last.post(`${second}/cancel`, { reason: "Still leaking." });
    expect(off.status).toBe(303);
    const [cancelled] = await comes("called off", 6);
    expect(cancelled.body).toBe("Your schedule has changed.");
    await phone.go("/times");
    await phone.go(second.replace("/care/schedule/sessions", "/times"));
    await phone.sees("Why: Still leaking.");
    await forward(5 * HOUR);
    await new Promise((done) => setTimeout(done, 5000));
    expect(push.posts.length, "nothing comes at the times that were").toBe(6);
    expect(new Set(push.posts.map(({ body }) => body.length)).size, "one size").toBe(1);
    expect(first).not.toBe(second);
  }));

test("a reply comes at once or with all of the day, and a subscription that the browser lost comes back by itself", () =>
  story(async ({ push, server, phone, desk, now, forward, comes }) => {
    await phone.go("/log");
    await phone.page.locator('[aria-label="6 of 10"]').click();
    await phone.sees("Saved on this phone.");
    await phone.tap("Done");
    await phone.sees("Stored privately.");
    await phone.tap("Share with my care team");
    await phone.sees("Shared with your care team.");
    const object = new URL(phone.page.url()).pathname.split("/").at(-1);
    await desk.reply(object, "Thank you for writing this down.");
    const [reply] = await comes("a reply", 1);
    expect(reply.body).toBe("You have a message.");
    await phone.go(`/inbox/${reply.tag}`);
    await phone.page.waitForFunction((object) => location.pathname === `/list/${object}`, {}, object);
    await phone.sees("Thank you for writing this down.");

    // From now on once a day, at six in the evening.
    await phone.go("/reminders");
    await phone.page.locator("#digest-on").click();
    const known = () => document.querySelector("#digest-on").checked && document.querySelector("#settings-state").innerText.includes("server knows this");
    await phone.page.waitForFunction(known, { timeout: 30_000, polling: 200 });
    await desk.reply(object, "See you tomorrow.");
    await desk.reply(object, "Bring the list.");
    await new Promise((done) => setTimeout(done, 5000));
    expect(push.posts.length, "not one by one").toBe(1);
    const there = new Date(now() + (12 - noon.getUTCHours()) * HOUR);
    await forward(18 * HOUR - (there.getUTCHours() * HOUR + there.getUTCMinutes() * 60_000 + there.getUTCSeconds() * 1000));
    const [digest] = await comes("the daily summary", 2);
    expect(digest.body).toBe("You have a reminder.");
    await phone.go("/inbox");
    await phone.stands("Daily summary", "Sent to this phone");
    await phone.stands("Your care team replied", "It came in your daily summary.");

    // The push service forgets the browser, which subscribes again without opening the app.
    const [{ channel }] = push.posts;
    push.forget();
    const arrives = async () => {
      const before = push.posts.length;
      await phone.page.evaluate(() => fetch("/api/v1/push/test", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }));
      await new Promise((done) => setTimeout(done, 2000));
      return push.posts.slice(before).some((post) => post.channel !== channel);
    };
    await expect.poll(arrives, { timeout: 90_000, intervals: [1000] }).toBe(true);
    await expect.poll(async () => (await phone.shown()).map(({ body }) => body), { timeout: 20_000 }).toContain("You have a reminder.");
    expect(new Set(push.posts.map(({ body }) => body.length)).size, "one size").toBe(1);
  }));

test("a copy arrives with the day in its name, and after a quick exit Back leads nowhere private (F18, F20)", async () => {
  const push = await PushService.start();
  const server = await Server.fresh();
  await server.start();
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-download-"));
  const phone = await Phone.open(push, server.url, {
    "browser.download.folderList": 2,
    "browser.download.dir": folder,
    "browser.download.useDownloadDir": true,
    "browser.download.always_ask_before_handling_new_types": false,
    "browser.helperApps.neverAsk.saveToDisk": "application/json",
  });
  try {
    await phone.enrol(server.code());
    await phone.go("/log");
    await phone.page.locator('[aria-label="6 of 10"]').click();
    await phone.sees("Saved on this phone.");
    await phone.tap("Done");
    await phone.sees("Stored privately.");
    await phone.tap("More");
    await phone.tap("Save a copy");
    const copies = () => readdirSync(folder).filter((name) => /^evenkeel-\d{4}-\d\d-\d\d\.json$/.test(name));
    await expect.poll(copies, { timeout: 30_000 }).toHaveLength(1);
    const read = () => {
      try {
        return JSON.parse(readFileSync(join(folder, copies()[0]), "utf8")).entries.length;
      } catch {
        return undefined;
      }
    };
    await expect.poll(read, { timeout: 30_000 }).toBe(1);

    await phone.tap("List");
    await phone.tap("More");
    await phone.tap("Quick exit", { away: true });
    await phone.page.waitForFunction(() => location.pathname === "/blank" && document.body.innerText.includes("Nothing planned."), { timeout: 30_000, polling: 200 });
    for (let n = 0; n < 6; n += 1) {
      await phone.page.evaluate(() => history.back()).catch(() => {});
      await new Promise((done) => setTimeout(done, 700));
      const text = await phone.page.evaluate(() => document.body?.innerText ?? "").catch(() => "");
      expect(text, phone.page.url()).not.toMatch(/Craving|Tea|Log a craving|Right now|List|Save a copy/);
    }
  } finally {
    await phone.browser.close();
    await server.end();
    await push.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
