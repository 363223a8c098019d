// The rest of a day: triggers, uses, aims, Today, and editing every kind. Offline where possible.
import { enrol, expect, installed, logCraving, open, ready, test } from "./product.mjs";

const pad = (n) => String(n).padStart(2, "0");

/** The values of date and date-time fields `days` ago. */
const ago = (page, days) =>
  page.evaluate((days) => {
    const at = new Date(Date.now() - days * 86_400_000);
    return [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  }, days);
const dayAgo = async (page, days) => {
  const [year, month, day] = await ago(page, days);
  return `${year}-${pad(month)}-${pad(day)}`;
};

/** Opens a page without loading a document: the bar, then a link of that page. */
const tab = (page, name) => page.getByRole("navigation", { name: /Main menu|Menú/ }).getByRole("link", { name }).click();
const aims = async (page) => {
  await tab(page, "More");
  await page.getByRole("link", { name: "My aims" }).click();
};
const line = (page, name) => page.locator("a.aim").filter({ hasText: name });
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
const said = (page) => expect(page.getByText("Saved on this phone. Private.")).toBeVisible();

/** Sets the day on which the only target began, from its page. */
async function beganAgo(page, days) {
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("The day it began").fill(await dayAgo(page, days));
  await save(page);
}

test("all that is wrong on a form is said at once, and no longer of what is being mended", async ({ page, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/start");
  await page.getByLabel("Code", { exact: true }).fill(server.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("less than before").check();
  await page.getByLabel(/My goal|At most/).fill("many");
  await save(page);
  await expect(page.locator("form [aria-invalid=true]")).toHaveCount(3);
  await expect(page.getByLabel("Your word for it"), "the first of them").toBeFocused();
  await page.getByLabel("Your word for it").fill("Tea");
  await expect(page.locator("form [aria-invalid=true]")).toHaveCount(2);
  await expect(page.getByLabel(/My goal|At most/), "what was typed stays").toHaveValue("many");
  await save(page);
  await expect(page.locator("form [aria-invalid=true]")).toHaveCount(2);
});

test("a trigger is saved with one tap and Save, described as far as one likes, and undone", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await tab(page, "Log");
  await page.getByRole("link", { name: "A trigger" }).click();
  await expect(page).toHaveURL(/\/met$/);
  await save(page);
  await expect(page.getByText("Choose at least one")).toBeVisible();
  await page.getByRole("button", { name: "Payday" }).click();
  await save(page);
  await said(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone. Nothing was saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Payday" }), "what was chosen is still there").toHaveAttribute("aria-pressed", "true");

  await page.getByLabel("In your own words").first().fill("The old playlist");
  await page.getByRole("button", { name: "Add" }).first().click();
  await page.getByText("More about it").click();
  await page.getByRole("group", { name: "How strong was the pull?" }).getByRole("button", { name: "4 of 10" }).click();
  await page.getByRole("button", { name: "At home" }).click();
  await page.getByLabel("A note").fill("It came on in the shop.");
  await save(page);
  await said(page);
  await page.locator("main article").getByRole("link").click();
  for (const text of ["Payday, The old playlist", "4 of 10", "At home", "It came on in the shop."]) await expect(page.getByText(text)).toBeVisible();
  await expect(page.getByText("On this phone. Private.")).toBeVisible();

  // The person's own trigger is offered again; a craving may follow.
  await tab(page, "Log");
  await page.getByRole("link", { name: "A trigger" }).click();
  await page.getByRole("button", { name: "The old playlist" }).click();
  await save(page);
  await page.getByRole("link", { name: "Log a craving as well" }).click();
  await expect(page).toHaveURL(/\/log$/);
  await page.getByRole("button", { name: "5 of 10" }).click();
  await said(page);
  await tab(page, "List");
  await expect(page.getByRole("link", { name: /A trigger/ })).toHaveCount(2);
});

test("after a hard craving the skill is the one main button, and what was chosen comes first the next time", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  const main = page.locator(".primary:visible");
  const choices = page.getByRole("group", { name: /What set it off/ }).getByRole("button");
  await logCraving(page, 4);
  await expect(main).toHaveText(["Done"]);
  const rare = choices.nth(5);
  const name = await rare.innerText();
  await expect(choices.first()).not.toHaveText(name);
  await rare.click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page).toHaveURL(/\/list\//);

  await tab(page, "Now");
  await page.context().setOffline(true);
  await logCraving(page, 9);
  await expect(choices.first()).toHaveText(name);
  await expect(main).toHaveCount(1);
  await expect(main).toHaveAttribute("href", /\/skills\//);
  await page.getByRole("button", { name: "Done" }).click();
  await tab(page, "Now");
  await expect(main).toHaveCount(1);
  await expect(main).toHaveAttribute("href", /\/skills\//);
});

test("a use is written down for an earlier day, takes nothing from what was counted, and leaves no trace when deleted", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await aims(page);
  await line(page, "Tea").click();
  await beganAgo(page, 12);
  await expect(page.getByText("Today is added at midnight.")).toBeVisible();
  await tab(page, "Now");
  await expect(line(page, "Tea")).toContainText("12 days");
  await expect(line(page, "Tea")).toContainText("12 in all · longest 12");

  await tab(page, "Log");
  await page.getByRole("link", { name: "I used or did it" }).click();
  await expect(page).toHaveURL(/\/note$/);
  await page.getByLabel("How much, in cups?").fill("1,000");
  await page.getByLabel("What came before?").fill("A long evening.");
  await page.getByLabel("When was it?").fill(`${await dayAgo(page, 3)}T21:30`);
  await save(page);
  await expect(page.getByText("up to two decimals")).toBeVisible();
  await expect(page.getByLabel("How much, in cups?")).toBeFocused();
  await expect(page.getByLabel("How much, in cups?")).toHaveValue("1,000");
  await expect(page.getByLabel("What came before?")).toHaveValue("A long evening.");
  await page.getByLabel("How much, in cups?").fill("2,5");
  await save(page);
  await said(page);
  await expect(page.getByText("Nothing you counted is lost.")).toBeVisible();
  await expect(page.getByText("11 in all · longest 9")).toBeVisible();

  await tab(page, "Now");
  await expect(line(page, "Tea")).toContainText("2 days");
  await tab(page, "List");
  await page.getByRole("link", { name: /I used or did it/ }).click();
  await expect(page.getByText("2.5 cups")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await tab(page, "Now");
  await expect(line(page, "Tea")).toContainText("12 days");
  await expect(line(page, "Tea")).toContainText("12 in all · longest 12");
});

test("an aim is changed from a day on, its history stays, and it can be archived and brought back", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await aims(page);
  await line(page, "Tea").click();
  await beganAgo(page, 10);
  await page.getByRole("button", { name: "Change my aim" }).click();
  await page.getByLabel("less than before").check();
  await page.getByLabel("At most how much a week, in cups?").fill("7,5");
  await page.getByLabel("From which day?").fill(await dayAgo(page, 11));
  await save(page);
  await expect(page.getByText(/^Choose a day from .* on\.$/), "before it began").toBeVisible();
  await page.getByLabel("From which day?").fill(await dayAgo(page, 4));
  await save(page);
  const history = page.getByRole("region", { name: "My aims so far" }).getByRole("listitem");
  await expect(history).toHaveCount(2);
  await expect(history.first()).toContainText("less than before, at most 7.5 cups a week");
  await expect(history.first()).toContainText("4 days without");
  await expect(history.last()).toContainText("none at all");
  await expect(history.last()).toContainText("6 days without");
  await expect(page.getByText("After five weeks you will see a comparison here.")).toBeVisible();

  // An aim added by mistake is removed after a question; the first one cannot be removed.
  await page.getByRole("button", { name: "Change my aim" }).click();
  await page.getByLabel("step by step").check();
  await page.getByLabel("From which day?").fill(await dayAgo(page, 2));
  await save(page);
  await expect(history).toHaveCount(3);
  await expect(history.last().getByRole("button")).toHaveCount(0);
  await history.first().getByRole("button", { name: /^Remove it: step by step/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(history).toHaveCount(3);
  await history.first().getByRole("button", { name: "Remove it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove it" }).click();
  await expect(history).toHaveCount(2);
  await expect(history.first()).toContainText("less than before, at most 7.5 cups a week");

  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText(/^Archived on /)).toBeVisible();
  await tab(page, "Log");
  await expect(page.getByLabel("Your word for it"), "nothing is left to log a craving for").toBeVisible();
  await aims(page);
  await expect(page.getByRole("heading", { name: "Archived" })).toBeVisible();
  await line(page, "Tea").click();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(history).toHaveCount(2);
  await tab(page, "Log");
  await expect(page.getByRole("button", { name: "7 of 10" })).toBeVisible();
  await expect(page.getByLabel("Your word for it")).toHaveCount(0);

  // A deep link works without a network, and deleting asks first.
  await aims(page);
  await line(page, "Tea").click();
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/aims$/);
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
});

test("a behaviour is counted in money beside a substance, with the decimals of the language", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await page.evaluate(async () => (await caches.open("evenkeel-settings")).put("/lang", new Response("es")));
  await open(page, server, "/aims");
  await server.stop();
  await page.getByRole("button", { name: "Agregar algo que cambiar" }).click();
  await page.getByLabel("una conducta").check();
  await page.getByLabel("Tu palabra").fill("Tragamonedas");
  await page.getByLabel("Cómo lo cuentas").fill("dólares");
  await page.getByLabel("menos que antes").check();
  await page.getByLabel("¿Cuánto como máximo por semana?").fill("40.005");
  await page.getByRole("button", { name: "Guardar", exact: true }).click();
  await expect(page.getByText("con hasta dos decimales")).toBeVisible();
  await page.getByLabel("¿Cuánto como máximo por semana?").fill("40");
  await page.getByRole("button", { name: "Guardar", exact: true }).click();
  await expect(line(page, "Tragamonedas")).toContainText("0 dólares");

  await tab(page, "Anotar");
  await page.getByRole("link", { name: "Consumí o lo hice" }).click();
  await page.getByRole("button", { name: "Tragamonedas" }).click();
  await page.getByLabel("¿Cuánto, en dólares?").fill("12,50");
  await page.getByRole("button", { name: "Guardar", exact: true }).click();
  await expect(page.getByText("Guardado en este teléfono. Privado.")).toBeVisible();
  await expect(page.locator("main article")).toContainText("12,5 dólares");
  await tab(page, "Ahora");
  await expect(line(page, "Tragamonedas")).toContainText("Últimos 7 días · como máximo 40 dólares por semana");
  await line(page, "Tragamonedas").click();
  await expect(page.getByText("12,5 dólares, en 1 día")).toBeVisible();
});

test("every kind of entry can be edited, and no edit loses what another field said", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();

  await logCraving(page, 8);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "6 of 10" }).click();
  await page.getByLabel("A note").fill("Went for a walk.");
  await save(page);
  await expect(page.getByRole("heading", { name: "Craving 6" })).toBeVisible();
  await expect(page.getByText("Went for a walk.")).toBeVisible();

  await tab(page, "Log");
  await page.getByRole("link", { name: "A trigger" }).click();
  await page.getByRole("button", { name: "Stress" }).click();
  await page.getByText("More about it").click();
  await page.getByRole("button", { name: /^Craving 6 ·/ }).click();
  await page.getByLabel("A note").fill("A full inbox.");
  await save(page);
  await page.locator("main article").getByRole("link").click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Stress" }).click();
  await save(page);
  await expect(page.getByText("Choose at least one")).toBeVisible();
  await page.getByRole("button", { name: "Tired" }).click();
  await expect(page.getByRole("button", { name: /^Craving 6 ·/ })).toHaveAttribute("aria-pressed", "true");
  await save(page);
  await expect(page.getByText("Tired", { exact: true })).toBeVisible();
  await expect(page.getByText("A full inbox.")).toBeVisible();

  await tab(page, "Log");
  await page.getByRole("link", { name: "I used or did it" }).click();
  await page.getByLabel("How much, in cups?").fill("3");
  await page.getByLabel("What do you need now?").fill("Sleep.");
  await save(page);
  await page.locator("main article").getByRole("link").click();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(page.getByLabel("How much, in cups?")).toHaveValue("3");
  await page.getByLabel("How much, in cups?").fill("2.25");
  await page.getByLabel("What would help next time?").fill("Leave earlier.");
  await save(page);
  for (const text of ["2.25 cups", "Leave earlier.", "Sleep."]) await expect(page.getByText(text)).toBeVisible();

  // The address of an entry works on its own, whatever its kind.
  await page.reload();
  await ready(page);
  await expect(page.getByText("2.25 cups")).toBeVisible();
});

test("what was typed and not saved is there again after a reload, until it is saved or let go", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await tab(page, "Log");
  await page.getByRole("link", { name: "I used or did it" }).click();
  await page.getByLabel("How much, in cups?").fill("not sure");
  await page.getByLabel("What came before?").fill("A long drive home.");
  await tab(page, "Log");
  await page.getByRole("link", { name: "A trigger" }).click();
  await page.getByRole("button", { name: "Memory" }).click();
  await page.waitForTimeout(300);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept, "sealed").not.toContain("long drive");
  await page.reload();
  await ready(page);
  await expect(page.getByText("It is not saved yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Memory" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByRole("button", { name: "Memory" })).toHaveAttribute("aria-pressed", "false");

  await open(page, server, "/note");
  await expect(page.getByText("It is not saved yet.")).toBeVisible();
  await expect(page.getByLabel("How much, in cups?")).toHaveValue("not sure");
  await expect(page.getByLabel("What came before?")).toHaveValue("A long drive home.");
  await page.getByLabel("How much, in cups?").fill("1");
  await save(page);
  await said(page);
  for (const path of ["/met", "/note"]) {
    await open(page, server, path);
    await page.waitForTimeout(300);
    await expect(page.getByText("It is not saved yet."), path).toHaveCount(0);
  }
});

/** Sums up layout shifts, and names their sources. */
const watchMoves = (page) =>
  page.addInitScript(() => {
    window.moved = [];
    const name = ({ node, previousRect, currentRect }) => `${node?.nodeName} "${node?.textContent?.slice(0, 40)}" ${previousRect.y} to ${currentRect.y}`;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => window.moved.push(...e.sources.map(name)))).observe({ type: "layout-shift", buffered: true });
  });

test("nothing on Today or on the form moves when the rest of it comes, however slowly", async ({ browser, server }) => {
  // Without a worker, so that the second file can be delayed: as on the first start after an update.
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  await enrol(page, server);
  await logCraving(page, 8);
  await page.getByRole("button", { name: "Done" }).click();
  await tab(page, "Log");
  await page.getByRole("link", { name: "A trigger" }).click();
  await page.getByRole("button", { name: "Stress" }).click();
  await save(page);
  await said(page);
  await watchMoves(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  let hold;
  await page.route(/\/static\/late-/, async (route) => {
    await hold;
    await route.continue();
  });
  for (const [path, first, last] of [["/now", page.getByRole("link", { name: "Log a craving" }), page.getByRole("link", { name: /Craving 8/ })], ["/log", page.getByRole("button", { name: "7 of 10" }), page.getByRole("link", { name: "More pages" })]]) {
    let let_go;
    hold = new Promise((done) => (let_go = done));
    await page.goto(server.url + path);
    await ready(page);
    await expect(first).toBeVisible();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    let_go();
    await expect(last).toBeVisible();
    if (path === "/now") await expect(page.locator("#waiting"), "what was sent meanwhile is drawn as well").toBeEmpty({ timeout: 15_000 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => window.moved), path).toEqual([]);
  }
  await context.close();
});
