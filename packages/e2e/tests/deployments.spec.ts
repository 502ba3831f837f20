import { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  heldDeployment,
  saveScreenshot,
  sendGitHubDelivery,
  signIn,
  test,
  workflowJob,
  workflowRun,
} from '../src';

const AUTHOR = { name: 'Mei Tanaka', login: 'mei-tanaka' };
const REVIEWER = 'Ravi Menon';

const gateRow = (page: Page, table: string, commit: string) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({
      hasText: commit.slice(0, 7),
    });

/** The page of the newest deployment that waits in a cell of the matrix. */
async function openFromMatrix(page: Page): Promise<void> {
  await page.goto('/environments?scope=all&q=ledger');
  const cell = page
    .getByRole('gridcell', { name: /waiting/i })
    .or(page.getByRole('cell', { name: /waiting/i }))
    .first();
  await expect(cell).toBeVisible();
  await saveScreenshot(page, 'environments');
  await cell.click();
}

test('from the matrix to a deployment and its gate, decided by two people', async ({
  browser,
  page,
  request,
}) => {
  const runId = 660_000_000 + Math.floor(Math.random() * 1_000_000);
  const repository = 'e2e/ledger';
  const commit = runId.toString(16).padEnd(40, 'a');
  const { login } = AUTHOR;
  const held = heldDeployment({
    id: runId * 10,
    runId,
    environment: 'production',
    login,
    repository,
  });
  for (const [event, body] of [
    [
      'workflow_run',
      workflowRun({
        id: runId,
        action: 'in_progress',
        login,
        repository,
      }),
    ],
    [
      'workflow_job',
      workflowJob({
        id: runId * 10 + 5,
        runId,
        conclusion: 'success',
        repository,
      }),
    ],
    ['deployment_status', held.status],
    ['deployment_protection_rule', held.rule],
  ] as const) {
    const answer = await sendGitHubDelivery(request, event, body);
    expect([event, answer.status()]).toEqual([event, 202]);
  }

  // Who wrote the change sees it wait, and may not let it through.
  await signIn(page, { name: AUTHOR.name });
  await openFromMatrix(page);
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /open page|waits|deployment/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/deployments\//);
  await expect(page.getByText(/Waiting/).first()).toBeVisible();
  await expectAccessible(page, 'main');
  await saveScreenshot(page, 'deployment');
  await page.goto('/gates?scope=all');
  const seen = gateRow(page, 'All that wait', commit);
  await expect(seen).toBeVisible();
  await seen.click();
  const drawer = page.getByRole('dialog');
  await expect(
    drawer.getByRole('button', { name: 'Approve' }).first(),
  ).toBeDisabled();
  await expectAccessible(page, 'main');

  // Another of the team does.
  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, { name: REVIEWER });
  await other.goto('/gates?scope=all');
  const mine = gateRow(other, 'Waits for you', commit);
  await expect(mine).toBeVisible();
  await saveScreenshot(other, 'gates');
  await mine.getByRole('button', { name: 'Approve' }).click();
  await other
    .getByRole('dialog')
    .getByRole('button', { name: /^Approve/ })
    .click();
  await expect(mine).toHaveCount(0);
  await context.close();

  // The author's page hears of it by itself.
  await page.goto('/gates?scope=all&view=decided');
  await expect(page.getByText(commit.slice(0, 7)).first()).toBeVisible();
});
