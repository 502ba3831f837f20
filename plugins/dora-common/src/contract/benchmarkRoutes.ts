import { z } from 'zod';
import { defineContract, defineRoute } from '@quarterdeck/plugin-portal-common';
import {
  doraBenchmarkManagePermission as manage,
  doraReadPermission as permission,
} from '../permissions';
import { thresholdsSchema } from '../benchmarks/ownThresholds';
import { industryBenchmark } from '../benchmarks/quickCheck';
import { bandTables } from '../benchmarks/tierTables';
import {
  benchmarkIds,
  entityRef,
  metricNameSchema,
  moment,
  scopeQuery,
} from './shared';

const limitSchema = z.object({
  band: z.string(),
  limit: z.number(),
  inclusive: z.boolean(),
});

/** Bands of the metrics, best first. */
export const bandTableSchema = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  rest: z.string(),
  /** Metrics it says nothing of are absent. */
  limits: z.partialRecord(metricNameSchema, z.array(limitSchema)),
});

/** Ids of the tables everybody may choose. */
export const bandTableIds = bandTables.map(({ id }) => id);

const thresholdSchema = z.object({
  good: z.number(),
  fair: z.number().optional(),
});

/** What a scope is held against. */
const choiceSchema = z.object({
  benchmark: z.enum(benchmarkIds),
  industry: z.string(),
  /** null: none are set. */
  thresholds: z.partialRecord(metricNameSchema, thresholdSchema).nullable(),
});

/** What people set for a scope itself. */
export const setBenchmarkSchema = choiceSchema.extend({
  scopeRef: entityRef.nullable(),
  by: z.string(),
  at: moment,
});

/** @see setBenchmarkSchema */
export type SetBenchmark = z.infer<typeof setBenchmarkSchema>;

/** What somebody sets a scope to be held against. */
export const benchmarkBodySchema = z
  .object({
    /** Left out: of everybody who has none of their own. */
    scope: entityRef.min(1).optional(),
    benchmark: z.enum(benchmarkIds),
    industry: z
      .string()
      .max(64)
      .refine(key => industryBenchmark(key) !== undefined, 'no such industry')
      .optional(),
    thresholds: thresholdsSchema.optional(),
    /** Kept in the audit record. */
    reason: z.string().trim().min(1).max(1024).optional(),
  })
  .refine(
    ({ benchmark, thresholds = {} }) =>
      benchmark !== 'own' || Object.keys(thresholds).length > 0,
    {
      message: 'own thresholds take at least one metric',
      path: ['thresholds'],
    },
  );

/** What numbers are held against. */
export const benchmarkRoutes = defineContract({
  benchmarks: defineRoute({
    method: 'GET',
    path: '/v1/benchmarks',
    summary: 'Scales to compare with: tables of tiers and industries.',
    permission,
    query: z.object(scopeQuery),
    response: z.object({
      /** Chosen for the scope: by people, else by the configuration. */
      chosen: z.enum(benchmarkIds),
      industry: z.string(),
      /** Without `own` when no thresholds are set. */
      tables: z.array(bandTableSchema),
      industries: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          average: z.number().nullable(),
          scores: z.record(
            metricNameSchema,
            z.object({ mean: z.number(), std: z.number() }),
          ),
        }),
      ),
      /** What people set for this scope itself; null: nothing. */
      set: setBenchmarkSchema.nullable(),
      /** What holds without it. */
      inherited: choiceSchema,
      /** The caller may set it. */
      canSet: z.boolean(),
    }),
  }),
  setBenchmark: defineRoute({
    method: 'PUT',
    path: '/v1/benchmarks',
    summary:
      'Sets what a scope is held against, with own thresholds or without.',
    permission: manage,
    body: benchmarkBodySchema,
    response: setBenchmarkSchema,
  }),
  resetBenchmark: defineRoute({
    method: 'DELETE',
    path: '/v1/benchmarks',
    summary: 'Goes back to what holds without a setting of the scope’s own.',
    permission: manage,
    query: z.object({
      scope: entityRef.optional(),
      reason: z.string().trim().max(1024).optional(),
    }),
    response: z.object({ reset: z.boolean() }),
  }),
});
