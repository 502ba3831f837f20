import { defineContract } from '@quarterdeck/plugin-portal-common';
import { benchmarkRoutes } from './benchmarkRoutes';
import { metricRoutes } from './metricRoutes';
import { recordRoutes } from './recordRoutes';

/** HTTP contract of the DORA area, below `/api/dora`. */
export const doraContract = defineContract({
  ...metricRoutes,
  ...recordRoutes,
  ...benchmarkRoutes,
});
