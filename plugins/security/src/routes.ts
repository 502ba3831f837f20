import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** Findings: the list, the overview, acceptances, secrets, scans, coverage, gate. */
export const rootRouteRef = createRouteRef();

/** One finding. */
export const findingRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/findings/:id',
});

/** The gate of an entity. */
export const gateRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/gate',
});

/** Components, licences and VEX. */
export const sbomRouteRef = createRouteRef();
