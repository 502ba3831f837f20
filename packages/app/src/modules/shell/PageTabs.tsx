import { useLocation } from 'react-router-dom';
import { PageLayoutTab } from '@backstage/frontend-plugin-api';
import { Tabs } from '@quarterdeck/plugin-portal-react';

/** The parts of a plugin's page as tabs. */
export function PageTabs(props: {
  base: string;
  label: string;
  tabs: readonly PageLayoutTab[];
}) {
  const { pathname } = useLocation();
  const items = props.tabs.map(tab => {
    const to = tab.href.startsWith('/')
      ? tab.href
      : `${props.base}/${tab.href}`.replace(/\/{2,}/g, '/');
    return {
      label: tab.label,
      to,
      selected: pathname === to || pathname.startsWith(`${to}/`),
    };
  });
  return <Tabs label={props.label} items={items} />;
}
