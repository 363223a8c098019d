// F35: whoever asks for a page gets a page, whatever the address and with or without the network.
import { expect, installed, open, ready, test } from "./product.mjs";

const missing = (page) => page.getByText("There is no page at this address. Your notes are safe.");

const leadsOn = async (page) => {
  await expect(missing(page)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing here");
  await expect(page.getByRole("link", { name: "Help" })).toHaveAttribute("href", "/help");
  await page.getByRole("link", { name: "Open the app" }).click();
  await expect(page).toHaveURL(/\/now$/);
  await ready(page);
};

test("F35 an unknown address is a page that leads on, before and after the app is kept", async ({ page, server, watch }) => {
  await watch(page, server);
  for (const path of ["/nowhere", "/log/more", "/list/1/2", "/api/v1/nowhere", "/calendar/none"]) {
    const answer = await page.goto(server.url + path);
    expect(answer.status(), path).toBe(404);
    await leadsOn(page);
  }
  await installed(page);
  expect((await page.goto(`${server.url}/nowhere`)).status()).toBe(404);
  await leadsOn(page);
});

test("F35 without the network an unknown address is the same page, and a slash at the end leads where it should", async ({ page, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/now");
  await installed(page);
  await server.stop();
  for (const path of ["/nowhere", "/nowhere/", "/log/more/"]) {
    expect((await page.goto(server.url + path)).status(), path).toBe(404);
    await leadsOn(page);
  }
  for (const [path, leads] of [["/log/", "/log"], ["/list//", "/list"], ["/help/", "/help"]]) {
    await page.goto(server.url + path);
    await expect(page).toHaveURL(server.url + leads);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(missing(page)).toHaveCount(0);
  }
});

test("F35 a slash at the end leads where it should, for phones and for staff", async ({ page, server, watch }) => {
  await watch(page, server);
  for (const [path, leads] of [["/log/", "/log"], ["/help/", "/help"], ["/care/sign-in/", "/care/sign-in"]]) {
    await page.goto(server.url + path);
    await expect(page).toHaveURL(server.url + leads);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.goto(`${server.url}/care/nowhere`);
  await expect(page.getByText("There is nothing here for you")).toBeVisible();
});
