import { HomePageWidgetData } from '@backstage/plugin-home-react/alpha';

/** Backstage's own widgets that say something about this person's work. */
const wanted = new Set(['home-page-widget:home/starred-entities']);
const backstageOwn = new Set(['home', 'search', 'notifications', 'catalog']);
const railColumns = 4;

/** Wide widgets to the middle, narrow ones (four of twelve columns) to the rail. */
export function arrangeWidgets(widgets: readonly HomePageWidgetData[]): {
  main: HomePageWidgetData[];
  rail: HomePageWidgetData[];
} {
  const shown = widgets.filter(
    ({ node }) =>
      !backstageOwn.has(node.spec.plugin.pluginId) || wanted.has(node.spec.id),
  );
  const narrow = ({ node, layout }: HomePageWidgetData) =>
    wanted.has(node.spec.id) ||
    (layout?.width?.defaultColumns ?? 12) <= railColumns;
  return {
    main: shown.filter(widget => !narrow(widget)),
    rail: shown.filter(narrow),
  };
}
