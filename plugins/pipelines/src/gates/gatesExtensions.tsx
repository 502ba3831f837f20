import { PageBlueprint } from '@backstage/frontend-plugin-api';
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

/** The pages of gates, and their count in the sidebar. */
export const gatesExtensions = [gatesPage, waitingCount];
