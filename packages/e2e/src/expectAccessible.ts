import { AxeBuilder } from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

/**
 * Fails with the rule and the elements when axe finds a serious or critical fault.
 *
 * @param within - a selector, when only a part of the page is ours
 */
export async function expectAccessible(
  page: Page,
  within?: string,
): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags([
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
  ]);
  const { violations } = await (within
    ? builder.include(within)
    : builder
  ).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      elements: nodes.slice(0, 5).map(({ html }) => html.slice(0, 200)),
    }));
  expect(serious).toEqual([]);
}
