import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The pipelines page: every run in scope. */
export const rootRouteRef = createRouteRef();

/** One attempt of a run. */
export const runRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:instance/:externalId/:attempt',
});

/** CI health: success rate, durations and what is slowest. */
export const healthRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/health',
});

/** Gates: what waits, and who may let it go. */
export const gatesRouteRef = createRouteRef();

/** Delivery policies. */
export const policiesRouteRef = createRouteRef();

/** Deployments: list, timeline, drift and freezes. */
export const deploymentsRouteRef = createRouteRef();

/** One deployment. */
export const deploymentRouteRef = createSubRouteRef({
  parent: deploymentsRouteRef,
  path: '/:instance/:externalId',
});

/** What runs where. */
export const environmentsRouteRef = createRouteRef();
