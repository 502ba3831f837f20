import { ReactElement } from 'react';
import { IconName } from '@quarterdeck/plugin-portal-react';
import { hiddenPages, iconsOfOthers, sidebarGroups } from './sidebarGroups';

/** What is known of a page in the app. */
export interface PageItem {
  href: string;
  title: string;
  icon: ReactElement | null;
  node: { spec: { id: string } };
}

/** One line of the sidebar. */
export interface SidebarEntry {
  page: string;
  href: string;
  title: string;
  icon: IconName | ReactElement | null;
  key?: string;
}

/** Lines under one label. */
export interface SidebarGroup {
  label?: string;
  foot?: boolean;
  entries: SidebarEntry[];
}

/** Puts the pages that exist in their places; those without one go under "More". */
export function placeItems(pages: readonly PageItem[]): SidebarGroup[] {
  const byId = new Map(pages.map(item => [item.node.spec.id, item]));
  for (const id of hiddenPages) byId.delete(id);
  const groups = sidebarGroups.map(({ label, foot, places }) => ({
    label,
    foot,
    entries: places.flatMap(({ page, icon, title, key }) => {
      const item = byId.get(page);
      byId.delete(page);
      if (!item) return [];
      return [{ page, icon, key, href: item.href, title: title ?? item.title }];
    }),
  }));
  const more: SidebarGroup = {
    label: 'More',
    entries: [...byId.values()]
      .map(({ node, href, title, icon }) => ({
        page: node.spec.id,
        href,
        title,
        icon: iconsOfOthers[node.spec.id] ?? icon,
      }))
      .sort((a, b) => a.title.localeCompare(b.title)),
  };
  const foot = groups.findIndex(group => group.foot);
  return [...groups.slice(0, foot), more, ...groups.slice(foot)].filter(
    group => group.entries.length > 0,
  );
}
