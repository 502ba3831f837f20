import { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  sarifReport,
  saveScreenshot,
  sendOwnFindings,
  signIn,
  test,
} from '../src';

const pages: ReadonlyArray<[name: string, path: string]> = [
  ['triage list', '/security?scope=all'],
  ['findings that are not fixed', '/security?scope=all&view=not_fixed'],
  ['findings by rule', '/security?scope=all&group=rule'],
  ['an empty list', '/security?scope=all&q=nothing-has-this-name'],
  ['overview', '/security/overview?scope=all'],
  ['accepted risks', '/security/acceptances?scope=all'],
  [
    'accepted risks that ended',
    '/security/acceptances?scope=all&state=expired,revoked',
  ],
  ['secrets', '/security/secrets?scope=all'],
  ['scans', '/security/scans?scope=all'],
  ['coverage', '/security/coverage?scope=all'],
  ['gate', '/security/gate?scope=all'],
  ['what if', '/security/gate?scope=all&view=simulate'],
  ['decisions', '/security/gate?scope=all&view=decided'],
  ['policies', '/security/gate?scope=all&view=policies'],
  ['a new policy', '/security/gate/policies/new?scope=all'],
  ['who ships it', '/sbom?scope=all&name=left-rope'],
  ['SBOMs', '/sbom?scope=all&view=documents'],
  ['licences', '/sbom?scope=all&view=licences'],
  ['VEX', '/sbom?scope=all&view=vex'],
  ['an entity', '/catalog/default/component/payments-api/security'],
];

/** Pages that are found by opening the first row of a list. */
const opened: ReadonlyArray<[name: string, list: string, table: string]> = [
  ['a scan', '/security/scans?scope=all', 'Scans'],
  ['an SBOM', '/sbom?scope=all&view=documents', 'SBOMs'],
  ['a VEX report', '/sbom?scope=all&view=vex', 'VEX documents'],
  [
    'a policy',
    '/security/gate?scope=all&view=policies',
    'Policies of the gate',
  ],
  [
    'a decision',
    '/security/gate?scope=all&view=decided',
    'Decisions of the gate',
  ],
];

/** Nothing of the page is still on its way. */
async function settled(page: Page) {
  await expect(
    page.getByRole('main').getByRole('heading').first(),
  ).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

const firstRow = (page: Page, table: string) =>
  page
    .getByRole('table', { name: table, exact: true })
    .locator('tbody tr[aria-rowindex]')
    .first();

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page of security can be used by everybody, ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await signIn(page, { name: 'Mei Tanaka' });
    for (const [name, path] of pages) {
      await test.step(name, async () => {
        await page.goto(path);
        await settled(page);
        await expectAccessible(page, 'main');
      });
    }
    for (const [name, path, table] of opened) {
      await test.step(name, async () => {
        await page.goto(path);
        await firstRow(page, table).click();
        await page.waitForURL(url => url.pathname + url.search !== path);
        await settled(page);
        await expectAccessible(page, 'main');
      });
    }
    await test.step('a finding', async () => {
      await page.goto('/security?scope=all&view=not_fixed&kind=dependency');
      await firstRow(page, 'Findings').click();
      await page.getByRole('link', { name: 'Open finding page' }).click();
      await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
      await settled(page);
      await expectAccessible(page, 'main');
    });
  });
}

test('the list is worked through by keys alone', async ({ page, request }) => {
  const run = await sendOwnFindings(request, 4);
  await signIn(page, { name: 'Mei Tanaka' });
  await page.goto(`/security?view=needs_triage&q=${run}`);
  const rows = page
    .getByRole('table', { name: 'Findings', exact: true })
    .locator('tbody tr[aria-rowindex]');
  await expect(rows).toHaveCount(4);
  const dialog = page.getByRole('dialog');
  const closeDialog = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(rows.nth(1)).toBeFocused();
  };

  // One tab stop for all rows.
  await expect(rows.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();

  // Each decision by its key, for the row in focus.
  for (const [key, name] of [
    ['e', 'Set the state'],
    ['a', 'Assign'],
    ['r', 'Accept the risk'],
    ['i', 'False positive'],
  ]) {
    await page.keyboard.press(key);
    await expect(dialog).toContainText(name);
    await closeDialog();
  }

  // Choosing: one, then on with Shift, then clear.
  await page.keyboard.press('x');
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+ArrowUp');
  const bar = page.getByRole('toolbar', { name: 'Chosen rows' });
  await expect(bar).toContainText('2 selected');
  await expectAccessible(page, 'main');
  await page.keyboard.press('e');
  await expect(dialog).toContainText('2 findings');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await bar.getByRole('button', { name: 'Clear' }).click();

  // Open beside the list, decide, take it back.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', {
    name: 'The finding that is open',
  });
  await panel.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('1 finding set to confirmed')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('1 finding taken back')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox').first()).toBeFocused();
});

test('a ready text for an issue says what to raise', async ({ page }) => {
  await signIn(page, { name: 'Mei Tanaka' });
  await page.goto('/security?scope=all&view=not_fixed&q=gangway-http');
  await firstRow(page, 'Findings').click();
  await page
    .getByRole('complementary', { name: 'The finding that is open' })
    .getByRole('button', { name: 'More actions' })
    .click();
  await page.getByRole('menuitem', { name: 'Create issue' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create an issue' });
  await expect(dialog.getByLabel('Title')).toHaveValue(
    'Raise gangway-http to 2.11.6',
  );
  await expect(dialog.getByLabel('Text')).toHaveValue(/security\/findings\//);
  await expectAccessible(page, '[role="dialog"]');
});

/** Chooses a file in the dialog and lets the door read it. */
async function lookIntoReport(page: Page) {
  await page.goto('/security?scope=all');
  await page.getByRole('button', { name: 'Upload report' }).click();
  await page.getByLabel('File of the report').setInputFiles({
    name: 'sample.sarif',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify(
        sarifReport('upload-scan', [
          {
            ruleId: 'sample/upload',
            message: 'Sample of an upload',
            level: 'error',
            securitySeverity: '7.5',
            file: 'src/a.ts',
            line: 3,
            snippet: 'a();',
          },
        ]),
      ),
    ),
  });
  await page
    .getByRole('combobox', { name: /Service it is about/ })
    .fill('component:default/quay-ui');
  await page.getByRole('button', { name: 'Look into it' }).click();
  await expect(
    page.getByRole('region', { name: 'What is in the file' }),
  ).toContainText('Would be taken');
  await expectAccessible(page, '[role="dialog"]');
}

test('a report is looked into, and sent by a pipeline when people may not', async ({
  page,
}) => {
  await signIn(page, { name: 'Mei Tanaka' });
  await lookIntoReport(page);
  await expect(
    page.getByRole('region', { name: 'Send it from a shell or a pipeline' }),
  ).toContainText('entity=component%3Adefault%2Fquay-ui');
  await saveScreenshot(page, 'security-upload');
});

test('a report is uploaded from the page by who may', async ({ page }) => {
  await signIn(page, { team: 'platform' });
  await lookIntoReport(page);
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'Taken in' }),
  ).toBeVisible();
});

test('a policy is tried, set as text, and ended', async ({ page }) => {
  await signIn(page, { team: 'platform' });
  await page.goto('/security/gate/policies/new?scope=all');
  await page.getByRole('textbox', { name: 'Name' }).fill('Sample of a policy');
  await page.getByRole('textbox', { name: 'Environments' }).fill('sample');
  await expect(
    page.getByRole('table', { name: 'What would change' }),
  ).toBeVisible();
  await page.getByRole('tab', { name: 'YAML' }).click();
  const text = page.getByLabel('The policy as YAML');
  await text.fill('fail_on: [urgent]');
  await expect(
    page.getByRole('list', { name: 'What cannot be read' }),
  ).toContainText('line 1');
  await text.fill('fail_on: [critical]\nrequired:\n  - kind: sast\n');
  await expectAccessible(page, 'main');
  await page.getByRole('button', { name: 'Set policy' }).click();
  await expect(page.getByText('Version 1 holds now')).toBeVisible();
  await saveScreenshot(page, 'security-policy');
  await page.getByRole('button', { name: 'End policy' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'End policy' })
    .click();
  await expect(page.getByText('Sample of a policy ended')).toBeVisible();
});
