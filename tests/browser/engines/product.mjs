// The product in an engine: a server that the engine can sign in at, a phone, and whoever else is there.
import { Server, test as base } from "../product.mjs";
import { Firefox } from "./firefox.mjs";
import { Phone } from "./phone.mjs";
import { SecureServer } from "./secure.mjs";
import { WebKit } from "./webkit.mjs";

export { expect } from "../product.mjs";

export const ENGINES = [WebKit, Firefox];

/** One test per engine: `tell` gets the server, a phone, and `another()`, which opens a browser for somebody else. */
export function inEngines(name, tell, engines = ENGINES) {
  for (const Engine of engines) {
    base(`${Engine.name}: ${name}`, async () => {
      const server = await (Engine.secure ? SecureServer : Server).fresh();
      const open = [];
      const opened = (engine) => {
        open.unshift(engine);
        return new Phone(engine, server.url);
      };
      try {
        await server.start();
        const phone = opened(await Engine.launch());
        await tell({ server, phone, Engine, another: async () => opened(await phone.engine.another()) });
      } finally {
        for (const engine of open) await engine.close();
        await server.end();
      }
    });
  }
}

/** A counselor in another browser, signed in with the demo's link. */
export async function counselor(server, another) {
  const desk = await another();
  await desk.engine.size(1180, 800);
  await desk.engine.goto(server.staffLink());
  await desk.tap("", "main form");
  await desk.at(/^\/care$/);
  return desk;
}
