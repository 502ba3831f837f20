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
import { Icon, NavCountBlueprint } from '@quarterdeck/plugin-portal-react';
import { useDueCount } from './api/useDueCount';
import {
  findingRouteRef,
  gateRouteRef,
  rootRouteRef,
  sbomRouteRef,
} from './routes';

const findingsPage = PageBlueprint.make({
  params: {
    path: '/security',
    title: 'Findings',
    icon: <Icon name="shield" />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages/Router').then(m => <m.Router />),
  },
});

const sbomPage = PageBlueprint.make({
  name: 'sbom',
  params: {
    path: '/sbom',
    title: 'SBOM and licences',
    icon: <Icon name="box" />,
    routeRef: sbomRouteRef,
    noHeader: true,
    loader: () => import('./sbom/SbomRouter').then(m => <m.SbomRouter />),
  },
});

const entityTab = EntityContentBlueprint.make({
  name: 'security',
  params: {
    path: '/security',
    title: 'Security',
    filter: { kind: 'component' },
    loader: () => import('./entity/EntityTab').then(m => <m.EntityTab />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'findings',
  params: {
    type: 'info',
    filter: { kind: 'component' },
    loader: () => import('./entity/EntityCard').then(m => <m.EntityCard />),
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  name: 'findings',
  params: {
    name: 'findings',
    title: 'Findings that need you',
    components: () =>
      import('./home/HomeWidget').then(m => ({
        Content: m.HomeWidget,
        // It is made of our own cards, so it takes no frame of Backstage's.
        Renderer: ({ Content }: RendererProps) => <Content />,
      })),
  },
});

const dueCount = NavCountBlueprint.make({
  params: { page: 'page:security', useCount: useDueCount },
});

/** What scanners found, in one truthful list: pages, entity tab and card, home. */
export const securityPlugin = createFrontendPlugin({
  pluginId: 'security',
  title: 'Security',
  icon: <Icon name="shield" />,
  extensions: [
    findingsPage,
    sbomPage,
    entityTab,
    entityCard,
    homeWidget,
    dueCount,
  ],
  routes: {
    root: rootRouteRef,
    finding: findingRouteRef,
    gate: gateRouteRef,
    sbom: sbomRouteRef,
  },
});
