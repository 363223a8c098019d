// Starts a participant page: the colours, the WASM, the service worker. All scripts are files, so that the content policy
// allows none inside a page.

// Whatever a browser lacks or forbids, the page goes on without it.
const ask = (what) => {
  try {
    return what();
  } catch {}
};
const page = document.documentElement;

// Words where the app itself cannot say any. Help is one tap away, above.
const say = (en, es) => {
  const said = Object.assign(document.createElement("p"), { className: "note", textContent: page.lang === "es" ? es : en });
  said.setAttribute("role", "alert");
  document.querySelector("main")?.prepend(said);
  return said;
};

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
addEventListener("appinstalled", () => tellInstall());

// A quick exit. The pages of this visit are counted, so that it can go back to the first of them, put a bland address in its
// place, and cut off the others; it goes on there, in whatever document that is.
const session = ask(() => sessionStorage);
let gone = false;
const exit = () => {
  if (ask(() => session.getItem("exit"))) {
    gone = true;
    session.removeItem("exit");
    document.body.replaceChildren();
    history.replaceState(null, "", "/blank");
    history.pushState(null, "", "/blank");
    location.replace("/blank");
  }
};
ask(exit);
ask(() => {
  const first = Number(session.first ?? (session.first = history.length));
  for (const name of ["pushState", "replaceState"]) {
    const change = history[name].bind(history);
    history[name] = (_, ...to) => change({ at: (history.state?.at ?? 0) + (name === "pushState") }, ...to);
  }
  if (!history.state) History.prototype.replaceState.call(history, { at: Math.max(0, history.length - first) }, "");
});
addEventListener("popstate", exit);
addEventListener("pageshow", ({ persisted }) => (gone && persisted ? location.replace("/blank") : exit()));
globalThis.evenkeelExit = () => {
  document.body.replaceChildren();
  const at = ask(() => {
    if (!globalThis.navigation) return history.state.at;
    // Help and the bland page have no script that could go on.
    return navigation.currentEntry.index - navigation.entries().findIndex(({ url }) => !/\/(help|blank)$/.test(url));
  });
  if (at > 0 && ask(() => (session.setItem("exit", "1"), true))) {
    history.go(-at);
    // A browser that goes nowhere.
    setTimeout(exit, 2000);
  } else {
    gone = true;
    location.replace("/blank");
  }
};

const worker = ask(() => navigator.serviceWorker);
const locks = ask(() => navigator.locks);
let taking = false;

// Nobody has touched this page yet: it may still be exchanged for one of the new build.
let untouched = true;
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => (untouched = false), { once: true, capture: true });

function takeOver(registration) {
  const waiting = registration.waiting;
  if (!waiting || taking || !locks) return;
  // Every writing tab holds "evenkeel-writing" shared; this gets it only when no tab is writing.
  const take = (lock) => {
    if (!lock || globalThis.evenkeelWriting) return;
    taking = true;
    waiting.postMessage({ what: "take-over" });
  };
  locks.request("evenkeel-writing", { ifAvailable: true }, take).catch(() => {});
}

// The page tells: the language (the worker and the server choose the document by it), that everything is forgotten, or that
// it is whole.
globalThis.evenkeelTell = async (what, value) => {
  if (what === "whole") return settle();
  document.cookie = `lang=${value}; Path=/; Max-Age=${what === "lang" ? 31536000 : 0}; SameSite=Lax; Secure`;
  const active = (await worker?.getRegistration().catch(() => {}))?.active;
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
ask(() => {
  if (worker.controller) settle();
  whole.then(() => worker.register("/sw.js")).then((registration) => {
    // A browser may refuse workers without a word.
    if (!registration) return;
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
  }, () => {});
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
});

let holding = null;
setInterval(() => {
  if (globalThis.evenkeelWriting && !holding && locks) {
    locks.request("evenkeel-writing", { mode: "shared" }, () => new Promise((release) => (holding = release)));
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

// Says once that there is no app here, and why.
const sorry = (error) => {
  if (page.dataset.ready === "no") return;
  const ran = page.dataset.ready;
  page.dataset.ready = "no";
  for (const link of document.querySelectorAll("a.help")) link.href = "/help";
  slow?.remove();
  const said = ran
    ? say("The app stopped. What you saved is safe: open it again. Help still works.", "La aplicación se detuvo. Lo que guardaste está a salvo: ábrela otra vez. La Ayuda funciona.")
    : ["TypeError", "TimeoutError"].includes(error?.name) && globalThis.WebAssembly
      ? say("The app could not be loaded. Check your network and open it again. Help still works.", "No se pudo cargar la aplicación. Revisa la red y ábrela otra vez. La Ayuda funciona de todos modos.")
      : say("This browser cannot run the app. Help still works.", "Este navegador no puede abrir la aplicación. La Ayuda funciona de todos modos.");
  // The times need no WASM where somebody is signed in.
  if (location.pathname.startsWith("/times")) {
    const plain = Object.assign(document.createElement("a"), { href: "/plain/times" });
    plain.textContent = page.lang === "es" ? "Ver tus citas." : "See your appointments.";
    said.append(" ", plain);
  }
  console.error(error?.name);
  settle();
};

// A page that looks alive must be alive. Words that come before the living page would go with the server's.
const stops = (error) => setTimeout(() => sorry(error), page.dataset.ready ? 0 : 3000);
addEventListener("error", ({ error }) => error && stops(error));
addEventListener("unhandledrejection", ({ reason }) => reason?.name === "RuntimeError" && stops(reason));

// See plain-http.js. Asking for a cookie throws where they are blocked.
const kept = location.protocol === "https:" || (ask(() => {
  document.cookie = "kept=1; Secure";
  const has = document.cookie.includes("kept=1");
  document.cookie = "kept=; Secure; Max-Age=0";
  return isSecureContext && has;
}) ?? true);

let slow;
setTimeout(() => {
  if (!page.dataset.ready) slow = say("The app is still loading. Help works already.", "La aplicación todavía se está cargando. La Ayuda ya funciona.");
}, 15000);

try {
  // Gone already: nothing may be drawn.
  if (gone) await new Promise(() => {});
  const theme = ask(() => localStorage.getItem("theme"));
  // Where even asking throws, nothing could be kept.
  if (theme === undefined) throw new Error();
  if (theme === '"light"' || theme === '"dark"') page.dataset.theme = JSON.parse(theme);
  if (!isSecureContext) throw new Error("plain http");
  const { default: init, start } = await import("GLUE");
  await drawn;
  await init({ module_or_path: fetch("WASM", { signal: ask(() => AbortSignal.timeout(120000)) }) });
  await start();
  page.dataset.ready ??= "yes";
} catch (error) {
  sorry(error);
}
if (!kept) import("/plain-http.js").catch(() => {});
