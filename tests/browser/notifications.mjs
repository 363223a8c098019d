// Notifications from outside: the push service is mocked, messages are delivered by the
// browser's developer protocol, and a tap is an event inside the worker (headless Chromium has none to tap).
import { expect } from "./product.mjs";

/** Keys as a server has them: 65 bytes each. */
export const KEYS = [1, 2].map((n) => Buffer.from([4, ...Array(64).fill(n)]).toString("base64url"));

/** Lets this page subscribe without a push service; what it subscribed to outlives a reload. */
export const standInForPushService = (page) =>
  page.addInitScript(() => {
    const kept = () => JSON.parse(sessionStorage.getItem("subscription") ?? "null");
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)).buffer;
    const made = (of) => ({
      endpoint: of.endpoint,
      options: { applicationServerKey: bytes(of.key) },
      toJSON: () => ({ endpoint: of.endpoint, keys: { p256dh: "BP256", auth: "auth" } }),
      unsubscribe: async () => (sessionStorage.removeItem("subscription"), true),
    });
    PushManager.prototype.getSubscription = async () => kept() && made(kept());
    PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
      const of = { key: typeof key === "string" ? key : text(key), endpoint: `https://push.invalid/${Math.random()}` };
      sessionStorage.setItem("subscription", JSON.stringify(of));
      return made(of);
    };
  });

/** Mocks the server's half of push and records requests. `answer.key` may be changed; `answer.refused`: the push service refuses what it is told. */
export async function standInForServer(page) {
  const answer = { key: KEYS[0], told: [] };
  await page.route("**/api/v1/push", (route) => {
    const subscribed = !answer.refused && answer.told.at(-1)?.method === "PUT";
    return route.fulfill({ json: { key: answer.key, why: answer.key ? null : "not_configured", subscribed } });
  });
  await page.route("**/api/v1/push/subscription", (route) => {
    answer.told.push({ method: route.request().method(), ...route.request().postDataJSON() });
    return route.fulfill({ status: 204 });
  });
  return answer;
}

/** Delivers a message to the service worker as the browser does, once it is decrypted. */
async function deliver(page, server, data) {
  const client = await page.context().newCDPSession(page);
  const registered = new Promise((done) =>
    client.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && done(registrations[0].registrationId)),
  );
  await client.send("ServiceWorker.enable");
  await client.send("ServiceWorker.deliverPushMessage", { origin: server.url, registrationId: await registered, data });
  await client.detach();
}

/**
 * The same, until `read` returns what is `wanted`. Repeats when the browser, still closing a notification with that tag,
 * closed this one too, or when it lost the message: the protocol does not say whether it arrived.
 */
export const deliverUntil = (page, server, data, read, wanted) =>
  expect(async () => {
    await deliver(page, server, data);
    await expect.poll(read, { timeout: 1500 }).toEqual(wanted);
  }, data.slice(0, 40)).toPass({ timeout: 20_000 });

export const message = (server, path, more = {}) =>
  JSON.stringify({
    web_push: 8030,
    notification: { title: "Evenkeel", lang: "en", dir: "ltr", body: "Time for a check-in.", navigate: server.url + path, tag: path.split("/").at(-1), silent: false, ...more },
  }).padEnd(1024);

/** The notifications on the lock screen. */
export const shown = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }));
  });

/** Taps the only notification. Returns the path that the worker would open in a new window, if any. */
export async function tap(context) {
  const [worker] = context.serviceWorkers();
  return worker.evaluate(async () => {
    let opened;
    const open = self.clients.openWindow;
    self.clients.openWindow = async (path) => (opened = path);
    const [notification] = await self.registration.getNotifications();
    try {
      self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
    } catch {}
    // An event that was made here cannot be waited for by the worker.
    for (let n = 0; n < 20 && !opened; n++) await new Promise((done) => setTimeout(done, 50));
    self.clients.openWindow = open;
    return opened;
  });
}

/** The latest rows of a feed topic on this page, by id. */
export function told(page, topic) {
  const all = new Map();
  page.on("response", async (answer) => {
    if (!answer.url().endsWith("/api/v1/sync") || !answer.ok()) return;
    const { changes } = await answer.json().catch(() => ({ changes: [] }));
    for (const change of changes) if (change.topic === topic) all.set(change.id, change.is);
  });
  return all;
}

export const occurrences = (page) => told(page, 12);

export const nothingWaits = (page) => expect(page.locator("#waiting")).toBeEmpty({ timeout: 30_000 });
