// Small and by hand: keeps one document per route pattern and language, and what they need. It touches nothing personal:
// /api, /care and everything it does not know go to the network. The server stamps the build.
const BUILD = "{{BUILD}}";
const CACHE = `evenkeel-${BUILD}`;
const SETTINGS = "evenkeel-settings";
const FILES = {{FILES}};
const PATTERNS = {{PATTERNS}};
const LANGS = ["en", "es"];

const shell = (lang, pattern) => `/shell/${lang}${pattern}`;

async function install() {
  const cache = await caches.open(CACHE);
  const documents = LANGS.flatMap((lang) => [...PATTERNS, "/help", "/blank"].map((pattern) => shell(lang, pattern)));
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

// From this build. Opening the cache would make it anew after the build that follows has removed it.
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
    if (pattern) event.respondWith(page(request, pattern));
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
