import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
} from '@quarterdeck/plugin-portal-common';
import { pipelinesRunReadPermission as permission } from '../permissions';
import { deliveryPolicySchema } from '../policy/deliveryPolicy';
import {
  effectivePolicySchema,
  policyProblemSchema,
  policySummarySchema,
} from '../policy/policyAnswers';
import { runStageSchema } from '../stages/stageAnswers';
import { entityParams, page, runParams, scopeQuery } from './shared';

/** Stages, and the delivery policy that says what each needs. */
export const policyRoutes = defineContract({
  runStages: defineRoute({
    method: 'GET',
    path: '/v1/runs/:instance/:externalId/:attempt/stages',
    summary: 'The seven stages of a run, with jobs and why they stand there.',
    permission,
    params: runParams,
    response: z.object({ stages: z.array(runStageSchema) }),
  }),
  listPolicies: defineRoute({
    method: 'GET',
    path: '/v1/policies',
    summary: 'Which entities have a delivery policy, and where it has errors.',
    permission,
    query: z.object({
      ...scopeQuery,
      /** `problems`: only those with errors. */
      only: z.enum(['problems']).optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(policySummarySchema) }),
  }),
  getPolicy: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/policy',
    summary:
      'The delivery policy that counts, where it comes from, its errors.',
    permission,
    params: entityParams,
    response: effectivePolicySchema,
  }),
  validatePolicy: defineRoute({
    method: 'POST',
    path: '/v1/policies/validate',
    summary:
      'Try a policy: what is wrong in a text, with lines. Stores nothing.',
    permission,
    body: z.object({ text: z.string().max(100_000) }),
    response: z.object({
      valid: z.boolean(),
      problems: z.array(policyProblemSchema),
      policy: deliveryPolicySchema.nullable(),
    }),
  }),
});
