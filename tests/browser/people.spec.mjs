// The participant's own people: kept sealed, one tap away, under Help, and told to nobody by name.
import { counselor, enrol, expect, inStep, installed, logCraving, open, ready, test } from "./product.mjs";

const save = (page) => page.getByRole("button", { name: "Save", exact: true });

/** Adds a person on the page of people. */
async function add(page, { name, number, role, message, help = false }) {
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByLabel("Name").fill(name);
  if (number) await page.getByLabel("Telephone number").fill(number);
  if (role) await page.getByRole("button", { name: role, exact: true }).click();
  if (message) await page.getByLabel("Your text message").fill(message);
  if (help) await page.getByLabel("Show under Help").check();
  await save(page).click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
}

test("offline, a person is one tap away with one's own message, and is under Help in the running app", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await open(page, server, "/more");
  await page.getByRole("link", { name: "People" }).click();
  await expect(page.getByText("Nobody is here yet.")).toBeVisible();
  await add(page, { name: "Alma", number: "\u202a+1 (555)\u00a0010\u20110199\u202c", role: "Sponsor", message: "¿Hablas? 100% & #1", help: true });
  await expect(page.getByText("Sponsor · +1 (555) 010-0199 · under Help")).toBeVisible();
  await expect(page.getByRole("link", { name: "Call Alma" })).toHaveAttribute("href", "tel:+15550100199");
  const text = await page.getByRole("link", { name: "Text Alma" }).getAttribute("href");
  expect(text.startsWith("sms:+15550100199?&body=")).toBe(true);
  expect(decodeURIComponent(text.split("body=")[1])).toBe("¿Hablas? 100% & #1");

  // The running app shows her with the numbers, in one go; Back leads to where one was.
  await page.getByRole("link", { name: "Help", exact: true }).first().click();
  await expect(page).toHaveURL(/\/near$/);
  const paint = await page.evaluate(() => [...document.querySelectorAll("main a[href^='tel:']")].map((a) => a.getAttribute("href")));
  expect(paint).toEqual(["tel:+15550100199", "tel:988", "tel:911", "tel:18006624357"]);
  await page.goBack();
  await expect(page).toHaveURL(/\/people$/);
  // The page that works with nothing has the numbers alone, and is one tap further.
  await page.goForward();
  for (const [name, card] of [["It may be an overdose", "overdose"], ["Stopping alcohol or benzodiazepines", "stopping"]]) {
    await expect(page.getByRole("link", { name })).toHaveAttribute("href", `/help#${card}`);
  }
  await page.getByRole("link", { name: /All of Help/ }).click();
  await expect(page).toHaveURL(/\/help$/);
  await expect(page.getByRole("link", { name: /^988/ })).toBeVisible();
  await expect(page.getByText("Alma")).toHaveCount(0);
  await expect(page.getByText("It may be an overdose")).toBeVisible();

  // Opened again, on a phone that just starts, she is there as well; no storage holds her name.
  await open(page, server, "/near");
  await expect(page.getByRole("link", { name: /Call Alma/ })).toBeVisible();
  const kept = await page.evaluate(async () => {
    const rows = await new Promise((done) => {
      indexedDB.open("evenkeel").onsuccess = ({ target: { result } }) => {
        result.transaction("rows").objectStore("rows").getAll().onsuccess = (event) => done(event.target.result);
      };
    });
    const text = (row) => (typeof row === "string" ? row : new TextDecoder().decode(row));
    return JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + rows.map(text).join("");
  });
  for (const plain of ['"life"', '"device"']) expect(kept.includes(plain), `${plain}, which is plain, is found`).toBe(true);
  for (const word of ["Alma", "0100199", "Hablas"]) expect(kept.includes(word), word).toBe(false);
});

test("Help has room for two, says who is there, and a number says what it takes", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/people");
  await add(page, { name: "Alma", number: "555 0100", help: true });
  await add(page, { name: "Rae", number: "555 0101", help: true });
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByLabel("Show under Help").click();
  await expect(page.getByRole("alert").filter({ hasText: /Help has room for two, and shows .*Alma.*, .*Rae/ })).toBeVisible();
  await expect(page.getByLabel("Show under Help")).not.toBeChecked();
  await page.getByLabel("Telephone number").fill("1-800-FLOWERS");
  await save(page).click();
  await expect(page.getByText("Type 1 to 80 characters.")).toBeVisible();
  await expect(page.getByText("A number has 3 to 20 digits.")).toBeVisible();
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Telephone number"), "nothing typed is lost").toHaveValue("1-800-FLOWERS");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Edit Alma" }).click();
  await page.getByLabel("Telephone number").fill("");
  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Help shows people to call" })).toBeVisible();
  await page.getByLabel("Telephone number").fill("555 0100");
  await expect(page.getByRole("alert").filter({ hasText: "Help shows people to call" })).toHaveCount(0);
  await page.getByRole("button", { name: "Cancel" }).click();

  // Taken out, there is room again; deleted, nobody is left there.
  await page.getByRole("button", { name: "Edit Alma" }).click();
  await page.getByLabel("Show under Help").uncheck();
  await save(page).click();
  await page.getByRole("button", { name: "Edit Rae" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "Rae" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Help", exact: true }).first()).toHaveAttribute("href", "/help");
});

test("after a call it asks how it went; shared, the team reads who the person is and never the name", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  // The telephone's own app is not here: the tap goes to it all the same.
  await page.addInitScript(() =>
    addEventListener("click", (e) => {
      const to = e.target.closest?.("a[href^='tel:'], a[href^='sms:']")?.getAttribute("href");
      if (to) (window.tapped = [to, e.defaultPrevented]), e.preventDefault();
    }),
  );
  const told = [];
  page.on("request", (request) => request.url().endsWith("/api/v1/sync") && told.push(request.postData() ?? ""));
  await enrol(page, server);
  await open(page, server, "/people");
  await add(page, { name: "Alma", number: "555 0100", role: "Sponsor" });
  await page.getByRole("link", { name: "Text Alma" }).click();
  await expect(page).toHaveURL(/\/reached\?who=[0-9a-f]{32}&how=text$/);
  expect(await page.evaluate(() => window.tapped), "nothing of ours keeps the tap").toEqual(["sms:5550100", false]);
  await page.reload();
  await ready(page);
  await expect(page.getByRole("button", { name: "Alma" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByLabel("By text")).toBeChecked();
  await page.getByLabel("Not this time").check();
  await page.getByLabel("A note").fill("I wrote all the same.");
  await save(page).click();
  await expect(page.getByText("Saved on this phone. Private.")).toBeVisible();
  await page.locator("main article").getByRole("link", { name: /Reached out: .*Alma/ }).click();
  await page.getByRole("button", { name: "Share with my care team" }).click();
  await expect(page.getByText("Shared with your care team.")).toBeVisible({ timeout: 30_000 });
  const copies = told.join().match(/"reach_out":\{[^}]*\}[^}]*\}/g);
  expect(copies?.length, "the copy that was sent in plain text").toBeGreaterThan(0);
  for (const copy of copies) {
    expect(copy).toContain('"role":{"known":"sponsor"}');
    expect(copy).not.toContain('"contact"');
  }
  expect(told.join()).not.toContain("Alma");
  const desk = await counselor(browser, server);
  await desk.getByRole("link", { name: /Demo Phone/ }).first().click();
  await desk.getByRole("main").getByRole("link", { name: /Reached out|not opened yet/ }).first().click();
  for (const text of ["By text", "no answer yet", "I wrote all the same."]) await expect(desk.getByText(text, { exact: true })).toBeVisible();
  await expect(desk.getByText(/Reached out: .*Sponsor/).first()).toBeVisible();
  await expect(desk.getByText("Alma")).toHaveCount(0);
  expect(await desk.content()).not.toContain("Alma");

  // A person who is deleted leaves what was noted, by role.
  await open(page, server, "/people");
  await page.getByRole("button", { name: "Edit Alma" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Nobody is here yet.")).toBeVisible();
  await inStep(page);
  await open(page, server, "/list");
  await expect(page.getByRole("link", { name: /Reached out: .*Sponsor/ })).toBeVisible();
});

test("after a strong craving one person is one tap away, and the skill of calling has all of them under Help", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/people");
  await add(page, { name: "Alma", number: "555 0100", help: true });
  await add(page, { name: "Rae", number: "555 0101", help: true });
  await open(page, server, "/now");
  await logCraving(page, 9);
  await open(page, server, "/now");
  await expect(page.getByRole("link", { name: /Call Alma/ })).toHaveAttribute("href", "tel:5550100");
  await expect(page.getByRole("link", { name: /Call Rae/ })).toHaveCount(0);
  await open(page, server, "/skills/call");
  await page.getByRole("button", { name: "Begin" }).click();
  for (const name of [/Call Alma/, /Call Rae/]) await expect(page.getByRole("link", { name })).toBeVisible();
});
