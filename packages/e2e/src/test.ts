import { expect as playwrightExpect, test as base } from '@playwright/test';

/**
 * Playwright's `test`, which also fails when a page throws or logs an error: a page that looks
 * right beside an exception is not right.
 */
export const test = base.extend<{ pageErrors: string[] }>({
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(error.message));
      await use(errors);
      playwrightExpect(errors, 'errors thrown on the page').toEqual([]);
    },
    { auto: true },
  ],
});

export const expect = playwrightExpect;
