import { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  sendOwnFindings,
  signIn,
  test,
} from '../src';

const firstRow = (page: Page, table: string) =>
  page
    .getByRole('table', { name: table, exact: true })
    .locator('tbody tr[aria-rowindex]')
    .first();

/** Nothing of the page is still on its way. */
async function settled(page: Page) {
  await expect(
    page.getByRole('main').getByRole('heading').first(),
  ).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

const dialog = (page: Page) => page.getByRole('dialog');

async function auditDialog(page: Page) {
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).locator('[aria-busy="true"]')).toHaveCount(0);
  await expectAccessible(page, '[role="dialog"]');
}

async function closeDialog(page: Page) {
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
}

/** A button of the page, the dialog it opens, and away again. */
async function auditByButton(page: Page, button: string | RegExp) {
  await page.getByRole('button', { name: button }).first().click();
  await auditDialog(page);
  await closeDialog(page);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what opens over and beside the pages of security can be used by everybody, ${colorScheme}`, async ({
    page,
    request,
  }) => {
    test.slow();
    const run = await sendOwnFindings(request, 3);
    await page.emulateMedia({ colorScheme });
    await signIn(page, { name: 'Mei Tanaka' });

    await test.step('the panel beside the list', async () => {
      // Whatever other tests decide on is no longer among these.
      await page.goto('/security?scope=all&view=needs_triage&kind=sast');
      await firstRow(page, 'Findings').click();
      await expect(
        page
          .getByRole('complementary', { name: 'The finding that is open' })
          .getByRole('button', { name: 'Confirm' })
          .or(page.getByText('You may look at it.')),
      ).toBeVisible();
      await settled(page);
      await expectAccessible(page, 'main');
    });

    await test.step('the menus over the list', async () => {
      for (const name of ['Filter', 'Export', 'Columns']) {
        await page.getByRole('button', { name, exact: true }).click();
        await expect(page.getByRole('menu')).toBeVisible();
        await expectAccessible(page, '[role="presentation"]');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('menu')).toHaveCount(0);
      }
      await auditByButton(page, 'Save view');
    });

    await test.step('decisions on one and on many', async () => {
      await page.goto(`/security?view=needs_triage&q=${run}`);
      await expect(
        page
          .getByRole('table', { name: 'Findings', exact: true })
          .locator('tbody tr[aria-rowindex]'),
      ).toHaveCount(3);
      await page.keyboard.press('j');
      for (const key of ['e', 'a', 'r', 'i']) {
        await page.keyboard.press(key);
        await auditDialog(page);
        await closeDialog(page);
      }
      await page.keyboard.press('x');
      await page.keyboard.press('Shift+ArrowDown');
      await expect(
        page.getByRole('toolbar', { name: 'Chosen rows' }),
      ).toContainText('2 selected');
      await expectAccessible(page, 'main');
      // What would change is shown before it is.
      await page.keyboard.press('i');
      await expect(dialog(page)).toContainText('2 findings');
      await auditDialog(page);
      await closeDialog(page);
    });

    await test.step('accepting in many services, exporting VEX', async () => {
      await page.goto('/security/acceptances?scope=all');
      await auditByButton(page, 'Accept a rule or CVE');
      await page.goto('/sbom?scope=all&view=vex');
      await auditByButton(page, 'Export VEX');
    });

    await test.step('a secret to rotate', async () => {
      await page.goto('/security/secrets?scope=all');
      await firstRow(page, 'Secrets').click();
      await auditDialog(page);
    });

    await test.step('the difference of two SBOMs', async () => {
      await page.goto('/sbom?scope=all&view=documents');
      await expect(firstRow(page, 'SBOMs')).toBeVisible();
      for (const row of [0, 1]) {
        await page
          .getByRole('table', { name: 'SBOMs', exact: true })
          .locator('tbody input[type="checkbox"]')
          .nth(row)
          .check();
      }
      await page
        .getByRole('toolbar', { name: 'Chosen rows' })
        .getByText(/^Compare/)
        .click();
      await page.waitForURL(/\/sbom\/diff/);
      await settled(page);
      await expectAccessible(page, 'main');
    });

    await test.step('a decision of the gate', async () => {
      await page.goto('/security/gate?scope=all');
      await page
        .getByRole('button', { name: 'Ask now about component:default/ledger' })
        .click();
      await page.waitForURL(/\/security\/gate\/evaluations\//);
      await settled(page);
      await expectAccessible(page, 'main');
    });

    await test.step('the widget of the home page', async () => {
      await page.goto('/');
      await expect(
        page.getByRole('heading', { name: 'Findings that need you' }),
      ).toBeVisible();
      await settled(page);
      await expectAccessible(page, 'main');
    });

    await test.step('the list on a narrow screen, its panel over it', async () => {
      await page.setViewportSize({ width: 1024, height: 900 });
      await page.goto('/security?scope=all&view=not_fixed&kind=dependency');
      await expect(firstRow(page, 'Findings')).toBeVisible();
      await settled(page);
      await expectAccessible(page, 'main');
      await firstRow(page, 'Findings').click();
      await auditDialog(page);
    });
  });
}
