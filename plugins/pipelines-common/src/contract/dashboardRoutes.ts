import { z } from 'zod';
import {
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import {
  answerMetaSchema,
  failingSchema,
  gateSchema,
  measuredSchema,
  pipelineSchema,
  pointSchema,
  runSummarySchema,
  statusSchema,
  stripRunSchema,
} from '../answers';
import { pipelinesRunReadPermission as permission } from '../permissions';
import {
  timeRangeQuery,
  timeRangeSchema,
  timeText,
  zoneText,
} from '../timeRange';
import { entityParams, entityRef, flag, scopeQuery } from './shared';

/** One pipeline of the strip "default branch now". */
export const branchNowSchema = z.object({
  instance: z.string(),
  project: z.string(),
  pipeline: pipelineSchema,
  branch: z.string(),
  /** The newest run that says something: passed or failed. */
  status: statusSchema,
  run: runSummarySchema,
  /** An active run that is newer, if any. */
  activeRun: runSummarySchema.nullable(),
  /** Median of the last 28 days on this branch. */
  medianRunSeconds: measuredSchema,
  /** Set when it fails. */
  failing: failingSchema.nullable(),
});

/** One service on the home page. */
export const homeServiceSchema = z.object({
  entityRef: z.string(),
  /** Worst of its default-branch pipelines; null: no run seen. */
  status: statusSchema.nullable(),
  since: z.string().nullable(),
  /** Newest last, on the default branch. */
  lastRuns: z.array(stripRunSchema),
});

/** Numbers over many runs: tiles, trends, an entity, a home page. */
export const dashboardRoutes = defineContract({
  overview: defineRoute({
    method: 'GET',
    path: '/v1/overview',
    summary: 'The tiles of the pipelines page.',
    permission,
    query: z.object({ ...scopeQuery, ...timeRangeQuery, zone: zoneText }),
    response: z.object({
      range: timeRangeSchema,
      /** Services with runs in the range, and their runs. */
      serviceCount: z.number(),
      runCount: z.number(),
      defaultBranches: z.object({
        failing: z.number(),
        /** 0: no default branch has a run; show "–". */
        total: z.number(),
        oldestSince: z.string().nullable(),
      }),
      /** Passed of passed and failed, default branch. A ratio 0..1. */
      successRate: measuredSchema.extend({ points: z.array(pointSchema) }),
      durationP50Seconds: measuredSchema.extend({
        points: z.array(pointSchema),
      }),
      durationP95Seconds: measuredSchema.extend({
        points: z.array(pointSchema),
      }),
      queueP95Seconds: measuredSchema.extend({
        points: z.array(pointSchema),
        /** The runner pool with the highest p95, if pools are known. */
        worstPool: z
          .object({ name: z.string(), value: z.number(), n: z.number() })
          .nullable(),
      }),
      waitingAtGate: z.object({
        count: z.number(),
        longestSince: z.string().nullable(),
      }),
      meta: answerMetaSchema,
    }),
  }),
  failing: defineRoute({
    method: 'GET',
    path: '/v1/failing',
    summary: 'Default branches that are red now, the longest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(failingSchema),
      /** All that fail, also those past the limit. */
      total: z.number(),
      meta: answerMetaSchema,
    }),
  }),
  trend: defineRoute({
    method: 'GET',
    path: '/v1/trend',
    summary: 'Runs by result, success rate and durations per day.',
    permission,
    query: z.object({
      ...scopeQuery,
      from: timeText.default('now-28d'),
      to: timeText.default('now'),
      zone: zoneText,
      entity: queryList(entityRef),
      pipeline: queryList(z.string().max(512)),
      defaultBranch: flag.optional(),
    }),
    response: z.object({
      range: timeRangeSchema,
      zone: z.string(),
      days: z.array(
        z.object({
          /** `2026-09-17`, a day of the zone. */
          day: z.string(),
          /** Today, or a day the range cuts. */
          partial: z.boolean(),
          passed: z.number(),
          flaky: z.number(),
          failed: z.number(),
          cancelled: z.number(),
          /** Skipped, neutral, unstable and unknown. */
          other: z.number(),
          successRate: z.number().nullable(),
          durationP50Seconds: z.number().nullable(),
          durationP95Seconds: z.number().nullable(),
          n: z.number(),
        }),
      ),
      meta: answerMetaSchema,
    }),
  }),
  slowest: defineRoute({
    method: 'GET',
    path: '/v1/slowest',
    summary: 'Pipelines or jobs with the highest p95, and how it moved.',
    permission,
    query: z.object({
      ...scopeQuery,
      from: timeText.default('now-28d'),
      to: timeText.default('now'),
      entity: queryList(entityRef),
      of: z.enum(['pipelines', 'jobs']).default('pipelines'),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    response: z.object({
      range: timeRangeSchema,
      items: z.array(
        z.object({
          entityRef: z.string().nullable(),
          instance: z.string(),
          project: z.string(),
          pipeline: z.string(),
          /** null when pipelines are listed. */
          job: z.string().nullable(),
          p50Seconds: measuredSchema,
          p95Seconds: measuredSchema,
        }),
      ),
      meta: answerMetaSchema,
    }),
  }),
  home: defineRoute({
    method: 'GET',
    path: '/v1/home',
    summary: 'The services of a person or team: CI on main and last runs.',
    permission,
    query: z.object({
      scope: entityRef,
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({
      services: z.array(homeServiceSchema),
      /** Services in scope, also those past the limit. */
      serviceCount: z.number(),
      failing: z.array(failingSchema),
      waitingGates: z.array(gateSchema),
      meta: answerMetaSchema,
    }),
  }),
  entitySummary: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/summary',
    summary: 'Default branch now per pipeline, and the last runs.',
    permission,
    params: entityParams,
    query: z.object({
      runs: z.coerce.number().int().min(1).max(100).default(40),
    }),
    response: z.object({
      entityRef: z.string(),
      /** Worst of its pipelines; null: no run seen. */
      status: statusSchema.nullable(),
      pipelines: z.array(branchNowSchema),
      /** On the default branch, oldest first. */
      lastRuns: z.array(stripRunSchema),
      medianRunSeconds: measuredSchema,
      /** Nothing ever came for it: show how to set it up. */
      hasRuns: z.boolean(),
      meta: answerMetaSchema,
    }),
  }),
  facets: defineRoute({
    method: 'GET',
    path: '/v1/facets',
    summary: 'What the filters can be set to in a scope; capped.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      /** Start of the name, to search in long lists. */
      q: z.string().max(200).optional(),
    }),
    response: z.object({
      entities: z.array(z.string()),
      pipelines: z.array(z.string()),
      branches: z.array(z.string()),
      actors: z.array(z.string()),
      /** At least one list was cut at its limit. */
      capped: z.boolean(),
    }),
  }),
  freshness: defineRoute({
    method: 'GET',
    path: '/v1/freshness',
    summary: 'How fresh the tables of this area are.',
    permission,
    response: answerMetaSchema,
  }),
});
