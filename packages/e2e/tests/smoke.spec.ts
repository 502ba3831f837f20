import { expect, expectAccessible, sidebar, signIn, test } from '../src';

test('somebody who opens the portal sees who they can be', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button').first()).toBeVisible();
  await expect(page).toHaveTitle(/Quarterdeck/);
  await expectAccessible(page);
});

test('after choosing a person the sidebar leads to the areas', async ({
  page,
}) => {
  await signIn(page);
  for (const name of ['Home', 'Catalog', 'Pipelines']) {
    await expect(
      // A number beside it, of what needs somebody, belongs to the name.
      sidebar(page).getByRole('link', {
        name: new RegExp(`^${name}( \\d+\\+?)?$`),
      }),
    ).toBeVisible();
  }
  await sidebar(page).getByRole('link', { name: 'Pipelines' }).click();
  await expect(page).toHaveURL(/\/pipelines/);
  await expect(
    page.getByRole('heading', { name: 'Pipelines' }).first(),
  ).toBeVisible();
});
