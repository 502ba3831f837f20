import { defineContract } from '@quarterdeck/plugin-portal-common';
import { dashboardRoutes } from './contract/dashboardRoutes';
import { deploymentRoutes } from './contract/deploymentRoutes';
import { gateRoutes } from './contract/gateRoutes';
import { policyRoutes } from './contract/policyRoutes';
import { runRoutes } from './contract/runRoutes';
import { testRoutes } from './contract/testRoutes';

/** HTTP contract of the pipelines area, below `/api/pipelines`. */
export const pipelinesContract = defineContract({
  ...runRoutes,
  ...dashboardRoutes,
  ...deploymentRoutes,
  ...gateRoutes,
  ...policyRoutes,
  ...testRoutes,
});
