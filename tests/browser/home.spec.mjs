// The app on the home screen: installing, badge, and the back button.
import { enrol, expect, installed, logCraving, open, ready, test } from "./product.mjs";

const hint = (page) => page.getByRole("region", { name: "On your home screen" });

test("where the browser offers to install, one tap asks it; afterwards the hint is gone", async ({ page, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/start");
  await expect(hint(page)).toContainText("You can add Evenkeel to your home screen");
  const kept = await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    window.asked = 0;
    offer.userChoice = Promise.resolve({ outcome: "accepted" });
    offer.prompt = () => {
      window.asked += 1;
      return offer.userChoice;
    };
    dispatchEvent(offer);
    return offer.defaultPrevented;
  });
  expect(kept, "the browser's own bar does not come in between").toBe(true);
  await expect(hint(page)).not.toContainText("You can add Evenkeel to your home screen");
  expect(await page.evaluate(() => window.asked)).toBe(0);
  await hint(page).getByRole("button", { name: "Add it" }).click();
  expect(await page.evaluate(() => window.asked)).toBe(1);
  await page.evaluate(() => dispatchEvent(new Event("appinstalled")));
  await expect(hint(page)).toHaveCount(0);
});

test("an iPhone is told how, step by step, before anything is typed, and nothing once it runs from the home screen", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "standalone", { configurable: true, get: () => sessionStorage.getItem("from-home") === "yes" });
  });
  for (const path of ["/now", "/start"]) {
    await open(page, server, path);
    await expect(hint(page)).toContainText("Do this first");
    await expect(hint(page).getByRole("listitem")).toHaveText([/Safari's share button/, /Add to Home Screen/, /type your code there/]);
  }
  await page.evaluate(() => sessionStorage.setItem("from-home", "yes"));
  for (const path of ["/now", "/start"]) {
    await open(page, server, path);
    await expect(page.getByRole("link", { name: "Type a code" }).or(page.getByLabel("Code", { exact: true }))).toBeVisible();
    await expect(hint(page)).toHaveCount(0);
  }
});

test("in a window of its own there is no hint, and the page keeps clear of the edges", async ({ page, server, watch }) => {
  await watch(page, server);
  const cdp = await page.context().newCDPSession(page);
  await page.addInitScript(() => {
    const ask = matchMedia.bind(window);
    window.matchMedia = (query) => (query === "(display-mode: standalone)" ? { matches: true } : ask(query));
  });
  await open(page, server, "/start");
  await expect(page.getByLabel("Code", { exact: true })).toBeVisible();
  await expect(hint(page)).toHaveCount(0);
  await expect(page.locator("meta[name=viewport]")).toHaveAttribute("content", /viewport-fit=cover/);
  await cdp.send("Emulation.setSafeAreaInsetsOverride", { insets: { top: 40, bottom: 30, left: 0, right: 0 } });
  await open(page, server, "/more");
  const room = await page.evaluate(() => [
    document.querySelector("h1").getBoundingClientRect().top,
    innerHeight - Math.max(...[...document.querySelectorAll(".bar a")].map((a) => a.getBoundingClientRect().bottom)),
  ]);
  expect(room[0], "the heading is beneath the camera").toBeGreaterThanOrEqual(40);
  expect(room[1], "the bar is above the line one swipes").toBeGreaterThanOrEqual(30);
});

test("the manifest says nothing of what this is for; its icons are what they say, and its shortcut opens the form", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector("link[rel=manifest]").href)).json());
  expect(manifest).toMatchObject({ name: "Evenkeel", start_url: "/now", scope: "/", display: "standalone" });
  expect(manifest.background_color).toBe(manifest.theme_color);
  for (const size of ["192x192", "512x512"]) expect(manifest.icons.filter((i) => i.sizes === size && i.type === "image/png").length).toBeGreaterThan(0);
  const masked = manifest.icons.filter((icon) => icon.purpose === "maskable");
  expect(masked.map((icon) => icon.sizes)).toEqual(["512x512"]);
  const icons = [...manifest.icons, ...manifest.shortcuts.flatMap((s) => s.icons)];
  for (const icon of icons.filter((i) => i.type === "image/png")) {
    const seen = await page.evaluate(async (src) => {
      const answer = await fetch(src);
      const bitmap = await createImageBitmap(await answer.blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      canvas.drawImage(bitmap, 0, 0);
      const alpha = (x, y) => canvas.getImageData(x, y, 1, 1).data[3];
      const end = bitmap.width - 1;
      return { type: answer.headers.get("content-type"), size: `${bitmap.width}x${bitmap.height}`, corners: [alpha(0, 0), alpha(end, 0), alpha(0, end), alpha(end, end)] };
    }, icon.src);
    expect(seen.type).toBe("image/png");
    expect(seen.size, icon.src).toBe(icon.sizes);
    // A mask cuts the edges off: there must be something to cut.
    if (icon.purpose === "maskable") expect(seen.corners).toEqual([255, 255, 255, 255]);
  }
  expect(manifest.shortcuts.map((s) => s.name)).toEqual(["Log"]);
  await open(page, server, manifest.shortcuts[0].url);
  await page.getByRole("button", { name: "4 of 10" }).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
});

test("the number on the icon is what is only on this phone, and goes when it is stored", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.addInitScript(() => {
    window.badges = [];
    navigator.setAppBadge = async (count) => void window.badges.push(count);
  });
  const badge = () => page.evaluate(() => window.badges.at(-1));
  await enrol(page, server);
  await installed(page);
  await expect.poll(badge).toBe(0);
  await server.stop();
  for (const n of [1, 2]) {
    await logCraving(page, n + 4);
    await page.getByRole("link", { name: "Now", exact: true }).click();
    await expect(page.locator("#waiting")).toContainText(n === 1 ? "1 change is only on this phone" : "2 changes are only on this phone");
    await expect.poll(badge).toBe(n);
  }
  expect(await page.evaluate(() => window.badges.every((count) => Number.isInteger(count) && count <= 2))).toBe(true);
  await server.start();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect.poll(badge, { timeout: 15_000 }).toBe(0);
  await expect(page.locator("#waiting")).toBeEmpty();
});

test("the back button goes where one came from, never into a form that is done with, and loses nothing", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.goto(`${server.url}/blank`);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await logCraving(page, 6);
  await page.getByLabel("A note").fill("typed, then gone back");
  await page.goBack();
  await expect(page).toHaveURL(/\/now$/);
  await page.getByRole("link", { name: /Craving 6/ }).click();
  await expect(page.getByText("typed, then gone back"), "leaving saved it").toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/now$/);

  // A question is answered by Cancel or Escape; Back leaves the page with nothing deleted.
  await page.getByRole("link", { name: /Craving 6/ }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/now$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /Craving 6/ })).toBeVisible();

  // After setup, Back leaves the app instead of going back into setup.
  await page.goBack();
  await expect(page).toHaveURL(/\/blank$/);
  await page.goForward();
  await ready(page);
  await expect(page).toHaveURL(/\/now$/);
});
