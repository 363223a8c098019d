// Help: the numbers first, and beneath them what to do when a life may be in danger. No script, network or account.
import { enrol, expect, installed, open, test } from "./product.mjs";

test("Help says the signs of an overdose and of a dangerous withdrawal offline and without scripts, and leads to 911", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await installed(page);
  await server.stop();
  await page.goto(`${server.url}/help`);
  await expect(page.getByRole("link", { name: /^988/ })).toBeInViewport();
  for (const [title, sign, act, source] of [
    ["It may be an overdose", "Does not wake up, or is limp.", /^Give naloxone/, /Source: .*CDC/],
    ["Stopping alcohol or benzodiazepines", "A seizure.", /do not stop on your own/, /Source: .*SAMHSA, TIP 45/],
  ]) {
    const card = page.locator("details").filter({ hasText: title });
    await expect(card.getByText(sign)).toBeHidden();
    await card.locator("summary").click();
    for (const text of [sign, act, source]) await expect(card.getByText(text)).toBeVisible();
    await expect(card.getByRole("link", { name: "Call 911" })).toHaveAttribute("href", "tel:911");
  }
  await server.start();
  const bare = await (await browser.newContext({ javaScriptEnabled: false, locale: "es-ES" })).newPage();
  await bare.goto(`${server.url}/help`);
  await bare.locator("summary").filter({ hasText: "una sobredosis" }).click();
  await expect(bare.getByText(/^Da naloxona/)).toBeVisible();
});

test("after a use, Help for an overdose is one tap away and open", async ({ page, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await open(page, server, "/note");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: /^Feeling unwell/ }).click();
  await expect(page.getByText("Does not wake up, or is limp.")).toBeVisible();
});
