import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RendererProps } from '@backstage/plugin-home-react';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { Icon, NavCountBlueprint } from '@quarterdeck/plugin-portal-react';
import { gatesRouteRef } from '../routes';
import { useWaitingCount } from './useWaitingCount';

const gatesPage = PageBlueprint.make({
  name: 'gates',
  params: {
    path: '/gates',
    title: 'Gates',
    icon: <Icon name="gate" />,
    routeRef: gatesRouteRef,
    noHeader: true,
    loader: () => import('./GatesRouter').then(m => <m.GatesRouter />),
  },
});

const waitingCount = NavCountBlueprint.make({
  name: 'gates',
  params: { page: 'page:pipelines/gates', useCount: useWaitingCount },
});

const entityCard = EntityCardBlueprint.make({
  name: 'gates',
  params: {
    type: 'info',
    filter: { kind: 'component' },
    loader: () => import('./EntityGatesCard').then(m => <m.EntityGatesCard />),
  },
});

const needsYou = HomePageWidgetBlueprint.make({
  name: 'needs-you',
  params: {
    name: 'needs-you',
    title: 'Needs you',
    components: () =>
      import('./NeedsYouCard').then(m => ({
        Content: m.NeedsYouCard,
        Renderer: ({ Content }: RendererProps) => <Content />,
      })),
  },
});

/** What this person has to decide: stands first on the home page. */
export const gatesWidget = needsYou;

/** The pages of gates, and their count in the sidebar. */
export const gatesExtensions = [gatesPage, waitingCount, entityCard];
