// Text typed just before the page closes is sealed and stored within the same event, however busy the phone is.
import { enrol, expect, logCraving, open, ready, test } from "./product.mjs";

/** Types into a field; returns whether something new was stored under `name` before the browser did anything else. */
const typed = (field, text, name) =>
  field.evaluate(
    async (node, [text, name]) => {
      const before = localStorage.getItem(name);
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), "value").set.call(node, text);
      node.dispatchEvent(new Event("input", { bubbles: true }));
      const { port1, port2 } = new MessageChannel();
      const turn = new Promise((done) => (port1.onmessage = done));
      port2.postMessage(null);
      await turn;
      const after = localStorage.getItem(name);
      return after !== null && after !== before && !after.includes(text);
    },
    [text, name],
  );

/** The three kinds of drafts: how to reach the field, and the name of the stored draft. */
const forms = {
  "the note of a craving": async (page) => {
    await logCraving(page, 4);
    return { field: page.getByLabel("A note"), name: "draft" };
  },
  "the note of a practice": async (page, server) => {
    await open(page, server, "/skills/senses");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: "I am done" }).click();
    return { field: page.getByLabel("A note"), name: "underway" };
  },
  "a skill of one's own": async (page, server) => {
    await open(page, server, "/skills");
    await page.getByRole("button", { name: "Add your own" }).click();
    return { field: page.getByLabel("What you do"), name: "unsaved" };
  },
};

for (const [what, reach] of Object.entries(forms)) {
  test(`${what} is kept before the page can go, and there after a reload (F33)`, async ({ page, server, watch }) => {
    await watch(page, server);
    await enrol(page, server);
    const { field, name } = await reach(page, server);
    await field.fill("first");
    await expect.poll(() => page.evaluate((name) => localStorage.getItem(name), name)).not.toBe(null);
    for (const text of ["half a sentence", "half a sentence more", "a whole sentence."]) expect(await typed(field, text, name), text).toBe(true);
    for (const round of [1, 2, 3]) {
      await field.fill(`typed in round ${round}`);
      await page.reload();
      await ready(page);
      await expect(field).toHaveValue(`typed in round ${round}`);
    }
  });
}
