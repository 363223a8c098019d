// F5 and F23: changes of the schedule on the phone.
import { deliverUntil, message, nothingWaits } from "./notifications.mjs";
import { counselor, enrol, expect, installed, open, test } from "./product.mjs";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The day so many days from now, where the program is. */
const day = (ahead) => new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(Date.now() + ahead * 86_400_000);

test("F5 a change of a whole series is one card in the inbox that lists every date", async ({ page, browser, server, watch }) => {
  await watch(page, server);
  await enrol(page, server);
  await nothingWaits(page);
  const staff = await counselor(browser, server);
  const post = (path, form) => staff.request.post(server.url + path, { form, headers: { origin: server.url }, maxRedirects: 0 });
  const plan = {
    title: "A walk together", name: "Walk", room: "Room 3", link: "", leader: "", kind: "Group", audience: "Evening", minutes: "45",
    first: day(2), last: day(8), start: "07:15", confirmed: "yes", ...Object.fromEntries(DAYS.map((name) => [name, "on"])),
  };
  expect((await post("/care/schedule/series", plan)).status()).toBe(303);
  const list = await (await staff.request.get(`${server.url}/care/schedule?view=list&from=${day(2)}`)).text();
  const lines = [...list.matchAll(/href="(\/care\/schedule\/sessions\/[0-9a-f]{32})"[^>]*>([^<]*)/g)];
  const walk = lines.find(([, , text]) => text.includes("A walk together"))[1];
  expect((await post(`${walk}/change?scope=all`, { ...plan, start: "07:45", room: "Room 5" })).status()).toBe(303);

  await open(page, server, "/inbox");
  const card = page.getByRole("article").filter({ hasText: "7 appointments have changed" });
  await expect(card).toHaveCount(1, { timeout: 30_000 });
  await expect(card.getByRole("listitem")).toHaveCount(7);
  for (const line of await card.getByRole("listitem").all()) await expect(line).toContainText(/7:45 AM · Walk/);
  await expect(page.getByRole("article").filter({ hasText: "An appointment has changed" })).toHaveCount(0);
  await card.getByRole("link").click();
  await expect(page).toHaveURL(/\/times$/);
});

test("F23 what comes in quiet hours is shown without a sound, and everything else with one", async ({ page, context, server, watch }) => {
  await watch(page, server);
  await open(page, server, "/now");
  await installed(page);
  await context.grantPermissions(["notifications"]);
  const silent = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return Object.fromEntries((await registration.getNotifications()).map(({ tag, silent }) => [tag, silent === true]));
    });
  const [quiet, aloud] = ["00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"];
  await deliverUntil(page, server, message(server, `/inbox/${quiet}`, { silent: true }), silent, { [quiet]: true });
  await deliverUntil(page, server, message(server, `/inbox/${aloud}`), silent, { [quiet]: true, [aloud]: false });
});
