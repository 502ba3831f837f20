import { expect, sendGitHubDelivery, signIn, test, workflowRun } from '../src';

test('an operator claims an unclaimed repository, and its runs move', async ({
  page,
  request,
}) => {
  const repository = `e2e/unclaimed-${Date.now()}`;
  const id = 770_000_000 + Math.floor(Math.random() * 1_000_000);
  const answer = await sendGitHubDelivery(
    request,
    'workflow_run',
    workflowRun({ id, repository, title: `claimed ${id}` }),
  );
  expect(answer.status()).toBe(202);
  await signIn(page, { team: 'platform' });
  await page.goto('/ingest/unclaimed');
  const row = page.getByRole('row').filter({ hasText: repository });
  await row.getByRole('button', { name: /Claim/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').first().fill('ledger');
  await page
    .getByRole('option', { name: /ledger/ })
    .first()
    .click();
  await dialog.getByRole('button', { name: /^Claim/ }).click();
  await expect(dialog).toBeHidden();
  await page.goto(
    `/catalog/default/component/ledger/ci-cd?q=${encodeURIComponent(
      `claimed ${id}`,
    )}`,
  );
  await expect(page.getByText(`claimed ${id}`).first()).toBeVisible();
});

test('a delivery is refused with a sentence, and nobody has to guess', async ({
  page,
  request,
}) => {
  const unsigned = await request.post('/api/ingest/v1/hooks/e2e-github', {
    headers: { 'content-type': 'application/json', 'x-github-event': 'ping' },
    data: Buffer.from('{}'),
  });
  expect(unsigned.status()).toBe(401);
  const { error } = await unsigned.json();
  expect(error.message).toMatch(/X-Hub-Signature-256/i);

  await signIn(page, { team: 'platform' });
  await page.goto('/ingest');
  await expect(
    page.getByRole('row').filter({ hasText: 'e2e-github' }),
  ).toBeVisible();
});
