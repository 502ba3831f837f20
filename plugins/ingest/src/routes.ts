import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The ingest page. */
export const rootRouteRef = createRouteRef();
