import { BreadcrumbEntryData } from '@backstage/frontend-plugin-api';
import { SidebarGroup } from './placeItems';

/** One step of the path to the page. */
export interface Crumb {
  label: string;
  href?: string;
}

/** The path to the page: its area in the sidebar, then what the pages registered. */
export function crumbsOf(
  registered: readonly BreadcrumbEntryData[],
  groups: readonly SidebarGroup[],
): Crumb[] {
  const steps = [...registered].sort((a, b) => a.depth - b.depth);
  const first = steps[0];
  const area = groups.find(({ entries }) =>
    entries.some(entry => first && entry.href === first.href),
  );
  const crumbs: Crumb[] = steps.map(({ label, href }) => ({ label, href }));
  return area?.label && area.label !== 'More'
    ? [{ label: area.label }, ...crumbs]
    : crumbs;
}
