import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RendererProps } from '@backstage/plugin-home-react';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { Icon } from '@quarterdeck/plugin-portal-react';
import { rootRouteRef } from './routes';

/** Whose numbers there are: one service, or all that these have. */
const kinds = { kind: { $in: ['component', 'system', 'domain', 'group'] } };

const page = PageBlueprint.make({
  params: {
    path: '/dora',
    title: 'DORA',
    icon: <Icon name="dora" />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages/DoraPage').then(m => <m.DoraPage />),
  },
});

const entityTab = EntityContentBlueprint.make({
  params: {
    path: '/dora',
    title: 'DORA',
    filter: kinds,
    loader: () =>
      import('./pages/EntityDoraTab').then(m => <m.EntityDoraTab />),
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: kinds,
    loader: () =>
      import('./components/EntityDoraCard').then(m => <m.EntityDoraCard />),
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  params: {
    name: 'dora',
    title: 'DORA',
    // Four of twelve columns: the rail.
    layout: { width: { defaultColumns: 4 } },
    components: () =>
      import('./components/HomeDora').then(m => ({
        Content: m.HomeDora,
        // It is a card of our own, so it takes no frame of Backstage's.
        Renderer: ({ Content }: RendererProps) => <Content />,
      })),
  },
});

/** The five DORA metrics, on pages. */
export const doraPlugin = createFrontendPlugin({
  pluginId: 'dora',
  title: 'DORA',
  icon: <Icon name="dora" />,
  extensions: [page, entityTab, entityCard, homeWidget],
  routes: { root: rootRouteRef },
});
