import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { gateSchema } from '../answers';
import {
  gateEvaluationSchema,
  gateRequestSchema,
  gateRequestStates,
  gateWaitSchema,
  outboxCallSchema,
  outboxPurposes,
  outboxStates,
} from '../gates/gateAnswers';
import {
  pipelinesDeploymentRollbackPermission,
  pipelinesGateBypassPermission,
  pipelinesGateDecidePermission,
  pipelinesGateEvaluatePermission,
  pipelinesOutboxRetryPermission,
  pipelinesRunReadPermission as permission,
  pipelinesRunRerunPermission,
} from '../permissions';
import { timeRangeSchema, timeText } from '../timeRange';
import { entityRef, flag, page, runParams, scopeQuery } from './shared';

const requestParams = z.object({ id: z.uuid() });
const comment = z.string().trim().max(2000);

/** What a gate is asked about. */
export const gateQuestionSchema = z.object({
  entity: entityRef,
  /** Whole: the start of a commit may mean several. */
  commit: z.string().min(7).max(64),
  environment: z.string().min(1).max(255),
});

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
  evaluateGate: defineRoute({
    method: 'POST',
    path: '/v1/gates/evaluate',
    summary: 'May this commit go to this environment? Kept with every verdict.',
    permission: pipelinesGateEvaluatePermission,
    body: gateQuestionSchema,
    response: gateEvaluationSchema,
  }),
  waitForGate: defineRoute({
    method: 'GET',
    path: '/v1/gates/wait',
    summary:
      'Answers when the gate is decided: 200 allow, 409 deny, 408 still waiting after the timeout.',
    permission: pipelinesGateEvaluatePermission,
    query: gateQuestionSchema.extend({
      /** Seconds. */
      timeout: z.coerce.number().min(0).max(300).default(60),
    }),
    response: gateEvaluationSchema,
  }),
  listGateRequests: defineRoute({
    method: 'GET',
    path: '/v1/gate-requests',
    summary: 'Gates of the portal, waiting ones first, with their checklist.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      environment: queryList(z.string().max(255)),
      commit: z.string().max(64).optional(),
      state: queryList(z.enum(gateRequestStates)),
      /** true: only those the caller may approve now. */
      forMe: flag.optional(),
      /** The deployment of a provider that waits on it. */
      instance: z.string().max(255).optional(),
      deployment: z.string().max(128).optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(gateRequestSchema) }),
  }),
  getGateRequest: defineRoute({
    method: 'GET',
    path: '/v1/gate-requests/:id',
    summary: 'One gate of the portal.',
    permission,
    params: requestParams,
    response: gateRequestSchema,
  }),
  listGateEvaluations: defineRoute({
    method: 'GET',
    path: '/v1/gate-requests/:id/evaluations',
    summary: 'Every decision of a gate, newest first.',
    permission,
    params: requestParams,
    query: z.object({ ...cursorQuery }),
    response: z.object({ ...page, items: z.array(gateEvaluationSchema) }),
  }),
  checkGateRequest: defineRoute({
    method: 'POST',
    path: '/v1/gate-requests/:id/check',
    summary: 'Looks at the evidence again.',
    permission: pipelinesGateEvaluatePermission,
    params: requestParams,
    response: gateRequestSchema,
  }),
  approveGateRequest: defineRoute({
    method: 'POST',
    path: '/v1/gate-requests/:id/approve',
    summary:
      'Approves, once, as a member of a named group who is not the author.',
    permission: pipelinesGateDecidePermission,
    params: requestParams,
    body: z.object({ comment: comment.optional() }),
    response: gateRequestSchema,
  }),
  rejectGateRequest: defineRoute({
    method: 'POST',
    path: '/v1/gate-requests/:id/reject',
    summary: 'Rejects: the gate stays shut until it is asked again.',
    permission: pipelinesGateDecidePermission,
    params: requestParams,
    body: z.object({ comment: comment.min(1) }),
    response: gateRequestSchema,
  }),
  bypassGateRequest: defineRoute({
    method: 'POST',
    path: '/v1/gate-requests/:id/bypass',
    summary: 'Lets through whatever the rules say; the reason is on record.',
    permission: pipelinesGateBypassPermission,
    params: requestParams,
    body: z.object({ reason: comment.min(10) }),
    response: gateRequestSchema,
  }),
  reopenGateRequest: defineRoute({
    method: 'POST',
    path: '/v1/gate-requests/:id/reopen',
    summary: 'Asks again after a rejection or an expiry; approvals start anew.',
    permission: pipelinesGateDecidePermission,
    params: requestParams,
    body: z.object({ comment: comment.optional() }),
    response: gateRequestSchema,
  }),
  gateWaits: defineRoute({
    method: 'GET',
    path: '/v1/gate-waits',
    summary: 'How long gates held things up, by service, environment and kind.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      environment: queryList(z.string().max(255)),
      from: timeText.default('now-28d'),
      to: timeText.default('now'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({
      range: timeRangeSchema,
      /** All of them together; null: no gate was decided in the range. */
      total: gateWaitSchema
        .pick({ n: true, p50Seconds: true, p95Seconds: true })
        .extend({ totalSeconds: z.number() })
        .nullable(),
      /** Longest p95 first. */
      items: z.array(gateWaitSchema),
    }),
  }),
  rollBackDeployment: defineRoute({
    method: 'POST',
    path: '/v1/deployments/:instance/:externalId/rollback',
    summary: 'Asks the provider to roll a deployment back.',
    permission: pipelinesDeploymentRollbackPermission,
    params: z.object({
      instance: z.string().max(255),
      externalId: z.string().max(128),
    }),
    body: z.object({ reason: comment.min(1) }),
    response: outboxCallSchema,
  }),
  rerunFailedJobs: defineRoute({
    method: 'POST',
    path: '/v1/runs/:instance/:externalId/:attempt/rerun-failed-jobs',
    summary: 'Asks the provider to run the failed jobs again.',
    permission: pipelinesRunRerunPermission,
    params: runParams,
    body: z.object({ reason: comment.optional() }),
    response: outboxCallSchema,
  }),
  listOutbox: defineRoute({
    method: 'GET',
    path: '/v1/outbox',
    summary: 'Calls the portal makes to providers, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      purpose: queryList(z.enum(outboxPurposes)),
      state: queryList(z.enum(outboxStates)),
      instance: z.string().max(255).optional(),
      /** External id of a deployment it is about. */
      deployment: z.string().max(128).optional(),
      /** External id of a run it is about. */
      run: z.string().max(128).optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(outboxCallSchema),
      /** Given up, in the whole scope: show it as an alert. */
      deadCount: z.number(),
    }),
  }),
  retryOutboxCall: defineRoute({
    method: 'POST',
    path: '/v1/outbox/:id/retry',
    summary: 'Tries a call again that was given up.',
    permission: pipelinesOutboxRetryPermission,
    params: requestParams,
    response: outboxCallSchema,
  }),
});
