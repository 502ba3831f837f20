import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { gateSchema } from '../answers';
import { pipelinesRunReadPermission as permission } from '../permissions';
import { entityRef, page, scopeQuery } from './shared';

/** What holds a run or a deployment, and who may let it go. */
export const gateRoutes = defineContract({
  listGates: defineRoute({
    method: 'GET',
    path: '/v1/gates',
    summary: 'Gates, those that wait first, the longest wait on top.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      project: z.string().max(512).optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(gateSchema) }),
  }),
});
