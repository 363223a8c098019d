// Starts a participant page: the colours, the service worker, the WASM. All scripts are files, so
// that the content policy allows none inside a page.
const theme = localStorage.getItem("theme");
if (theme === '"light"' || theme === '"dark"') document.documentElement.dataset.theme = JSON.parse(theme);

// The page says while a form is being filled in; no new build takes over then.
globalThis.evenkeelWriting = false;

// The browser offers to install: kept until the page asks for it. The page hears of it by the event.
const tellInstall = (offer) => {
  globalThis.evenkeelInstall = offer;
  dispatchEvent(new Event("evenkeel-install"));
};
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  tellInstall(event);
});
addEventListener("appinstalled", () => tellInstall(undefined));

const worker = navigator.serviceWorker;
let taking = false;

// Nobody has touched this page yet: it may still be exchanged for one of the new build.
let untouched = true;
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => (untouched = false), { once: true, capture: true });

function takeOver(registration) {
  const waiting = registration.waiting;
  if (!waiting || taking || !navigator.locks) return;
  // Every writing tab holds "evenkeel-writing" shared; this gets it only when no tab is writing.
  const take = (lock) => {
    if (!lock || globalThis.evenkeelWriting) return;
    taking = true;
    waiting.postMessage({ what: "take-over" });
  };
  navigator.locks.request("evenkeel-writing", { ifAvailable: true }, take).catch(() => {});
}

// The page tells: the language (the worker and the server choose the document by it), that everything is forgotten, or that
// it is whole.
globalThis.evenkeelTell = async (what, value) => {
  if (what === "whole") return settle();
  document.cookie = `lang=${value}; Path=/; Max-Age=${what === "lang" ? 31536000 : 0}; SameSite=Lax; Secure`;
  const active = worker && (await worker.getRegistration())?.active;
  if (what === "lang") {
    if (active) {
      const { port1, port2 } = new MessageChannel();
      const told = new Promise((done) => ((port1.onmessage = done), setTimeout(done, 1000)));
      active.postMessage({ what, value }, [port2]);
      await told;
    }
    location.reload();
  } else {
    active?.postMessage({ what, value });
  }
};

// Not before the page is whole: the worker fetches everything there is, and on a slow phone it would come between.
// A page that never says so gets it all the same: offline, Help must be there.
let settle;
const whole = new Promise((done) => (settle = () => (globalThis.requestIdleCallback ?? setTimeout)(done, { timeout: 2000 })));
setTimeout(settle, 15000);
if (worker?.controller) settle();
if (worker) {
  whole.then(() => worker.register("/sw.js")).then((registration) => {
    const follow = (coming) =>
      coming?.addEventListener("statechange", () => coming.state === "installed" && worker.controller && takeOver(registration));
    // Again and again: the page that stood here before may still be letting go of the lock.
    setInterval(() => untouched && takeOver(registration), 500);
    // One may be on its way already: of that one no event tells.
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) takeOver(registration);
      else registration.update().catch(() => {});
    });
  }, () => {});
  // A language chosen before there was a worker to tell.
  worker.ready.then(({ active }) => {
    const value = /\blang=(\w+)/.exec(document.cookie)?.[1];
    if (value) active.postMessage({ what: "lang", value });
  });
  // A notification was tapped: go to its subject. If the app has started, its router handles the click.
  worker.addEventListener("message", ({ data, ports }) => {
    if (data?.what !== "go") return;
    const link = Object.assign(document.createElement("a"), { href: data.value, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    ports[0]?.postMessage("gone");
  });
  worker.addEventListener("controllerchange", () => {
    if (taking) location.reload();
  });
}

let holding = null;
setInterval(() => {
  if (globalThis.evenkeelWriting && !holding && navigator.locks) {
    navigator.locks.request("evenkeel-writing", { mode: "shared" }, () => new Promise((release) => (holding = release)));
  } else if (!globalThis.evenkeelWriting && holding) {
    holding();
    holding = null;
  }
}, 500);

// The server's page is painted before the WASM is fetched. A hidden page is never painted, so the wait has a limit.
const drawn = new Promise((done) => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 250);
});

try {
  const { default: init, start } = await import("GLUE");
  await drawn;
  await init({ module_or_path: "WASM" });
  await start();
  document.documentElement.dataset.ready = "yes";
} catch (error) {
  // No WASM here (Lockdown Mode, an old browser): say so, and leave Help within reach.
  document.documentElement.dataset.ready = "no";
  const said = document.createElement("p");
  said.className = "note";
  said.setAttribute("role", "alert");
  said.textContent =
    document.documentElement.lang === "es"
      ? "Este navegador no puede abrir la aplicación. La Ayuda funciona de todos modos."
      : "This browser cannot run the app. Help still works.";
  // The times need no WASM where somebody is signed in.
  if (location.pathname.startsWith("/times")) {
    const plain = Object.assign(document.createElement("a"), { href: "/plain/times" });
    plain.textContent = document.documentElement.lang === "es" ? "Ver tus citas." : "See your appointments.";
    said.append(" ", plain);
  }
  document.querySelector("main")?.prepend(said);
  console.error(error.name);
  settle();
}
