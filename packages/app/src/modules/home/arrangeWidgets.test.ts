import { HomePageWidgetData } from '@backstage/plugin-home-react/alpha';
import { arrangeWidgets } from './arrangeWidgets';

const widget = (id: string, columns?: number): HomePageWidgetData => {
  const pluginId = id.slice(id.indexOf(':') + 1).split('/')[0];
  return {
    // Only what the arrangement reads of a node.
    node: {
      spec: { id, plugin: { pluginId } },
    } as unknown as HomePageWidgetData['node'],
    component: null as unknown as HomePageWidgetData['component'],
    layout: columns ? { width: { defaultColumns: columns } } : undefined,
  };
};

const ids = (widgets: HomePageWidgetData[]) =>
  widgets.map(({ node }) => node.spec.id);

describe('arrangeWidgets', () => {
  const { main, rail } = arrangeWidgets([
    widget('home-page-widget:home/random-joke'),
    widget('home-page-widget:home/starred-entities'),
    widget('home-page-widget:pipelines/services'),
    widget('home-page-widget:incidents/on-call', 4),
  ]);

  it('puts wide widgets into the middle and narrow ones into the rail', () => {
    expect(ids(main)).toEqual(['home-page-widget:pipelines/services']);
    expect(ids(rail)).toContain('home-page-widget:incidents/on-call');
  });

  it('keeps of Backstage what is about this person', () => {
    expect(ids([...main, ...rail])).not.toContain(
      'home-page-widget:home/random-joke',
    );
    expect(ids(rail)).toContain('home-page-widget:home/starred-entities');
  });
});
