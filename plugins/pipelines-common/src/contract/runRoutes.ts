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
  gateSchema,
  jobSchema,
  measuredSchema,
  runSummarySchema,
  stripRunSchema,
} from '../answers';
import { pipelinesRunReadPermission as permission } from '../permissions';
import {
  cappedTotalSchema,
  entityRef,
  flag,
  page,
  runExportPath,
  runExportQuerySchema,
  runFilterQuery,
  runParams,
  scopeQuery,
} from './shared';

/** Runs, their jobs, and the changes they came from. */
export const runRoutes = defineContract({
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
});
