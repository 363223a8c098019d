// Over plain http WebKit keeps no sign-in at all, and at an address of another machine no browser has keys: said in words
// before anybody types a code that works once.
import { ENGINES } from "./product.mjs";
import { WebKit } from "./webkit.mjs";
import { Server, expect, test } from "../product.mjs";

test.describe.configure({ mode: "default" });

const NAME = "evenkeel.test";
const HERE = {
  en: "This browser does not keep a sign-in at an address that begins with http://",
  es: "Este navegador no guarda la sesión en una dirección que empieza con http://",
};
const ELSEWHERE = { en: "Nothing is protected here, and you cannot sign in.", es: "Aquí nada está protegido y no puedes iniciar sesión." };

for (const Engine of ENGINES) {
  for (const lang of ["en", "es"]) {
    test(`${Engine.name}: over plain http a page says why a sign-in cannot last (${lang})`, async () => {
      const server = await Server.fresh();
      await server.start();
      const reach = Engine === WebKit ? server.port : NAME;
      const engine = await Engine.launch({ elsewhere: reach });
      const page = () => engine.run(() => ({ lang: document.documentElement.lang, text: document.body.innerText, fields: document.querySelectorAll("#code").length }));
      // The language, from a page that starts nothing.
      const speak = async (origin) => {
        await engine.goto(`${origin}/help`);
        await engine.run((lang) => void (document.cookie = `lang=${lang}; Path=/`), lang);
      };
      try {
        await speak(`http://${NAME}:${server.port}`);
        for (const path of ["/start", "/care/sign-in"]) {
          await engine.goto(`http://${NAME}:${server.port}${path}`);
          await expect.poll(async () => (await page()).text, { timeout: 15_000 }).toContain(ELSEWHERE[lang]);
          expect(await page()).toMatchObject({ lang, fields: 0 });
        }
        await speak(server.url);
        for (const path of ["/start", "/care/sign-in"]) {
          await engine.goto(server.url + path);
          if (Engine === WebKit) {
            await expect.poll(async () => (await page()).text, { timeout: 15_000 }).toContain(HERE[lang]);
          } else {
            await new Promise((done) => setTimeout(done, 1000));
            expect((await page()).text, "the control: Firefox keeps it").not.toContain("http://");
          }
        }
      } finally {
        await engine.close();
        await server.end();
      }
    });
  }
}
