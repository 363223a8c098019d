// Small and by hand: keeps one document per route pattern and language, and what they need. It touches nothing personal:
// /api, /care and what else the server answers for one person go to the network. The server stamps the build.
const BUILD = "{{BUILD}}";
const CACHE = `evenkeel-${BUILD}`;
const SETTINGS = "evenkeel-settings";
const FILES = {{FILES}};
const PATTERNS = {{PATTERNS}};
const LANGS = ["en", "es"];
// The server answers these itself, or nobody does: staff pages, and what is about one person.
const SERVERS = /^\/(api|care|plain|calendar|shell|static)(\/|$)/;

const shell = (lang, pattern) => `/shell/${lang}${pattern}`;

async function install() {
  const cache = await caches.open(CACHE);
  const documents = LANGS.flatMap((lang) => [...PATTERNS, "/help", "/blank", "/missing"].map((pattern) => shell(lang, pattern)));
  // Hashed files of the build before are the same bytes: take them from there and save the phone's data.
  await Promise.all(
    FILES.map(async (file) => {
      const kept = file.startsWith("/static/") && (await caches.match(file));
      return kept ? cache.put(file, kept) : cache.add(new Request(file, { cache: "no-cache" }));
    }),
  );
  await cache.addAll(documents.map((url) => new Request(url, { cache: "no-cache" })));
}

async function activate() {
  for (const name of await caches.keys()) if (name !== CACHE && name !== SETTINGS) await caches.delete(name);
  await self.clients.claim();
}

async function language() {
  const kept = await caches.match("/lang", { cacheName: SETTINGS });
  const lang = kept ? await kept.text() : (self.navigator.language || "en").slice(0, 2);
  return LANGS.includes(lang) ? lang : "en";
}

// From this build. Opening the cache would create it again after the next build has removed it.
const ours = (path) => caches.match(path, { cacheName: CACHE });

// The pattern a path belongs to, if it is one of ours.
function patternOf(path) {
  const parts = path.split("/");
  return [...PATTERNS, "/help", "/blank"].find((pattern) => {
    const wanted = pattern.split("/");
    return wanted.length === parts.length && wanted.every((part, at) => part === "{id}" || part === parts[at]);
  });
}

async function page(request, pattern) {
  return (await ours(shell(await language(), pattern))) || fetch(request);
}

// An address that this build does not know: the server may, and says so itself if it does not.
async function unknown(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await ours(shell(await language(), "/missing"));
    if (!kept) throw error;
    return new Response(kept.body, { status: 404, headers: kept.headers });
  }
}

async function file(request, path) {
  return (await ours(path)) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === "/") return event.respondWith(Response.redirect("/now"));
    const pattern = patternOf(url.pathname);
    if (pattern) return event.respondWith(page(request, pattern));
    // A slash at the end leads where the address without it does.
    const bare = url.pathname.replace(/\/+$/, "");
    if (patternOf(bare)) return event.respondWith(Response.redirect(bare + url.search));
    if (!SERVERS.test(url.pathname)) event.respondWith(unknown(request));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(file(request, url.pathname));
  }
});

self.addEventListener("message", (event) => {
  const { what, value } = event.data || {};
  if (what === "take-over") self.skipWaiting();
  if (what === "lang" && LANGS.includes(value)) {
    const kept = caches.open(SETTINGS).then((cache) => cache.put("/lang", new Response(value)));
    event.waitUntil(kept.then(() => event.ports[0]?.postMessage("kept")));
  }
  if (what === "forget") event.waitUntil(caches.delete(SETTINGS));
});

// Notifications. The text comes from the server's fixed list; whatever else a payload holds is not shown.
const FALLBACK = { en: "You have a reminder.", es: "Tienes un recordatorio." };
const INBOX = /^\/inbox\/[0-9a-f]{32}$/;

// The path that a notification leads to: one reminder of our inbox, or the inbox itself. Never another address.
function leadsTo(address) {
  try {
    const { origin, pathname } = new URL(address, self.location.origin);
    if (origin === self.location.origin && INBOX.test(pathname)) return pathname;
  } catch {}
  return "/inbox";
}

// Always shows something, also for an empty or a broken payload: browsers withdraw the permission otherwise.
async function show(event) {
  let told = {};
  try {
    told = event.data.json().notification ?? {};
  } catch {}
  const lang = LANGS.includes(told.lang) ? told.lang : await language();
  const body = typeof told.body === "string" ? told.body : FALLBACK[lang];
  // The same occurrence replaces itself in silence, wherever it was shown before.
  const tag = typeof told.tag === "string" ? told.tag : "reminder";
  const data = { path: leadsTo(told.navigate) };
  await self.registration.showNotification("Evenkeel", { body, lang, dir: "ltr", tag, data, silent: told.silent === true, icon: "/icon-192.png", badge: "/icon-192.png" });
}

// Navigates an open app, without reloading it if possible; opens the app otherwise.
async function openAt(path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((client) => client.visibilityState === "visible") ?? pages[0];
  if (!page) return self.clients.openWindow(path);
  const { port1, port2 } = new MessageChannel();
  const taken = new Promise((done) => ((port1.onmessage = () => done(true)), setTimeout(() => done(false), 1000)));
  page.postMessage({ what: "go", value: path }, [port2]);
  await page.focus().catch(() => {});
  if (!(await taken)) await page.navigate(path).catch(() => self.clients.openWindow(path));
}

// The browser renewed its subscription: the server hears of the new one at once, or at the next start of the app.
async function renew(event) {
  const limit = { signal: AbortSignal.timeout?.(30_000) };
  const { key } = await (await fetch("/api/v1/push", limit)).json();
  if (!key) return;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const made = event.newSubscription ?? (await self.registration.pushManager.subscribe(options));
  const { endpoint, keys } = made.toJSON();
  const body = JSON.stringify({ endpoint, keys, lang: await language() });
  await fetch("/api/v1/push/subscription", { ...limit, method: "PUT", headers: { "content-type": "application/json" }, body });
}

self.addEventListener("push", (event) => event.waitUntil(show(event)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openAt(event.notification.data?.path ?? "/inbox"));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event).catch(() => {})));
