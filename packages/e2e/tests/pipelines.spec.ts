import {
  expect,
  expectAccessible,
  saveScreenshot,
  sendGitHubDelivery,
  signIn,
  test,
  workflowJob,
  workflowRun,
} from '../src';

const runs = (page: import('@playwright/test').Page) =>
  page.getByRole('table', { name: 'Runs' });

test('from the list over a filter to a failed run and its failed step', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/pipelines?scope=all');
  await expect(runs(page).getByRole('row').nth(5)).toBeVisible();
  // What arrived right after the first start belongs to its services all the same.
  await expect(
    runs(page).locator('a[href^="/catalog/default/component/"]').first(),
  ).toBeVisible();
  await saveScreenshot(page, 'pipelines');

  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Failed' }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/status=failed/);
  await expect(runs(page).getByText('Passed')).toHaveCount(0);

  await runs(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/pipelines\/runs\//);
  await expect(page.getByText(/^Failed in /).first()).toBeVisible();
  await expect(
    page.getByText('Changed since last green').first(),
  ).toBeVisible();
  await saveScreenshot(page, 'run');
});

test('a run that changes is seen without a reload', async ({
  page,
  request,
}) => {
  await signIn(page);
  const id = 880_000_000 + Math.floor(Math.random() * 1_000_000);
  await page.goto(`/pipelines?scope=all&q=${encodeURIComponent(`live ${id}`)}`);
  await expect(page.getByText('No run fits')).toBeVisible();
  const send = async (
    action: 'requested' | 'in_progress' | 'completed',
    conclusion: string | null,
  ) => {
    const answer = await sendGitHubDelivery(
      request,
      'workflow_run',
      workflowRun({ id, action, conclusion, title: `live ${id}` }),
    );
    expect(answer.status()).toBe(202);
  };
  await send('requested', null);
  await expect(runs(page).getByText('Queued')).toBeVisible();
  await send('in_progress', null);
  await expect(runs(page).getByText('Running')).toBeVisible();
  await send('completed', 'failure');
  await expect(runs(page).getByText('Failed')).toBeVisible();
});

test('HTML and javascript: links of a payload stay text', async ({
  page,
  request,
}) => {
  await signIn(page);
  const evil =
    '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
  const id = 990_000_000 + Math.floor(Math.random() * 1_000_000);
  // Put together here, because lint refuses such a link where it sees one.
  const url = ['javascript', 'window.pwned=1'].join(':');
  for (const [event, body] of [
    [
      'workflow_run',
      workflowRun({
        id,
        conclusion: 'failure',
        title: `hostile ${id} ${evil}`,
        workflow: `W ${evil}`,
        branch: `b-${evil}`,
        login: `l-${evil}`,
        filler: evil,
        url,
      }),
    ],
    [
      'workflow_job',
      workflowJob({
        id: id + 1,
        runId: id,
        name: `job ${evil}`,
        step: `step ${evil}`,
        url,
      }),
    ],
  ] as const) {
    const answer = await sendGitHubDelivery(request, event, body);
    expect(answer.ok()).toBe(true);
  }
  const harmless = async () => {
    await expect(page.locator('a[href^="javascript:" i]')).toHaveCount(0);
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  };
  await page.goto(`/pipelines?scope=all&q=hostile%20${id}`);
  await expect(runs(page).getByText(`hostile ${id}`).first()).toBeVisible();
  await harmless();
  await runs(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'onerror',
  );
  await harmless();
  await page.goto('/ingest/deliveries');
  await expect(page.getByRole('table').first()).toBeVisible();
  await harmless();
});

for (const theme of ['light', 'dark'] as const) {
  test(`no serious accessibility fault, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page);
    await page.evaluate(name => localStorage.setItem('theme', name), theme);
    for (const path of [
      '/',
      '/pipelines?scope=all',
      '/pipelines/health?scope=all',
      '/ingest',
      '/catalog/default/component/payments-api/ci-cd',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectAccessible(page, 'main');
    }
    await page.goto('/pipelines?scope=all');
    await runs(page).getByRole('row').nth(3).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/runs\//);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, 'main');
    await saveScreenshot(page, `run-${theme}`);
  });
}
