import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
  timeText,
} from '@quarterdeck/plugin-portal-common';
import {
  gateCellSchema,
  gateEvaluationSchema,
  gateQuestionSchema,
  policyScopes,
  storedPolicySchema,
} from '../answers/gateAnswers';
import { gatePolicySchema } from '../gate/gatePolicy';
import { gateResultSchema } from '../gate/gateResult';
import {
  securityFindingReadPermission,
  securityGateEvaluatePermission as permission,
  securityGateOverridePermission,
  securityPolicyPublishPermission,
} from '../permissions';
import { gateVerdicts } from '../words/findingWords';
import { entityParams, entityRef, idParams, page, scopeQuery } from './shared';

/** What a person sends to set a policy. */
export const policyBodySchema = z
  .object({
    name: z.string().trim().min(1).max(255),
    scope: z.enum(policyScopes),
    scopeRef: entityRef.min(1).optional(),
    environments: z.array(z.string().min(1).max(255)).max(50).default([]),
    policy: gatePolicySchema,
    reason: z.string().trim().max(2000).optional(),
    /** Of a change: the version that was changed; refused when there is a newer one. */
    version: z.int().positive().optional(),
  })
  .refine(body => (body.scope === 'all') === (body.scopeRef === undefined), {
    message: 'needed, except with the scope "all"',
    path: ['scopeRef'],
  });

/** @see policyBodySchema */
export type NewStoredPolicy = z.output<typeof policyBodySchema>;

/**
 * A decision as text below the plugin, `:id` filled in; needs
 * `security.gate.evaluate`. SARIF for code scanning, Markdown for a comment.
 */
export const gateOutputPath = '/v1/gates/evaluations/:id/output';

/** Query of {@link gateOutputPath}. */
export const gateOutputQuerySchema = z.object({
  format: z.enum(['sarif', 'markdown']).default('markdown'),
});

/** The gate that holds what must not ship. */
export const gateRoutes = defineContract({
  evaluateSecurityGate: defineRoute({
    method: 'POST',
    path: '/v1/gates/evaluate',
    summary: 'May this ship? Kept with every finding that speaks against it.',
    permission,
    body: gateQuestionSchema,
    response: gateEvaluationSchema,
  }),
  simulateSecurityGate: defineRoute({
    method: 'POST',
    path: '/v1/gates/simulate',
    summary: 'What if the policy were this? Stores nothing.',
    permission: securityFindingReadPermission,
    body: z.object({
      /** Whose gates: an entity, system, group; absent: all that are visible. */
      scope: entityRef.optional(),
      entities: z.array(entityRef).max(200).default([]),
      environment: z.string().max(255).optional(),
      policy: gatePolicySchema,
      /** Commits of merge bases by entity, for policies that look at new findings only. */
      bases: z.record(entityRef, z.string().min(7).max(64)).default({}),
    }),
    response: z.object({
      items: z.array(
        z.object({
          entityRef: z.string(),
          now: z.enum(gateVerdicts),
          then: z.enum(gateVerdicts),
          result: gateResultSchema,
        }),
      ),
      wouldFail: z.number(),
      wouldPass: z.number(),
      /** Of those that would fail, the ones that pass now. */
      newlyFailing: z.number().optional(),
      /** More entities match than were tried. */
      capped: z.boolean(),
    }),
  }),
  gateMatrix: defineRoute({
    method: 'GET',
    path: '/v1/gates',
    summary: 'Where each entity stands at the gate of each environment now.',
    permission: securityFindingReadPermission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      environment: queryList(z.string().max(255)),
      verdict: queryList(z.enum(gateVerdicts)),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      environments: z.array(z.string()),
      items: z.array(
        z.object({ entityRef: z.string(), cells: z.array(gateCellSchema) }),
      ),
    }),
  }),
  listGateEvaluations: defineRoute({
    method: 'GET',
    path: '/v1/gates/evaluations',
    summary: 'Decisions of the gate, newest first.',
    permission: securityFindingReadPermission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      commit: z.string().max(64).optional(),
      environment: queryList(z.string().max(255)),
      verdict: queryList(z.enum(gateVerdicts)),
      from: timeText.optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(gateEvaluationSchema) }),
  }),
  getGateEvaluation: defineRoute({
    method: 'GET',
    path: '/v1/gates/evaluations/:id',
    summary: 'One decision of the gate.',
    permission: securityFindingReadPermission,
    params: idParams,
    response: gateEvaluationSchema,
  }),
  overrideGate: defineRoute({
    method: 'POST',
    path: '/v1/gates/evaluations/:id/override',
    summary:
      'Lets this commit pass whatever was found; the reason is on record.',
    permission: securityGateOverridePermission,
    params: idParams,
    body: z.object({
      reason: z.string().trim().min(10).max(2000),
      until: z.iso.datetime({ offset: true }),
    }),
    response: gateEvaluationSchema,
  }),
  listGatePolicies: defineRoute({
    method: 'GET',
    path: '/v1/gate-policies',
    summary: 'Policies of the gate and where each holds.',
    permission: securityFindingReadPermission,
    query: z.object({ ...scopeQuery, ...cursorQuery }),
    response: z.object({
      ...page,
      items: z.array(storedPolicySchema),
      canPublish: z.boolean(),
    }),
  }),
  effectiveGatePolicy: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/gate-policy',
    summary: 'The policy that counts for an entity, and where it is from.',
    permission: securityFindingReadPermission,
    params: entityParams,
    query: z.object({ environment: z.string().max(255).optional() }),
    response: z.object({
      from: z.enum(['delivery', ...policyScopes, 'default']),
      stored: storedPolicySchema.nullable(),
      policy: gatePolicySchema,
    }),
  }),
  createGatePolicy: defineRoute({
    method: 'POST',
    path: '/v1/gate-policies',
    summary: 'Sets a policy for an entity, a system, a group, a domain or all.',
    permission: securityPolicyPublishPermission,
    body: policyBodySchema,
    response: storedPolicySchema,
  }),
  updateGatePolicy: defineRoute({
    method: 'PUT',
    path: '/v1/gate-policies/:id',
    summary: 'Changes a policy; its versions are kept.',
    permission: securityPolicyPublishPermission,
    params: idParams,
    body: policyBodySchema,
    response: storedPolicySchema,
  }),
  deleteGatePolicy: defineRoute({
    method: 'DELETE',
    path: '/v1/gate-policies/:id',
    summary: 'Ends a policy; the next wider one counts.',
    permission: securityPolicyPublishPermission,
    params: idParams,
    response: z.object({ deleted: z.boolean() }),
  }),
  gatePolicyVersions: defineRoute({
    method: 'GET',
    path: '/v1/gate-policies/:id/versions',
    summary: 'Every version of a policy, newest first.',
    permission: securityFindingReadPermission,
    params: idParams,
    query: z.object({ ...cursorQuery }),
    response: z.object({ ...page, items: z.array(storedPolicySchema) }),
  }),
});
