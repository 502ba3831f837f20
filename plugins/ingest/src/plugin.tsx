import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Icon } from '@quarterdeck/plugin-portal-react';
import { rootRouteRef } from './routes';

const ingestPage = PageBlueprint.make({
  params: {
    path: '/ingest',
    title: 'Ingest',
    // Without an icon Backstage leaves a page out of the sidebar.
    icon: <Icon name="inbox" />,
    routeRef: rootRouteRef,
    // The page brings its own head, as every page of Quarterdeck does.
    noHeader: true,
    loader: () => import('./pages/IngestPage').then(m => <m.IngestPage />),
  },
});

/** Everything that arrives: sources, deliveries, rejects, readers of the log. */
export const ingestPlugin = createFrontendPlugin({
  pluginId: 'ingest',
  title: 'Ingest',
  routes: { root: rootRouteRef },
  extensions: [ingestPage],
});
