import express, { Router } from 'express';
import {
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createContractRouter } from '@quarterdeck/plugin-portal-node';
import { securityContract } from '@quarterdeck/plugin-security-common';
import { findingHandlers } from './handlers/findingHandlers';
import { gateHandlers } from './handlers/gateHandlers';
import { overviewHandlers } from './handlers/overviewHandlers';
import { viewHandlers } from './handlers/viewHandlers';
import { createRawRoutes } from './rawRoutes';
import { Callers } from './service/callers';
import { GateDeskDeps } from './service/gate/gateDeskDeps';

/** HTTP to questions; the contract's router checks input and permission. */
export async function createRouter(options: {
  deps: GateDeskDeps;
  callers: Callers;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
}): Promise<Router> {
  const { deps, callers, permissions } = options;
  const router = express.Router();
  // First: one of these paths looks like a finding's.
  router.use(createRawRoutes(options));
  router.use(
    await createContractRouter({
      contract: securityContract,
      title: 'Quarterdeck security',
      pluginId: 'security',
      httpAuth: options.httpAuth,
      permissions,
      logger: options.logger,
      handlers: {
        ...findingHandlers(deps, callers),
        ...overviewHandlers(deps, callers, permissions),
        ...gateHandlers(deps, callers),
        ...viewHandlers(deps, callers),
      },
    }),
  );
  return router;
}
