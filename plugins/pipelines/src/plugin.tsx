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
import { useFailingCount } from './api/useFailingCount';
import { deploymentExtensions } from './deploymentExtensions';
import { gatesExtensions, gatesWidget } from './gates/gatesExtensions';
import { policyExtensions } from './policy/policyExtensions';
import {
  deploymentRouteRef,
  deploymentsRouteRef,
  environmentsRouteRef,
  gatesRouteRef,
  healthRouteRef,
  policiesRouteRef,
  rootRouteRef,
  runRouteRef,
} from './routes';

const pipelinesPage = PageBlueprint.make({
  params: {
    path: '/pipelines',
    title: 'Pipelines',
    icon: <Icon name="pipe" />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () => import('./pages/Router').then(m => <m.Router />),
  },
});

const entityTab = EntityContentBlueprint.make({
  name: 'pipelines',
  params: {
    path: '/ci-cd',
    title: 'CI/CD',
    filter: { kind: 'component' },
    loader: () => import('./pages/EntityTab').then(m => <m.EntityTab />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'ci',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () => import('./components/EntityCard').then(m => <m.EntityCard />),
  },
});

const homeServices = HomePageWidgetBlueprint.make({
  name: 'services',
  params: {
    name: 'services',
    title: 'Your services',
    components: () =>
      import('./components/HomeWidget').then(m => ({
        Content: m.HomeWidget,
        // It is made of our own cards, so it takes no frame of Backstage's.
        Renderer: ({ Content }: RendererProps) => <Content />,
      })),
  },
});

const failingCount = NavCountBlueprint.make({
  params: {
    page: 'page:pipelines',
    useCount: useFailingCount,
  },
});

/** Runs, jobs and steps of every CI system, on pages. */
export const pipelinesPlugin = createFrontendPlugin({
  pluginId: 'pipelines',
  title: 'Pipelines',
  icon: <Icon name="pipe" />,
  extensions: [
    pipelinesPage,
    entityTab,
    entityCard,
    gatesWidget,
    homeServices,
    failingCount,
    ...deploymentExtensions,
    ...gatesExtensions,
    ...policyExtensions,
  ],
  routes: {
    root: rootRouteRef,
    run: runRouteRef,
    health: healthRouteRef,
    gates: gatesRouteRef,
    policies: policiesRouteRef,
    deployments: deploymentsRouteRef,
    deployment: deploymentRouteRef,
    environments: environmentsRouteRef,
  },
});
