import { Page } from '@playwright/test';
import { expect, expectAccessible, saveScreenshot, signIn, test } from '../src';

const tiles = (page: Page) =>
  page.getByRole('region', { name: 'The five metrics' });
const chart = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

test('from a number to its bucket, its sample and its deployment', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/dora?scope=all');
  await expect(tiles(page)).toContainText('Change lead time');
  await expect(tiles(page)).toContainText(/vs \d+\.\d industry/);
  await expect(page.getByText(/Formula version/)).toBeVisible();
  await saveScreenshot(page, 'dora');
  await expectAccessible(page, 'main');

  // By keyboard: the chart is one stop, arrows walk, Enter opens the samples.
  const bars = chart(page, 'Deployments per week').getByRole('button', {
    name: /Planned [1-9]/,
  });
  await bars.last().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/samples=deployment_frequency/);
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('list', { name: 'Samples' }).waitFor();
  await drawer.locator('li > button').first().click();
  await expect(page).toHaveURL(/sample=/);
  await expectAccessible(page, '[role=dialog]');
  await saveScreenshot(page, 'dora-samples');
  await drawer.locator('a[href^="/deployments/"]').first().click();
  await expect(page).toHaveURL(/\/deployments\/.+/);
});

test('a person classifies a deployment, the numbers move, and it is undone', async ({
  page,
}) => {
  await signIn(page, { name: 'Mei Tanaka' });
  // Of her own team: what others own she may only read.
  await page.goto(
    '/dora?scope=group:default/payments-team&samples=change_fail_rate&samples.kind=all',
  );
  const drawer = page.getByRole('dialog', { name: /Change fail rate/ });
  await drawer.locator('li > button').first().click();
  const reason = `e2e ${Date.now()}`;
  await drawer.getByRole('button', { name: 'Classify' }).click();
  const dialog = page.getByRole('dialog', { name: /^Classify / });
  await dialog.getByRole('radio', { name: /^Ignore/ }).check();
  await dialog.getByLabel(/Reason/).fill(reason);
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Ignored.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByText('Taken back.')).toBeVisible();
});

test('no data, zero, not set up and failed never look alike', async ({
  page,
}) => {
  await signIn(page);

  // Long before anything was sent: gaps and dashes with reasons, no zero.
  await page.goto('/dora?scope=all&from=2019-01-07&to=2019-03-04');
  await expect(tiles(page)).toContainText('–');
  await expect(tiles(page)).not.toContainText('0 %');
  const before = await tiles(page).innerText();
  await saveScreenshot(page, 'dora-no-data');

  // A scope that never deployed: what to do about it.
  await page.goto('/dora?scope=component:default/e2e-never-deployed');
  await expect(
    page.getByText(/No deployment to production was ever sent/),
  ).toBeVisible();
  expect(await tiles(page).innerText()).not.toBe(before);

  // The server does not answer: said so, with another try; no number at all.
  await page.route('**/api/dora/v1/overview*', route =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error: { name: 'ServiceUnavailableError', message: 'Postgres is away' },
      }),
    }),
  );
  await page.goto('/dora?scope=all');
  await expect(page.getByText('Could not load the metrics')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(tiles(page)).toHaveCount(0);
  await page.unroute('**/api/dora/v1/overview*');

  // Not permitted: a lock and the permission's name.
  await page.route('**/api/dora/v1/overview*', route =>
    route.fulfill({
      status: 403,
      contentType: 'application/json',
      body: JSON.stringify({
        error: {
          name: 'NotAllowedError',
          message: 'You need "dora.read" for this.',
        },
      }),
    }),
  );
  await page.goto('/dora?scope=all');
  await expect(page.getByText('You cannot see the metrics')).toBeVisible();
  await expect(page.getByText(/“dora.read”/)).toBeVisible();
});

test('an entity has the same numbers on its tab and card', async ({ page }) => {
  await signIn(page);
  await page.goto('/dora?scope=all');
  const services = page.getByRole('table', { name: 'Services' });
  await services.getByRole('link', { name: 'Look' }).first().click();
  await expect(page).toHaveURL(/scope=component/);
  const scope = new URL(page.url()).searchParams.get('scope') ?? '';
  const [, namespace, name] = /component:(.+)\/(.+)/.exec(scope) ?? [];
  await expect(page.getByText(`${name}, 1 service, production`)).toBeVisible();
  const value = await tiles(page).getByRole('link').first().innerText();
  await page.goto(`/catalog/${namespace}/component/${name}/dora`);
  await expect(tiles(page)).toContainText(value);
  await expectAccessible(page, 'main');
  await page.goto(`/catalog/${namespace}/component/${name}`);
  await expect(
    page.getByRole('table', { name: 'The five metrics' }),
  ).toBeVisible();
});
