// Staff sign in with a passkey: the two ceremonies of care.js against the real server, with the browser's virtual authenticator.
import { execFileSync } from "node:child_process";
import { binary, expect, Server, test as base } from "./product.mjs";

// The demo has no invitations.
const test = base.extend({
  server: async ({}, use) => {
    const server = await Server.fresh({ demo: false });
    await server.start();
    await use(server);
    await server.end();
  },
});

/** A one-time link for a new staff account, from the command line, while the server is stopped. */
async function invite(server, name, role) {
  await server.stop();
  const args = ["--public-url", server.url, "--data", server.data, "--name", name, "--role", role];
  const said = execFileSync(binary, ["invite", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  await server.start();
  return said.match(/http:\S+\/care\/join\/\S+/)[0];
}

/** An authenticator that always says yes. */
async function fingerprint(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

test("a counselor makes a passkey, and signs in with it as often as they like", async ({ page, server, watch }) => {
  await watch(page, server);
  const link = await invite(server, "Ana Invited", "counselor");
  await fingerprint(page);
  await page.goto(link);
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await expect(page).toHaveURL(/\/care$/);
  await page.goto(link);
  await expect(page.getByText("This invitation cannot be used")).toBeVisible();

  // A successful ceremony does not count, and signs in once.
  for (let n = 0; n < 32; n += 1) {
    await page.goto(`${server.url}/care`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page).toHaveURL(/\/care$/);
  }
});

test("a network that begins too often and never finishes is told when to try again", async ({ page, server, watch }) => {
  await watch(page, server);
  await page.goto(`${server.url}/care/sign-in`);
  const refused = await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    const begin = () => fetch("/care/passkeys/authenticate/begin", { method: "POST", headers, body: "{}" });
    for (let n = 0; n < 1000; n += 1) {
      const answer = await begin();
      if (answer.status !== 200) return { n, status: answer.status, wait: Number(answer.headers.get("retry-after")) };
    }
    return null;
  });
  // One comes back every second.
  expect(refused.n).toBeGreaterThanOrEqual(600);
  expect([refused.status, refused.wait]).toEqual([429, 1]);
  // As when many press at once.
  await page.route("**/care/passkeys/authenticate/begin", (route) => route.fulfill({ status: 429, headers: { "retry-after": "61" }, body: "{}" }));
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("Too many tries from this network. Nothing was done. Try again in 2 min.")).toBeVisible();
});
