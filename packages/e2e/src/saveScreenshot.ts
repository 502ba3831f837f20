import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Page } from '@playwright/test';

// Playwright runs in the folder of this package.
const repoRoot = path.resolve(process.cwd(), '../..');

/**
 * Saves what the browser shows. Below `docs/images` only when QUARTERDECK_SCREENSHOTS is set, so
 * that an ordinary test run changes no committed file.
 *
 * @param name - such as `pipelines-light`
 */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(
    repoRoot,
    process.env.QUARTERDECK_SCREENSHOTS
      ? 'docs/images'
      : 'packages/e2e/test-results/screenshots',
  );
  mkdirSync(folder, { recursive: true });
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    animations: 'disabled',
  });
}
