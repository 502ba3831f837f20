import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The DORA page. */
export const rootRouteRef = createRouteRef();
