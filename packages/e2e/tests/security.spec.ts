import { randomBytes } from 'node:crypto';
import { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  sarifReport,
  saveScreenshot,
  sendReport,
  signIn,
  test,
} from '../src';

const ENTITY = 'component:default/ledger';
const OWNER = 'Mei Tanaka';

const findingRow = (page: Page, title: string) =>
  page
    .getByRole('table', { name: 'Findings', exact: true })
    .getByRole('row')
    .filter({ hasText: title });

test('a report comes in, is triaged, accepted for a time, and the gate says so', async ({
  page,
  request,
}) => {
  const run = randomBytes(4).toString('hex');
  const critical = `Sample injection ${run}`;
  const medium = `Sample redirect ${run}`;
  const results = [
    {
      ruleId: `sample/injection-${run}`,
      message: critical,
      level: 'error' as const,
      securitySeverity: '9.8',
      file: 'src/report/query.ts',
      line: 88,
      snippet: 'const sql = `select * from entry order by ${order}`;',
    },
    {
      ruleId: `sample/redirect-${run}`,
      message: medium,
      level: 'warning' as const,
      securitySeverity: '5.0',
      file: 'src/auth/return.ts',
      line: 19,
      snippet: 'response.redirect(request.query.to);',
    },
  ];
  const query = {
    entity: ENTITY,
    category: 'sast',
    branch: 'main',
    commit: randomBytes(20).toString('hex'),
  };
  const tool = `sample-scan-${run}`;
  await sendReport(request, query, sarifReport(tool, results));

  // The owner finds both, the worse one first.
  await signIn(page, { name: OWNER });
  await page.goto(`/security?scope=all&view=all&q=${run}`);
  await expect(findingRow(page, critical)).toBeVisible();
  await expect(findingRow(page, medium)).toBeVisible();
  await expect(findingRow(page, critical)).toContainText('Critical');
  await expectAccessible(page, 'main');
  await saveScreenshot(page, 'findings');

  // By keyboard: to the list, open beside it, confirm.
  await page.keyboard.press('j');
  await expect(findingRow(page, critical)).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', {
    name: 'The finding that is open',
  });
  await expect(panel.getByText('select * from entry').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('1 finding set to confirmed')).toBeVisible();
  await expect(findingRow(page, critical)).toContainText('Confirmed');

  // Accepted only with a reason and an end.
  await panel.getByRole('button', { name: 'Accept risk' }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept the risk' });
  const accept = dialog.getByRole('button', { name: 'Accept risk' });
  await dialog.getByLabel(/^Reason/).fill('Only reachable from inside');
  await expect(accept).toBeDisabled();
  await dialog.getByRole('button', { name: '30 days' }).click();
  await expectAccessible(page, '[role="dialog"]');
  await accept.click();
  await expect(page.getByText('1 finding accepted as risk')).toBeVisible();
  await expect(findingRow(page, critical)).toContainText('Risk accepted');

  // Its page tells the whole story.
  await panel.getByRole('link', { name: 'Open finding page' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: critical }),
  ).toBeVisible();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('Only reachable from inside')).toBeVisible();
  await expect(history.getByText('Found', { exact: true })).toBeVisible();
  await expectAccessible(page, 'main');
  await saveScreenshot(page, 'finding');

  await page.goto('/security/acceptances?scope=all');
  await expect(
    page
      .getByRole('table', { name: 'Accepted risks' })
      .getByRole('row')
      .filter({ hasText: critical }),
  ).toBeVisible();
  await expectAccessible(page, 'main');

  // The gate names it, and what excused it.
  await page.goto('/security/gate?scope=all');
  await page.getByRole('button', { name: `Ask now about ${ENTITY}` }).click();
  const excused = page
    .getByRole('table', { name: 'Findings at the gate' })
    .getByRole('row')
    .filter({ hasText: critical });
  await expect(excused).toContainText('Excused');
  await expectAccessible(page, 'main');
  await saveScreenshot(page, 'security-gate');

  // A whole scan without the other one closes it.
  await sendReport(
    request,
    { ...query, commit: randomBytes(20).toString('hex') },
    sarifReport(tool, results.slice(0, 1)),
  );
  await page.goto(`/security?scope=all&view=all&q=${run}`);
  await expect(findingRow(page, medium)).toContainText('Fixed');
  await page.goto('/security/overview?scope=all');
  await expect(
    page.getByRole('region', { name: 'Security in numbers' }),
  ).toBeVisible();
  await expectAccessible(page, 'main');
});
