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

const errors: Record<number, [string, string]> = {
  403: ['NotAllowedError', 'You need "dora.read" for this.'],
  503: ['ServiceUnavailableError', 'Postgres is away'],
};

/** What the server says of the five numbers, changed on its way to the page. */
async function answering(
  page: Page,
  change: (answer: Answer) => object | number,
): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/api/dora/v1/overview*', async route => {
    const response = await route.fetch();
    const answer: Answer = await response.json();
    const changed = change(answer);
    if (typeof changed !== 'number') {
      await route.fulfill({ response, json: changed });
      return;
    }
    const [name, message] = errors[changed] ?? ['Error', 'It failed'];
    await route.fulfill({
      status: changed,
      contentType: 'application/json',
      body: JSON.stringify({ error: { name, message } }),
    });
  });
}

/** As much of an overview as is changed. */
interface Answer {
  hiddenServices: number;
  tiles: { metric: string }[];
  meta: object;
}

const nothing = { value: null, n: 0, change: null, score: null, band: null };

/** The kinds of nothing, and what tells each. */
const kindsOfNothing: Record<
  string,
  {
    change: (answer: Answer) => object | number;
    page: RegExp;
    card: RegExp;
  }
> = {
  'no data': {
    change: answer => ({
      ...answer,
      tiles: answer.tiles.map(tile => ({
        ...tile,
        ...nothing,
        open: null,
        status: 'no_data',
      })),
    }),
    page: /–\s*nothing is known of this/,
    card: /–\s*nothing is known of this/,
  },
  zero: {
    change: answer => ({
      ...answer,
      tiles: answer.tiles.map(tile =>
        tile.metric === 'deployment_frequency'
          ? { ...tile, ...nothing, value: 0 }
          : { ...tile, ...nothing, status: 'no_data' },
      ),
    }),
    page: /Deployment frequency\s*0\s*per day/,
    card: /Frequency\s*0 per day/,
  },
  'not set up': {
    change: answer => ({
      ...answer,
      tiles: answer.tiles.map(tile => ({
        ...tile,
        ...nothing,
        status: 'not_set_up',
      })),
    }),
    page: /No deployment to production was ever sent/,
    card: /No deployment to production yet/,
  },
  'not permitted': {
    change: () => 403,
    page: /You cannot see the metrics[^]*“dora.read”/,
    card: /You cannot see the metrics[^]*“dora.read”/,
  },
  'services of others': {
    change: answer => ({
      ...answer,
      hiddenServices: 7,
      tiles: answer.tiles.map(tile => ({
        ...tile,
        ...nothing,
        status: 'not_permitted',
      })),
    }),
    page: /You cannot see the deployments of 7 services/,
    card: /You cannot see these metrics/,
  },
  failed: {
    change: () => 503,
    page: /Could not load the metrics[^]*Try again/,
    card: /Could not load the metrics[^]*Try again/,
  },
  stale: {
    change: answer => ({
      ...answer,
      meta: { ...answer.meta, stale: true, lagSeconds: 7200 },
    }),
    page: /more waits to be read/,
    card: /Stale: more events wait/,
  },
};

test('no data, zero, error, not permitted and stale never look alike', async ({
  page,
}) => {
  await signIn(page, { name: 'Mei Tanaka' });
  const main = page.getByRole('main');
  const looks = new Set<string>();
  for (const [kind, { change, page: words }] of Object.entries(
    kindsOfNothing,
  )) {
    await answering(page, change);
    await page.goto('/dora?scope=group:default/payments-team');
    await expect(main, kind).toContainText(words);
    // Each of the others' words is absent: nothing says two things.
    const text = await main.innerText();
    for (const [other, { page: pattern }] of Object.entries(kindsOfNothing)) {
      if (other !== kind)
        expect(text, `${kind}: ${other}`).not.toMatch(pattern);
    }
    looks.add(text);
    await saveScreenshot(page, `dora-${kind.replace(/ /g, '-')}`);
    await expectAccessible(page, 'main');
  }
  expect(looks.size).toBe(Object.keys(kindsOfNothing).length);
});

test('nor do they on the home page', async ({ page }) => {
  await signIn(page, { name: 'Mei Tanaka' });
  const card = page
    .locator('section')
    .filter({ hasText: /^DORA, / })
    .last();
  const looks = new Set<string>();
  for (const [kind, { change, card: words }] of Object.entries(
    kindsOfNothing,
  )) {
    await answering(page, change);
    await page.goto('/');
    await expect(card, kind).toContainText(words);
    looks.add(await card.innerText());
  }
  expect(looks.size).toBe(Object.keys(kindsOfNothing).length);
});

test('long before anything was sent there are gaps and dashes, no zero', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/dora?scope=all&from=2019-01-07&to=2019-03-04');
  await expect(tiles(page)).toContainText('–');
  await expect(tiles(page)).not.toContainText('0 %');
  await page.goto('/dora?scope=component:default/e2e-never-deployed');
  await expect(
    page.getByText(/No deployment to production was ever sent/),
  ).toBeVisible();
});

test('a lead sets thresholds for the team, sees the bands, and goes back', async ({
  page,
}) => {
  await signIn(page, { name: 'Mei Tanaka' });
  await page.goto('/dora?scope=group:default/payments-team');
  const openDialog = async () => {
    await page.getByRole('combobox', { name: 'Benchmark' }).click();
    await page.getByRole('option', { name: /^Set scale/ }).click();
    return page.getByRole('dialog', { name: /is held against/ });
  };
  let dialog = await openDialog();
  await dialog.getByRole('combobox', { name: 'Scale' }).click();
  await page.getByRole('option', { name: 'Own thresholds' }).click();
  await dialog.getByRole('button', { name: 'DORA 2023' }).click();
  const fair = dialog.getByRole('textbox', { name: /Change fail rate: fair/ });
  await fair.fill('1');
  await expect(dialog.getByText(/has to be more than/)).toBeVisible();
  const save = dialog.getByRole('button', { name: 'Set for everybody' });
  await expect(save).toBeDisabled();
  await fair.fill('20');
  await expectAccessible(page, '[role=dialog]');
  await saveScreenshot(page, 'dora-thresholds');
  await save.click();
  await expect(page.getByText('Set for everybody.')).toBeVisible();
  await expect(tiles(page)).toContainText(/(Good|Fair|Poor)\s*thresholds/);

  dialog = await openDialog();
  await dialog.getByRole('button', { name: /^Back to/ }).click();
  await expect(page.getByText('Back to what held before.')).toBeVisible();
  await expect(tiles(page)).toContainText(/vs \d+\.\d industry/);
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
