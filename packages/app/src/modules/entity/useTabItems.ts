import { useParams } from 'react-router-dom';
import { EntityHeaderLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { TabItem } from '@quarterdeck/plugin-portal-react';

/** The tabs of an entity in one row, groups unfolded, as links from its address. */
export function useTabItems(props: EntityHeaderLayoutProps): {
  items: TabItem[];
  base: string;
} {
  const { namespace, kind, name } = useParams();
  const base = `/catalog/${namespace}/${kind}/${name}`;
  const items = props.tabs
    .flatMap(tab => ('items' in tab ? tab.items : [tab]))
    .map(tab => ({
      label: tab.label,
      to: `${base}/${tab.href.replace(/^[./]+/, '')}`.replace(/\/$/, ''),
      selected: tab.id === props.activeTabId,
    }));
  return { items, base };
}
