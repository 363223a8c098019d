// Forms of staff over the end of a sign-in: the warning, typing that counts as being there, and a second press.
import { counselor, expect, test } from "./product.mjs";

const MINUTE = 60_000;

test("F6: two minutes before the end the page says so, and typing keeps the sign-in", async ({ browser, server }) => {
  const desk = await counselor(browser, server);
  await desk.clock.install();
  await desk.goto(`${server.url}/care/people/new`);
  const warning = desk.locator("[data-ends]");
  await expect(warning).toBeHidden();
  await desk.clock.runFor(11 * MINUTE);
  await expect(warning).toBeHidden();
  await desk.clock.runFor(1.5 * MINUTE);
  await expect(warning).toBeVisible();
  await expect(warning.getByRole("alert")).toContainText("You will be signed out at");

  const told = desk.waitForResponse((answer) => answer.url().endsWith("/care/here"));
  await desk.getByLabel("Name").pressSequentially("Kim");
  expect((await told).status()).toBe(200);
  await expect(warning).toBeHidden();

  // The button does the same.
  await desk.clock.runFor(12.5 * MINUTE);
  await expect(warning).toBeVisible();
  await warning.getByRole("button", { name: "Stay signed in" }).click();
  await expect(warning).toBeHidden();
  await expect(desk.getByLabel("Name")).toHaveValue("Kim");
});

test("F4: a second press on a slow line sends one reply", async ({ browser, server }) => {
  const desk = await counselor(browser, server);
  await desk.goto(`${server.url}/care/inbox`);
  await desk.getByRole("main").getByRole("link", { name: /not opened yet/ }).first().click();
  await desk.getByRole("textbox").fill("Thank you for telling me.");
  // Two posts of the same form, 150 ms apart, as a browser sends them on a slow line.
  const answers = await desk.evaluate(async () => {
    const form = document.querySelector("form[action$='/replies']");
    const post = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "follow" });
    const first = post();
    await new Promise((done) => setTimeout(done, 150));
    return (await Promise.all([first, post()])).map((answer) => [answer.status, answer.url]);
  });
  expect(answers[0]).toEqual(answers[1]);
  await desk.reload();
  await expect(desk.getByText("Thank you for telling me.")).toHaveCount(1);
});
