// Phone-sized Chromium from Debian's package against the real server. One worker: two cores are few.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "output",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  reporter: [["list"]],
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
