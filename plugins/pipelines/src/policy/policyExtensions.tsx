import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { Icon } from '@quarterdeck/plugin-portal-react';
import { policiesRouteRef } from '../routes';

const policiesPage = PageBlueprint.make({
  name: 'policies',
  params: {
    path: '/policies',
    title: 'Policies',
    icon: <Icon name="policy" />,
    routeRef: policiesRouteRef,
    noHeader: true,
    loader: () => import('./PoliciesRouter').then(m => <m.PoliciesRouter />),
  },
});

/** The pages of delivery policies. */
export const policyExtensions = [policiesPage];
