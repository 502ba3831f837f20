import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { deploymentAnswerSchema } from '../answers';
import { pipelinesRunReadPermission as permission } from '../permissions';
import { entityRef, page, scopeQuery } from './shared';

/** What runs where, and how it got there. */
export const deploymentRoutes = defineContract({
  listDeployments: defineRoute({
    method: 'GET',
    path: '/v1/deployments',
    summary: 'Deployments, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      project: z.string().max(512).optional(),
      environment: queryList(z.string().max(255)),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(deploymentAnswerSchema) }),
  }),
});
