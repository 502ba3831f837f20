import express from 'express';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { deploymentRoutes } from '@quarterdeck/plugin-pipelines-common';
import {
  createAuditLog,
  createContractRouter,
  createStaticEntityIndex,
} from '@quarterdeck/plugin-portal-node';
import request from 'supertest';
import { createPipelinesRules } from '../permissions';
import { createDeploymentHandlers } from '../service/deployments/deploymentHandlers';
import { createVisibility } from '../service/visibility';
import { minute } from '../testing/events';
import { createProjectionDatabase } from '../testing/projectionDatabase';

const component = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', owner, system: 'checkout' },
});

/** What a policy answers to somebody who may see what their group owns. */
export const ownOnly = (group: string) => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'pipelines',
  resourceType: 'pipeline-run',
  conditions: {
    rule: 'IS_OWNED_BY',
    resourceType: 'pipeline-run',
    params: { claims: [group] },
  },
});

/** The routes of deployments over a real database, at a fixed time. */
export async function startDeploymentsApi(at = 600) {
  const database = await createProjectionDatabase();
  const { knex } = database;
  const audit = createAuditLog({ knex, pluginId: 'pipelines' });
  await audit.migrate();
  const index = createStaticEntityIndex([
    component('shop', 'group:default/pay'),
    component('search', 'group:default/find'),
    component('cart', 'group:default/pay'),
  ]);
  const authorizeConditional = jest.fn();
  authorizeConditional.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
  const permissions = mockServices.permissions.mock({ authorizeConditional });
  const reader = {
    knex,
    index,
    visible: createVisibility(createPipelinesRules(index)),
    now: () => new Date(minute(at)),
    lag: async () => ({ seconds: 0, stopped: false }),
  };
  const app = express();
  app.use(express.json());
  app.use(
    await createContractRouter({
      contract: deploymentRoutes,
      title: 'Deployments',
      pluginId: 'pipelines',
      httpAuth: mockServices.httpAuth(),
      permissions,
      logger: mockServices.logger.mock(),
      handlers: createDeploymentHandlers({
        reader,
        audit,
        permissions,
        nameOf: () => 'user:default/ada',
        hasRollbackTarget: ({ entityRef }) =>
          entityRef === 'component:default/shop',
      }),
    }),
  );
  return {
    ...database,
    audit,
    authorizeConditional,
    http: request(app),
    /** A GET that must succeed. */
    async read(path: string) {
      const response = await request(app).get(path);
      if (response.status !== 200) {
        throw new Error(`${path} ${response.status} ${response.text}`);
      }
      return response.body;
    },
  };
}
