import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './src/chromiumLaunch';

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  // One portal serves all tests; two browsers at once are what two processors carry.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A slow machine is no fault.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.QUARTERDECK_E2E_URL ?? 'http://localhost:7007',
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: chromiumLaunch,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
