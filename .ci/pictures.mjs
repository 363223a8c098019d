// The two pictures of the README, of invented people: Today on a phone, with a note that a counselor has read, and that
// counselor's desk. Called by .ci/pictures.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [binary, site, target] = process.argv.slice(2);
const { chromium } = createRequire(new URL("../tests/browser/package.json", import.meta.url))("@playwright/test");

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 844 }, deviceScaleFactor: 1.5 };
const SAME = { reducedMotion: "reduce", colorScheme: "light", locale: "en-US", timezoneId: "America/New_York" };

const port = await new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});
const url = `http://localhost:${port}`;
const folder = mkdtempSync(join(tmpdir(), "evenkeel-pictures-"));
const args = ["--listen", `127.0.0.1:${port}`, "--public-url", url, "--data", join(folder, "data"), "--site", site];
const server = spawn(binary, ["--demo", ...args]);
const { code, link } = await new Promise((done, fail) => {
  let said = "";
  const hear = (bytes) => {
    said += bytes;
    const code = /code ([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(said)?.[1];
    const link = /http:\S+\/care\/demo\/\S+/.exec(said)?.[0];
    if (code && link) done({ code, link });
  };
  server.stdout.on("data", hear);
  server.stderr.on("data", hear);
  server.once("exit", () => fail(new Error(said)));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
});
const open = async (options, path) => {
  const page = await (await browser.newContext({ ...SAME, ...options })).newPage();
  await page.goto(path);
  return page;
};
const button = (page, name) => page.getByRole("button", { name, exact: true });

try {
  // The phone: enrolled, with one shared craving and its trigger.
  const phone = await open(PHONE, `${url}/start`);
  const at = async (path) => {
    await phone.goto(url + path);
    await phone.locator("html[data-ready=yes]").waitFor();
  };
  await phone.locator("html[data-ready=yes]").waitFor();
  await phone.getByLabel("Code", { exact: true }).fill(code);
  await button(phone, "Continue").click();
  await phone.getByLabel("Your word for it").fill("Wine");
  await phone.getByLabel("How you count it").fill("glasses");
  await button(phone, "Save").click();
  await button(phone, "Skip for now").click();
  await at("/log");
  await button(phone, "6 of 10").click();
  await phone.getByText("Saved on this phone. Private.").waitFor();
  await button(phone, "Done").click();
  await phone.getByText("Stored privately.").first().waitFor();
  await at("/list");
  await phone.getByRole("link", { name: /Craving 6/ }).first().click();
  await button(phone, "Share with my care team").click();
  await phone.getByText("Shared with your care team.").waitFor({ timeout: 30_000 });

  // The desk: reads it, then looks at somebody with eight weeks behind them.
  const desk = await open(DESK, link);
  await desk.getByRole("button").first().click();
  await desk.waitForURL(/\/care$/);
  await desk.getByRole("link", { name: /Demo Phone/ }).first().click();
  await desk.getByRole("main").getByRole("link", { name: /not opened yet/ }).first().click();
  await desk.getByText("You are the first to open this.").waitFor();
  await desk.getByRole("link", { name: /Rowan Testperson/ }).first().click();
  await desk.waitForLoadState("networkidle");
  await desk.screenshot({ path: join(target, "desk.png") });

  await at("/now");
  await phone.getByText(/Seen by/).waitFor({ timeout: 30_000 });
  await phone.screenshot({ path: join(target, "phone.png") });
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
