import { z } from 'zod';
import {
  answerMetaSchema,
  defineContract,
  defineRoute,
  measuredSchema,
  queryList,
  timeRangeSchema,
  timeText,
  zoneText,
} from '@quarterdeck/plugin-portal-common';
import { findingSummarySchema } from '../answers/findingAnswers';
import {
  bucketFields,
  daySchema,
  riskyComponentSchema,
} from '../answers/overviewAnswers';
import {
  knowledgeSchema,
  maybeTime,
  severityCountsSchema,
  time,
} from '../answers/shared';
import { securityFindingReadPermission as permission } from '../permissions';
import { findingKinds, severities } from '../words/findingWords';
import { scanImportSchema, coverageKindSchema } from './importRoutes';
import { entityParams, entityRef, scopeQuery } from './shared';

const rangeQuery = {
  from: timeText.default('now-90d'),
  to: timeText.default('now'),
  zone: zoneText,
};

const filters = {
  ...scopeQuery,
  entity: queryList(entityRef),
  kind: queryList(z.enum(findingKinds)),
  severity: queryList(z.enum(severities)),
};

/** Numbers over many findings. */
export const overviewRoutes = defineContract({
  overview: defineRoute({
    method: 'GET',
    path: '/v1/overview',
    summary: 'The tiles of the overview, each with the period before.',
    permission,
    query: z.object({ ...filters, ...rangeQuery }),
    response: z.object({
      range: timeRangeSchema,
      knowledge: knowledgeSchema,
      open: severityCountsSchema,
      openTotal: measuredSchema,
      pastDue: measuredSchema,
      dueSoon: measuredSchema,
      /** Median and mean; false positives do not count. */
      timeToFixMedianSeconds: measuredSchema,
      timeToFixMeanSeconds: measuredSchema,
      created: measuredSchema,
      fixed: measuredSchema,
      reopened: measuredSchema,
      /** Closed and stayed so, of those created. */
      netResolveRate: measuredSchema,
      meanAgeSeconds: measuredSchema,
      /** Met, of those that were due. */
      slaMetRatio: measuredSchema,
      accepted: measuredSchema,
      acceptedEnding: measuredSchema,
      riskScore: measuredSchema,
      secrets: z.object({
        toRotate: z.number(),
        verified: z.number(),
        /** Found before they were merged; null: no scan says. */
        blocked: z.number().nullable(),
        bypassed: z.number().nullable(),
      }),
      meta: answerMetaSchema,
    }),
  }),
  overviewDays: defineRoute({
    method: 'GET',
    path: '/v1/overview/days',
    summary:
      'Open by severity and age, created and fixed, per day or week: daily snapshots.',
    permission,
    query: z.object({
      ...filters,
      ...rangeQuery,
      bucket: z.enum(['day', 'week']).default('day'),
    }),
    response: z.object({
      range: timeRangeSchema,
      points: z.array(daySchema),
      /** Days before are unknown; null: none was counted yet. */
      knownFrom: maybeTime,
    }),
  }),
  topRisks: defineRoute({
    method: 'GET',
    path: '/v1/overview/top',
    summary: 'Worst components, and the advisories and rules with most reach.',
    permission,
    query: z.object({
      ...filters,
      ...rangeQuery,
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    response: z.object({
      components: z.array(riskyComponentSchema),
      vulnerabilities: z.array(
        z.object({
          vulnerabilityId: z.string(),
          title: z.string(),
          severity: z.enum(severities),
          entities: z.number(),
          findings: z.number(),
          knownExploited: z.boolean(),
          epss: z.number().nullable(),
          hasFix: z.boolean(),
        }),
      ),
      rules: z.array(
        z.object({
          tool: z.string(),
          ruleId: z.string(),
          title: z.string(),
          severity: z.enum(severities),
          entities: z.number(),
          findings: z.number(),
        }),
      ),
    }),
  }),
  sla: defineRoute({
    method: 'GET',
    path: '/v1/sla',
    summary: 'Met, breached and due soon by severity, and the next to be due.',
    permission,
    query: z.object({ ...filters, ...rangeQuery }),
    response: z.object({
      range: timeRangeSchema,
      bySeverity: z.array(
        z.object({
          severity: z.enum(severities),
          /** Days to fix; null: no due date. Entities' tiers may differ. */
          days: z.number().nullable(),
          open: z.number(),
          breached: z.number(),
          dueSoon: z.number(),
          paused: z.number(),
          /** Closed in the range, in time and too late. */
          met: z.number(),
          missed: z.number(),
        }),
      ),
      dueSoon: z.array(findingSummarySchema),
      longestOverdue: z.array(findingSummarySchema),
    }),
  }),
  slaBurnDown: defineRoute({
    method: 'GET',
    path: '/v1/sla/burn-down',
    summary:
      'What was open at the start of the range, what is left of it, and what is left to do until each is due.',
    permission,
    query: z.object({ ...filters, ...rangeQuery }),
    response: z.object({
      range: timeRangeSchema,
      /** Open with a due date at the start. */
      startCount: z.number(),
      points: z.array(
        z.object({
          ...bucketFields,
          /** null: after now, or not counted that day. */
          remaining: z.number().nullable(),
          overdue: z.number().nullable(),
          /** How many may be left if every one is fixed on its due day. */
          allowed: z.number(),
        }),
      ),
    }),
  }),
  entitySummary: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/summary',
    summary: 'The card of an entity.',
    permission,
    params: entityParams,
    response: z.object({
      entityRef: z.string(),
      knowledge: knowledgeSchema,
      open: severityCountsSchema,
      pastDue: z.number(),
      riskScore: z.number(),
      /** Since the last deployment; null: none is known. */
      sinceDeployment: z
        .object({
          at: time,
          version: z.string().nullable(),
          created: z.number(),
          fixed: z.number(),
        })
        .nullable(),
      worst: z.array(findingSummarySchema),
      lastScans: z.array(scanImportSchema),
      coverage: z.array(coverageKindSchema),
      /** Open at the end of each of 30 days. */
      trend: z.array(daySchema),
      gate: z
        .object({
          environment: z.string(),
          verdict: z.enum(['pass', 'warn', 'fail', 'error']),
          at: time,
          evaluationId: z.string(),
        })
        .nullable(),
      meta: answerMetaSchema,
    }),
  }),
  home: defineRoute({
    method: 'GET',
    path: '/v1/home',
    summary: 'What needs the caller: their worst, assigned and overdue ones.',
    permission,
    query: z.object({
      ...scopeQuery,
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    response: z.object({
      knowledge: knowledgeSchema,
      open: severityCountsSchema,
      pastDue: z.number(),
      assignedToMe: z.number(),
      needsTriage: z.number(),
      worst: z.array(findingSummarySchema),
      services: z.array(
        z.object({
          entityRef: z.string(),
          open: severityCountsSchema,
          knowledge: knowledgeSchema.shape.state,
        }),
      ),
      meta: answerMetaSchema,
    }),
  }),
});
