// Phone-sized Chromium from Debian's package against the real server. Most tests wait most of the time, so three run at
// once; those that measure time run afterwards, alone (`.ci/browser`).
import { defineConfig } from "@playwright/test";

const measuring = /(long|tap)\.spec\.mjs$/;

export default defineConfig({
  testDir: ".",
  outputDir: "output",
  fullyParallel: true,
  workers: 3,
  retries: 0,
  // Only what hangs reaches these: a machine may have other work as well.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  projects: [
    { name: "together", testIgnore: measuring },
    { name: "alone", testMatch: measuring },
  ],
  use: {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    // Pictures and clicks do not wait for colors to fade.
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "America/New_York",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
