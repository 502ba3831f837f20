import { useMemo } from 'react';
import { NavContentNavItems } from '@backstage/plugin-app-react';
import { NavCount } from '@quarterdeck/plugin-portal-react';
import { Header } from './Header';
import { placeItems } from './placeItems';
import { Sidebar } from './Sidebar';
import { useGoKeys } from './useGoKeys';
import { useSidebarFold } from './useSidebarFold';

/** Sidebar and header: both speak of the pages that exist. */
export function Navigation(props: {
  navItems: NavContentNavItems;
  counts: readonly NavCount[];
}) {
  const { navItems, counts } = props;
  const pages = useMemo(() => navItems.clone().rest(), [navItems]);
  const groups = useMemo(() => placeItems(pages), [pages]);
  const fold = useSidebarFold();
  useGoKeys(groups);
  return (
    <>
      <Sidebar groups={groups} counts={counts} {...fold} />
      <Header
        groups={groups}
        hasNotifications={pages.some(
          page => page.node.spec.id === 'page:notifications',
        )}
        onFold={fold.toggle}
      />
    </>
  );
}
