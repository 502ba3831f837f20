import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RendererProps } from '@backstage/plugin-home-react';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { Icon } from '@quarterdeck/plugin-portal-react';
import { deploymentsRouteRef, environmentsRouteRef } from './routes';

const deploymentsPage = PageBlueprint.make({
  name: 'deployments',
  params: {
    path: '/deployments',
    title: 'Deployments',
    icon: <Icon name="rocket" />,
    routeRef: deploymentsRouteRef,
    noHeader: true,
    loader: () =>
      import('./pages/DeploymentsRouter').then(m => <m.DeploymentsRouter />),
  },
});

const environmentsPage = PageBlueprint.make({
  name: 'environments',
  params: {
    path: '/environments',
    title: 'Environments',
    icon: <Icon name="grid" />,
    routeRef: environmentsRouteRef,
    noHeader: true,
    loader: () =>
      import('./pages/EnvironmentsPage').then(m => <m.EnvironmentsPage />),
  },
});

const entityDeployments = EntityContentBlueprint.make({
  name: 'deployments',
  params: {
    path: '/deployments',
    title: 'Deployments',
    filter: { kind: 'component' },
    loader: () =>
      import('./pages/EntityDeploymentsTab').then(m => (
        <m.EntityDeploymentsTab />
      )),
  },
});

const entityEnvironments = EntityCardBlueprint.make({
  name: 'environments',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () =>
      import('./environments/EntityEnvironmentsCard').then(m => (
        <m.EntityEnvironmentsCard />
      )),
  },
});

const changedToday = HomePageWidgetBlueprint.make({
  name: 'changed-today',
  params: {
    name: 'changed-today',
    title: 'Changed in production today',
    // Four of twelve columns: the rail.
    layout: { width: { defaultColumns: 4 } },
    components: () =>
      import('./deployments/ChangedTodayWidget').then(m => ({
        Content: m.ChangedTodayWidget,
        // It is a card of our own, so it takes no frame of Backstage's.
        Renderer: ({ Content }: RendererProps) => <Content />,
      })),
  },
});

/** Deployments and environments: two pages, an entity's tab and card, a widget. */
export const deploymentExtensions = [
  deploymentsPage,
  environmentsPage,
  entityDeployments,
  entityEnvironments,
  changedToday,
];
