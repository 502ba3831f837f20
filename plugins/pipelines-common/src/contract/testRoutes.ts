import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { answerMetaSchema, measuredSchema } from '../answers';
import {
  pipelinesQuarantineUpdatePermission,
  pipelinesRunReadPermission as permission,
} from '../permissions';
import {
  coverageFileSchema,
  coverageSchema,
  flakySchema,
  lostTimeSchema,
  quarantineSchema,
  testCaseSchema,
  testCountsSchema,
  testReportSchema,
  testResults,
} from '../tests/testAnswers';
import { timeRangeSchema, timeText } from '../timeRange';
import { entityParams, entityRef, page, runParams, scopeQuery } from './shared';

const healthQuery = {
  ...scopeQuery,
  entity: queryList(entityRef),
  from: timeText.default('now-28d'),
  to: timeText.default('now'),
};
const suite = z.string().max(512);
const testName = z.string().min(1).max(1024);

/** How the quarantine list of an entity is written. */
export const quarantineFormats = ['json', 'lines', 'regex'] as const;

/** Path of the list a CI fetches, below the plugin. */
export const quarantineListPath =
  '/v1/entities/:kind/:namespace/:name/quarantine';

/** Test results, coverage, flaky tests and CI health. */
export const testRoutes = defineContract({
  ciHealth: defineRoute({
    method: 'GET',
    path: '/v1/ci-health',
    summary: 'The tiles of the CI health page.',
    permission,
    query: z.object(healthQuery),
    response: z.object({
      range: timeRangeSchema,
      tests: testCountsSchema.extend({ reports: z.number() }),
      flakyTests: z.number(),
      flakyJobs: z.number(),
      /** Flaky verdicts of all verdicts of tests, per test and commit. 0..1. */
      flakeRate: measuredSchema,
      quarantined: z.number(),
      lost: lostTimeSchema,
      /** The same over the equally long range before. */
      lostBefore: lostTimeSchema,
      meta: answerMetaSchema,
    }),
  }),
  lostTime: defineRoute({
    method: 'GET',
    path: '/v1/ci-health/lost-time',
    summary: 'Hours lost waiting per owning team, the most first.',
    permission,
    query: z.object(healthQuery),
    response: z.object({
      range: timeRangeSchema,
      total: lostTimeSchema,
      items: z.array(
        lostTimeSchema.extend({
          /** Owner of the entities; null: unclaimed or without an owner. */
          owner: z.string().nullable(),
          /** Its entities with loss, the most first, at most 20. */
          entities: z.array(lostTimeSchema.extend({ entityRef: z.string() })),
        }),
      ),
      meta: answerMetaSchema,
    }),
  }),
  queueByPool: defineRoute({
    method: 'GET',
    path: '/v1/ci-health/queues',
    summary: 'Queue time per runner pool, the slowest first.',
    permission,
    query: z.object(healthQuery),
    response: z.object({
      range: timeRangeSchema,
      items: z.array(
        z.object({
          /** Empty: the provider names no pool. */
          pool: z.string(),
          p50Seconds: measuredSchema,
          p95Seconds: measuredSchema,
          hours: z.number(),
        }),
      ),
      meta: answerMetaSchema,
    }),
  }),
  listFlaky: defineRoute({
    method: 'GET',
    path: '/v1/ci-health/flaky',
    summary:
      'Tests or jobs that passed and failed on one commit, most often first.',
    permission,
    query: z.object({
      ...healthQuery,
      of: z.enum(['tests', 'jobs']).default('tests'),
      /** Part of the name, group or file. */
      q: z.string().max(200).optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      range: timeRangeSchema,
      items: z.array(flakySchema),
      meta: answerMetaSchema,
    }),
  }),
  slowestTests: defineRoute({
    method: 'GET',
    path: '/v1/ci-health/slowest-tests',
    summary: 'Tests that take the most time in all. Jobs: see `slowest`.',
    permission,
    query: z.object({
      ...healthQuery,
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({
      range: timeRangeSchema,
      items: z.array(
        z.object({
          entityRef: z.string(),
          suite: z.string(),
          name: z.string(),
          file: z.string().nullable(),
          /** Mean over the range. */
          meanSeconds: measuredSchema,
          totalSeconds: z.number(),
        }),
      ),
      meta: answerMetaSchema,
    }),
  }),
  runTests: defineRoute({
    method: 'GET',
    path: '/v1/runs/:instance/:externalId/:attempt/tests',
    summary: 'Test reports of a run and their cases, failed ones first.',
    permission,
    params: runParams,
    query: z.object({
      result: queryList(z.enum(testResults)),
      reportId: z.string().max(64).optional(),
      /** Part of suite, name or file. */
      q: z.string().max(200).optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      /** Empty: no report came for this run. */
      reports: z.array(testReportSchema),
      counts: testCountsSchema,
      cases: z.array(testCaseSchema),
      meta: answerMetaSchema,
    }),
  }),
  runCoverage: defineRoute({
    method: 'GET',
    path: '/v1/runs/:instance/:externalId/:attempt/coverage',
    summary: 'Coverage of the commit of a run, and against what came before.',
    permission,
    params: runParams,
    response: z.object({
      /** null: no report came for its commit. */
      coverage: coverageSchema.nullable(),
      /** The newest earlier commit of the entity's default branch, else of the same branch. */
      previous: coverageSchema.nullable(),
      /** Ratio now minus ratio before. */
      linesDelta: z.number().nullable(),
      /** Least covered by uncovered lines, at most 200. */
      files: z.array(coverageFileSchema),
      meta: answerMetaSchema,
    }),
  }),
  entityTests: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/tests',
    summary: 'The last test reports of an entity, newest first.',
    permission,
    params: entityParams,
    query: z.object({
      branch: z.string().max(512).optional(),
      sha: z.string().max(64).optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(testReportSchema),
      meta: answerMetaSchema,
    }),
  }),
  testHistory: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/test-history',
    summary: 'What one test came to, newest first.',
    permission,
    params: entityParams,
    query: z.object({
      suite,
      name: testName,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(
        testCaseSchema
          .omit({ knownFlaky: true, quarantined: true })
          .extend({ report: testReportSchema }),
      ),
      /** null: never passed and failed on one commit in the last 28 days. */
      flaky: flakySchema.nullable(),
      quarantine: quarantineSchema.nullable(),
      meta: answerMetaSchema,
    }),
  }),
  coverageTrend: defineRoute({
    method: 'GET',
    path: '/v1/entities/:kind/:namespace/:name/coverage',
    summary: 'Coverage of an entity per commit, oldest first.',
    permission,
    params: entityParams,
    query: z.object({
      /** Absent: the default branch, where known, else every branch. */
      branch: z.string().max(512).optional(),
      from: timeText.default('now-90d'),
      to: timeText.default('now'),
    }),
    response: z.object({
      range: timeRangeSchema,
      branch: z.string().nullable(),
      /** Of each day the last, at most 400. */
      points: z.array(coverageSchema),
      latest: coverageSchema.nullable(),
      /** Of the latest; least covered by uncovered lines, at most 200. */
      files: z.array(coverageFileSchema),
      meta: answerMetaSchema,
    }),
  }),
  listQuarantine: defineRoute({
    method: 'GET',
    path: '/v1/quarantine',
    summary: 'Tests in quarantine, the next to come out first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      /** `ended`: those that came out, newest first. */
      state: z.enum(['active', 'ended']).default('active'),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(quarantineSchema) }),
  }),
  entityQuarantine: defineRoute({
    method: 'GET',
    path: quarantineListPath,
    summary:
      'What a CI should skip now: JSON, lines of suite, tab and name, or one regular expression of names.',
    permission,
    params: entityParams,
    query: z.object({ format: z.enum(quarantineFormats).default('json') }),
    response: z.object({
      entityRef: z.string(),
      tests: z.array(
        z.object({
          suite: z.string(),
          name: z.string(),
          reason: z.string(),
          until: z.string(),
        }),
      ),
    }),
  }),
  addQuarantine: defineRoute({
    method: 'POST',
    path: '/v1/quarantine',
    summary: 'Puts a test in quarantine until a day, with a reason.',
    permission: pipelinesQuarantineUpdatePermission,
    body: z.object({
      entityRef,
      suite: suite.default(''),
      name: testName,
      reason: z.string().trim().min(3).max(1000),
      /** At most 90 days ahead: a quarantine that never ends is a deleted test. */
      until: z.iso.datetime({ offset: true }),
    }),
    response: quarantineSchema,
  }),
  endQuarantine: defineRoute({
    method: 'POST',
    path: '/v1/quarantine/:id/end',
    summary: 'Takes a test out of quarantine.',
    permission: pipelinesQuarantineUpdatePermission,
    params: z.object({ id: z.uuid() }),
    body: z.object({ reason: z.string().max(1000).optional() }),
    response: quarantineSchema,
  }),
});
