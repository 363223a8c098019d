// Every form of the phone: what was typed survives a reload, another page, a killed page and storage that fails; a
// button pressed twice writes once (F3, F9, F33).
import { enrol, expect, installed, inStep, logCraving, open, ready, slowStorage, test } from "./product.mjs";

const tab = (page, name) => page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: new RegExp(`^${name}`) }).click();
const save = (page) => page.getByRole("button", { name: "Save", exact: true });
const at = (page, path) => async () => {
  await page.goto(path);
  await ready(page);
};

/** Opens the next planned session of that name; answers with its address. */
async function session(page, name) {
  await tab(page, "Agenda");
  await page.locator("a.session").filter({ hasText: name }).filter({ hasText: /in \d/ }).filter({ hasNotText: "Canceled" }).first().click();
  await expect(page).toHaveURL(/\/times\/[0-9a-f]{32}$/);
  return page.url();
}

/** Writes an entry of a kind; answers with the address of its page. */
const written = {
  async craving(page) {
    await logCraving(page, 6);
    await page.getByRole("button", { name: "Done" }).click();
  },
  async trigger(page, server) {
    await open(page, server, "/met");
    await page.getByRole("button", { name: "Stress" }).click();
    await save(page).click();
    await page.locator("main article").getByRole("link").click();
  },
  async use(page, server) {
    await open(page, server, "/note");
    await save(page).click();
    await page.locator("main article").getByRole("link").click();
  },
  async practice(page, server) {
    await open(page, server, "/skills/senses");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: "I am done" }).click();
    await page.getByRole("button", { name: "Done", exact: true }).click();
  },
  async thought(page, server) {
    await open(page, server, "/thought");
    await page.getByLabel("What went through your mind?").fill("Always me.");
    await save(page).click();
    await page.locator("main article").getByRole("link").click();
  },
  async meeting(page, server) {
    await open(page, server, "/meeting");
    await page.getByRole("button", { name: "SMART" }).click();
    await save(page).click();
    await page.locator("main article").getByRole("link").click();
  },
  async "reaching out"(page, server) {
    await open(page, server, "/reached");
    await save(page).click();
    await page.locator("main article").getByRole("link").click();
  },
  async "check-in"(page, server) {
    await open(page, server, "/check-in");
    await page.getByRole("group").getByRole("button").first().click();
    await page.getByRole("button", { name: "Done" }).click();
    await tab(page, "List");
    await page.getByRole("link", { name: /^Check-in/ }).first().click();
  },
};

/** What is asked at length about an entry of a kind, where it is not *A note*. */
const ASKED = { use: "What came before?", thought: "What was going on?", meeting: "What do you want to keep from it?" };

/** The edit form of an entry of that kind. */
const edited = (kind) => async (page, server) => {
  await written[kind](page, server);
  await expect(page).toHaveURL(/\/list\/[0-9a-f]{32}$/);
  const again = at(page, page.url());
  await page.getByRole("button", { name: "Edit" }).click();
  return { again, field: page.getByLabel(ASKED[kind] ?? "A note"), button: save(page) };
};

/** Its only target, on its page. */
const target = async (page, server, button) => {
  await open(page, server, "/aims");
  await page.locator("a.aim").first().click();
  await expect(page).toHaveURL(/\/aims\/[0-9a-f]{32}$/);
  const again = at(page, page.url());
  await page.getByRole("button", { name: button }).click();
  return again;
};

/** Every form: opens it with all but one text, and tells the field of that, the button, and how to come back. */
const FORMS = {
  trigger: async (page, server) => {
    await open(page, server, "/met");
    await page.getByRole("button", { name: "Stress" }).click();
    await page.getByText("More about it").click();
    const again = async () => {
      await open(page, server, "/met");
      await page.getByText("More about it").click();
    };
    return { again, reloaded: () => page.getByText("More about it").click(), field: page.getByLabel("A note"), button: save(page) };
  },
  use: async (page, server) => {
    await open(page, server, "/note");
    return { again: at(page, `${server.url}/note`), field: page.getByLabel("What came before?"), button: save(page) };
  },
  thought: async (page, server) => {
    await open(page, server, "/thought");
    return { again: at(page, `${server.url}/thought`), field: page.getByLabel("What went through your mind?"), button: save(page) };
  },
  meeting: async (page, server) => {
    await open(page, server, "/meeting");
    await page.getByRole("button", { name: "AA", exact: true }).click();
    return { again: at(page, `${server.url}/meeting`), field: page.getByLabel(ASKED.meeting), button: save(page) };
  },
  "reaching out": async (page, server) => {
    await open(page, server, "/reached");
    return { again: at(page, `${server.url}/reached`), field: page.getByLabel("A note"), button: save(page) };
  },
  "edit of a craving": edited("craving"),
  "edit of a trigger": edited("trigger"),
  "edit of a use": edited("use"),
  "edit of a practice": edited("practice"),
  "edit of a check-in": edited("check-in"),
  "edit of a thought": edited("thought"),
  "edit of a meeting": edited("meeting"),
  "edit of reaching out": edited("reaching out"),
  "new person": async (page, server) => {
    await open(page, server, "/people");
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByLabel("Name").fill("Alma");
    return { again: at(page, `${server.url}/people`), field: page.getByLabel("Your text message"), button: save(page) };
  },
  "edit of a person": async (page, server) => {
    await open(page, server, "/people");
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByLabel("Name").fill("Alma");
    await save(page).click();
    await page.getByRole("button", { name: "Edit Alma" }).click();
    return { again: at(page, `${server.url}/people`), field: page.getByLabel("Your text message"), button: save(page) };
  },
  "new aim": async (page, server) => {
    await open(page, server, "/aims");
    await page.getByRole("button", { name: "Add something to change" }).click();
    await page.getByLabel("How you count it").fill("glasses");
    return { again: at(page, `${server.url}/aims`), field: page.getByLabel("Your word for it"), button: save(page) };
  },
  "edit of an aim": async (page, server) => {
    const again = await target(page, server, "Edit");
    return { again, field: page.getByLabel("Your word for it"), button: save(page) };
  },
  "change of an aim": async (page, server) => {
    const again = await target(page, server, "Change my aim");
    await page.getByLabel("less than before").check();
    return { again, field: page.getByLabel("At most how much a week, in cups?"), text: "7", button: save(page) };
  },
  "new reminder": async (page, server) => {
    await open(page, server, "/reminders");
    await page.getByRole("button", { name: "Add a reminder" }).click();
    await page.getByLabel("Something of your own").check();
    return { again: at(page, `${server.url}/reminders`), field: page.getByLabel("Your word for it"), button: page.locator("form").getByRole("button", { name: "Save", exact: true }), writes: 2 };
  },
  "edit of a reminder": async (page, server) => {
    await open(page, server, "/reminders");
    await page.getByRole("button", { name: "Add a reminder" }).click();
    await page.locator("form").getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("li.habit").getByRole("button", { name: "Edit" }).click();
    return { again: at(page, `${server.url}/reminders`), field: page.getByLabel("Your word for it"), button: page.locator("form").getByRole("button", { name: "Save", exact: true }), writes: 2 };
  },
  "notes for a session": async (page) => {
    const again = at(page, await session(page, "One to one"));
    const card = page.locator("section.card").filter({ has: page.getByRole("heading", { name: "What I want to bring" }) });
    return { again, field: page.getByRole("textbox", { name: "What I want to bring" }), button: card.getByRole("button", { name: "Save" }), stays: true };
  },
  "reason for not coming": async (page) => {
    const again = at(page, await session(page, "Evening"));
    await page.getByRole("button", { name: "Can't come" }).click();
    return { again, field: page.getByLabel("A reason"), button: page.getByRole("button", { name: "Send", exact: true }) };
  },
  "request for another time": async (page) => {
    const again = at(page, await session(page, "Evening"));
    await page.getByRole("button", { name: "Can't come" }).click();
    return { again, field: page.getByLabel("What times work for you?"), button: page.getByRole("button", { name: "Ask for another time" }) };
  },
  "new skill": async (page, server) => {
    await open(page, server, "/skills");
    await page.getByRole("button", { name: "Add your own" }).click();
    await page.getByLabel("What you do").fill("Three blocks.");
    return { again: at(page, `${server.url}/skills`), field: page.getByLabel("What you call it"), button: save(page) };
  },
  "edit of a skill": async (page, server) => {
    await open(page, server, "/skills");
    await page.getByRole("button", { name: "Add your own" }).click();
    await page.getByLabel("What you call it").fill("Walk");
    await save(page).click();
    await page.getByRole("link", { name: "Walk" }).click();
    const again = at(page, page.url());
    await page.getByRole("button", { name: "Edit this skill" }).click();
    return { again, field: page.getByLabel("What you do"), button: save(page) };
  },
};

/** Storage that fails as told: `window.full`, or `window.closed` so many times. */
const failing = (page) =>
  page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...all) {
      if (window.closed_times > 0) {
        window.closed_times -= 1;
        throw new DOMException("The database connection is closing.", "InvalidStateError");
      }
      return transaction.apply(this, all);
    };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...all) {
      if (window.full) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, all);
    };
  });

/** Ids of all operations that the phone sent. */
const sent = (context) => {
  const ops = new Set();
  context.on("request", (request) => {
    if (request.url().endsWith("/api/v1/sync")) for (const op of JSON.parse(request.postData() ?? "{}").ops ?? []) ops.add(op.op_id);
  });
  return ops;
};

/** A page that has just started keeps what is typed once it has the key; from then on at once. */
const sealed = (page) => expect.poll(() => page.evaluate(() => localStorage.getItem("unsaved"))).not.toBe(null);

for (const [form, reach] of Object.entries(FORMS)) {
  test(`${form}: typed is there again, a full phone says so, and pressed twice is written once (F3 F9 F33)`, async ({ page, context, server, watch }) => {
    await watch(page, server);
    await failing(page);
    const ops = sent(context);
    await enrol(page, server);
    await installed(page);
    const { field, button, again, reloaded = () => {}, text = "one two three", writes = 1, stays = false } = await reach(page, server);
    const is = (value) => expect(field).toHaveValue(value);

    await field.fill(text.slice(0, -1));
    await sealed(page);
    await field.fill(text);
    await page.reload();
    await ready(page);
    await reloaded();
    await is(text);
    await expect(page.getByText("It is not saved yet.").first()).toBeVisible();

    // Another page and back, by the browser's own button.
    await tab(page, "Now");
    await expect(page).toHaveURL(/\/now$/);
    await page.goBack();
    await reloaded();
    await is(text);

    // A page that is killed takes nothing with it.
    await page.goto("about:blank");
    await again();
    await is(text);

    await page.evaluate(() => (window.full = true));
    await button.click();
    await expect(page.getByText("This phone is full.").first()).toBeVisible();
    await is(text);
    await page.evaluate(() => (window.full = false));

    const before = new Set(ops);
    await page.evaluate(() => (window.closed_times = 1));
    await button.evaluate((button) => {
      button.click();
      button.click();
    });
    if (stays) await expect(button).toBeDisabled();
    else await expect(field).toHaveCount(form.startsWith("reason") ? 1 : 0);
    await expect(page.getByText("It is not saved yet.")).toHaveCount(0);
    // The page may be in step for a moment longer, until it has seen what it wrote.
    const news = () => [...ops].filter((op) => !before.has(op)).length;
    await expect.poll(news).toBeGreaterThanOrEqual(writes);
    await inStep(page);
    expect(news(), "operations written by two presses").toBe(writes);
    await again();
    await expect(page.getByRole("heading").first()).toBeVisible();
    await page.waitForTimeout(300);
    await expect(page.getByText("It is not saved yet."), "no draft is left").toHaveCount(0);
  });
}

for (const [form, what] of [["trigger", "More about it"], ["use", "What came before?"]]) {
  test(`${form}: a tap that chose nothing, before the phone has read the draft, does not cost it (F9)`, async ({ page, server, watch }) => {
    await watch(page, server);
    await enrol(page, server);
    await installed(page);
    const { field, again } = await FORMS[form](page, server);
    await field.fill("one two three");
    await sealed(page);
    await slowStorage(page);
    await page.reload();
    await ready(page);
    await expect(page.getByText("It is not saved yet."), "not read yet").toHaveCount(0);
    await page.getByText(what).click();
    await expect(page.getByText("It is not saved yet.").first()).toBeVisible();
    await again();
    await expect(field).toHaveValue("one two three");
  });
}

test("use: saved with one tap, before the phone has read whether there is a draft (F9)", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await slowStorage(page);
  await open(page, server, "/note");
  await save(page).click();
  await expect(page.locator("main article").getByRole("link")).toHaveCount(1);
  await expect(page.getByText("It is not saved yet.")).toHaveCount(0);
});

test.afterAll(() => console.log(`${Object.keys(FORMS).length} forms`));
