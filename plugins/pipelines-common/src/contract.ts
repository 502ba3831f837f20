import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import {
  answerMetaSchema,
  changeAnswerSchema,
  commitAnswerSchema,
  deploymentAnswerSchema,
  failingSchema,
  gateSchema,
  jobSchema,
  measuredSchema,
  pipelineSchema,
  pointSchema,
  runSummarySchema,
  statusSchema,
  stripRunSchema,
} from './answers';
import { pipelinesRunReadPermission } from './permissions';
import { runTriggers } from './runFacts';
import { statusKeys } from './runStatus';
import {
  timeRangeQuery,
  timeRangeSchema,
  timeText,
  zoneText,
} from './timeRange';

const permission = pipelinesRunReadPermission;

const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true');

const entityRef = z.string().max(512);

/** Whose rows: a user, group, system, domain or component; absent means all. */
export const scopeQuery = { scope: entityRef.optional() };

/** Filters of the run list; every one narrows. */
export const runFilterQuery = {
  ...scopeQuery,
  entity: queryList(entityRef),
  instance: z.string().max(255).optional(),
  project: z.string().max(512).optional(),
  /** Pipeline names. */
  pipeline: queryList(z.string().max(512)),
  branch: queryList(z.string().max(512)),
  defaultBranch: flag.optional(),
  status: queryList(z.enum(statusKeys)),
  /** "Status is not": leaves these out. */
  statusNot: queryList(z.enum(statusKeys)),
  trigger: queryList(z.enum(runTriggers)),
  /** Logins. */
  actor: queryList(z.string().max(255)),
  sha: z.string().max(64).optional(),
  /** Commit (from its start), branch, author, title or run number. */
  q: z.string().max(200).optional(),
  /** Listed time, half open; absent means no bound. */
  from: timeText.optional(),
  to: timeText.optional(),
  /** true: earlier attempts too. */
  attempts: flag.optional(),
};

/** Query of the run export: the list's filters and a format. */
export const runExportQuerySchema = z.object({
  ...runFilterQuery,
  format: z.enum(['csv', 'json']).default('csv'),
});

/** Path of the export below the plugin. It streams text: link to it, or fetch it. */
export const runExportPath = '/v1/runs/export';

/** Rows an export holds at most; the answer says when it was cut. */
export const runExportLimit = 50_000;

const page = { nextCursor: z.string().nullable() };
const runParams = z.object({
  instance: z.string().max(255),
  externalId: z.string().max(128),
  attempt: z.coerce.number().int().positive(),
});
const entityParams = z.object({
  kind: z.string().max(63),
  namespace: z.string().max(63),
  name: z.string().max(255),
});

/** A total that is counted up to a limit: "1,284" or "over 10,000". */
export const cappedTotalSchema = z.object({
  count: z.number(),
  capped: z.boolean(),
});

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

/** HTTP contract of the pipelines area, below `/api/pipelines`. */
export const pipelinesContract = defineContract({
  listRuns: defineRoute({
    method: 'GET',
    path: '/v1/runs',
    summary: 'Runs, active ones first, then the newest.',
    permission,
    query: z.object({
      ...runFilterQuery,
      ...cursorQuery,
      /** true: count what the filter matches, up to 10,000. */
      total: flag.optional(),
    }),
    response: z.object({
      ...page,
      items: z.array(runSummarySchema),
      total: cappedTotalSchema.nullable(),
      meta: answerMetaSchema,
    }),
  }),
  exportRuns: defineRoute({
    method: 'GET',
    path: runExportPath,
    summary:
      'The run list as CSV or JSON lines of an array, at most 50,000 runs.',
    permission,
    query: runExportQuerySchema,
    response: z.unknown(),
  }),
  getRun: defineRoute({
    method: 'GET',
    path: '/v1/runs/:instance/:externalId/:attempt',
    summary: 'One attempt of a run with jobs, steps, gates and comparisons.',
    permission,
    params: runParams,
    response: z.object({
      run: runSummarySchema,
      commit: commitAnswerSchema.nullable(),
      changes: z.array(changeAnswerSchema),
      attempts: z.array(runSummarySchema),
      jobs: z.array(jobSchema),
      gates: z.array(gateSchema),
      deployments: z.array(deploymentAnswerSchema),
      /** The first failed job, and its first failed step. */
      failure: z
        .object({
          jobExternalId: z.string(),
          job: z.string(),
          step: z.string().nullable(),
          message: z.string().nullable(),
          /** Runs of this pipeline since 14 days before this one, itself included, that failed at the same job and step. */
          sameFailures: z.number(),
        })
        .nullable(),
      /** Names of the jobs, in order. Empty while no job has begun. */
      criticalPath: z.array(z.string()),
      gateWaitSeconds: z.number().nullable(),
      /** Medians of the last 28 days, same pipeline and branch, passed runs. */
      medianQueueSeconds: measuredSchema,
      medianRunSeconds: measuredSchema,
      meta: answerMetaSchema,
    }),
  }),
  sinceGreen: defineRoute({
    method: 'GET',
    path: '/v1/runs/:instance/:externalId/:attempt/since-green',
    summary: 'Commits between the last green run of the branch and this one.',
    permission,
    params: runParams,
    response: z.object({
      /** null: no green run is known before this one. */
      green: runSummarySchema.nullable(),
      /** Newest first. */
      commits: z.array(commitAnswerSchema),
      /** false: the pushes seen do not reach back to the green commit. */
      complete: z.boolean(),
      compareUrl: z.string().nullable(),
    }),
  }),
  runHistory: defineRoute({
    method: 'GET',
    path: '/v1/runs/:instance/:externalId/:attempt/history',
    summary: 'The runs of the same pipeline and branch, oldest first.',
    permission,
    params: runParams,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    response: z.object({ items: z.array(stripRunSchema) }),
  }),
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
  listJobs: defineRoute({
    method: 'GET',
    path: '/v1/jobs',
    summary: 'Jobs, newest first, also those whose run was never reported.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      project: z.string().max(512).optional(),
      runExternalId: z.string().max(128).optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(jobSchema) }),
  }),
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
  listChanges: defineRoute({
    method: 'GET',
    path: '/v1/changes',
    summary: 'Pull and merge requests, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      project: z.string().max(512).optional(),
      state: queryList(z.enum(['open', 'merged', 'closed'])),
      author: queryList(z.string().max(255)),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(changeAnswerSchema) }),
  }),
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
  freshness: defineRoute({
    method: 'GET',
    path: '/v1/freshness',
    summary: 'How fresh the tables of this area are.',
    permission,
    response: answerMetaSchema,
  }),
});
