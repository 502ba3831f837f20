import { defineContract } from '@quarterdeck/plugin-portal-common';
import { acceptanceRoutes } from './contract/acceptanceRoutes';
import { findingRoutes } from './contract/findingRoutes';
import { gateRoutes } from './contract/gateRoutes';
import { importRoutes } from './contract/importRoutes';
import { overviewRoutes } from './contract/overviewRoutes';
import { sbomRoutes } from './contract/sbomRoutes';
import { secretRoutes } from './contract/secretRoutes';
import { triageRoutes } from './contract/triageRoutes';
import { vexRoutes } from './contract/vexRoutes';
import { viewRoutes } from './contract/viewRoutes';

/** HTTP contract of the security area, below `/api/security`. */
export const securityContract = defineContract({
  ...findingRoutes,
  ...triageRoutes,
  ...acceptanceRoutes,
  ...importRoutes,
  ...overviewRoutes,
  ...secretRoutes,
  ...gateRoutes,
  ...sbomRoutes,
  ...vexRoutes,
  ...viewRoutes,
});
