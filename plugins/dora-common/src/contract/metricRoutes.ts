import { z } from 'zod';
import {
  answerMetaSchema,
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
  timeRangeSchema,
} from '@quarterdeck/plugin-portal-common';
import { doraReadPermission as permission } from '../permissions';
import { compareQuery } from './compareQuery';
import { doraExportPath, doraExportQuerySchema } from './exports';
import { serviceRowSchema } from './serviceRow';
import {
  alertSchema,
  bucketSchema,
  changePointSchema,
  frequencyFiguresSchema,
  kindCountsSchema,
  markerSchema,
  openFailuresSchema,
  quantilesSchema,
  shareSchema,
  stagePartSchema,
  tileSchema,
} from './figureAnswers';
import {
  dotSchema,
  qualityItemSchema,
  qualityKinds,
  sampleSchema,
} from './sampleAnswers';
import {
  benchmarkIds,
  bucketUnitSchema,
  deploymentKindSchema,
  flag,
  metricNameSchema,
  page,
  rangeQuery,
  scopeQuery,
  viewQuery,
  weekStartSchema,
} from './shared';

/** How the answer was cut and by which formulas. */
const basis = {
  range: timeRangeSchema,
  zone: z.string(),
  weekStart: weekStartSchema,
  formulaVersion: z.string(),
  meta: answerMetaSchema,
};

/** Services in a scope. */
const serviceCounts = {
  /** With a deployment to production at any time. */
  services: z.number(),
  /** In the scope, and the caller may not see them. */
  hiddenServices: z.number(),
};

const qualityCounts = z.array(
  z.object({ kind: z.enum(qualityKinds), count: z.number() }),
);

/** The five metrics and what they are made of. */
export const metricRoutes = defineContract({
  overview: defineRoute({
    method: 'GET',
    path: '/v1/overview',
    summary: 'The five tiles of a scope and time range.',
    permission,
    query: z.object({ ...viewQuery, ...compareQuery }),
    response: z.object({
      ...basis,
      ...serviceCounts,
      unit: bucketUnitSchema,
      /** In the order of the names of the metrics. */
      tiles: z.array(tileSchema),
      /** What `change` compares; with a marker `after` is the time the tiles speak of. */
      compared: z
        .object({ before: timeRangeSchema, after: timeRangeSchema })
        .nullable(),
      benchmark: z.enum(benchmarkIds),
      /** Key of the industry whose answers the scores lie among. */
      industry: z.string(),
      /** Mean scores of the Quick Check; null: no data. */
      score: z.object({
        average: z.number().nullable(),
        throughput: z.number().nullable(),
        stability: z.number().nullable(),
        industryAverage: z.number().nullable(),
      }),
      quality: z.object({ total: z.number(), byKind: qualityCounts }),
    }),
  }),
  series: defineRoute({
    method: 'GET',
    path: '/v1/series',
    summary: 'The five metrics per bucket, with stages, markers and changes.',
    permission,
    query: z.object({ ...viewQuery, benchmark: compareQuery.benchmark }),
    response: z.object({
      ...basis,
      ...serviceCounts,
      unit: bucketUnitSchema,
      /** Every list of points below has one entry per bucket. */
      buckets: z.array(bucketSchema),
      leadTime: z.array(quantilesSchema),
      frequency: z.array(
        z.object({
          /** null: no deployment was known yet, or the bucket lies ahead: not zero. */
          counts: kindCountsSchema.nullable(),
          figures: frequencyFiguresSchema,
        }),
      ),
      failRate: z.array(
        z.object({
          share: shareSchema,
          shareWithAborted: shareSchema,
          autoAborted: z.number(),
        }),
      ),
      recovery: z.array(quantilesSchema),
      rework: z.array(
        z.object({
          share: shareSchema,
          /** Rework alone, by kind; a repair of another kind is in its kind. null as above. */
          counts: kindCountsSchema.nullable(),
        }),
      ),
      /** Over the whole range, in their order. */
      stages: z.array(stagePartSchema),
      /** Mean of the lead times; the stages add up to it. */
      meanLeadSeconds: z.number().nullable(),
      open: openFailuresSchema,
      markers: z.array(markerSchema),
      changePoints: z.array(changePointSchema),
      alerts: z.array(alertSchema),
    }),
  }),
  scatter: defineRoute({
    method: 'GET',
    path: '/v1/scatter',
    summary: 'Single changes or recoveries as dots; open failures too.',
    permission,
    query: z.object({
      ...scopeQuery,
      ...rangeQuery,
      metric: z
        .enum(['change_lead_time', 'failed_deployment_recovery_time'])
        .default('change_lead_time'),
      recoveryBy: viewQuery.recoveryBy,
      /**
       * Of more samples a quarter of the dots are the slowest ones, the others
       * are spread evenly.
       */
      limit: z.coerce.number().int().min(1).max(2000).default(240),
    }),
    response: z.object({
      ...basis,
      items: z.array(dotSchema),
      /** All samples, also those not drawn. */
      total: z.number(),
      /** Seconds, of all that are not open; null: there are none, or it is in the series. */
      median: z.number().nullable(),
    }),
  }),
  listSamples: defineRoute({
    method: 'GET',
    path: '/v1/samples',
    summary: 'The samples behind a number or a point, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      ...rangeQuery,
      metric: metricNameSchema,
      recoveryBy: viewQuery.recoveryBy,
      kind: queryList(deploymentKindSchema),
      /** Only failed ones, or only those that are not. */
      failed: flag.optional(),
      /** Only rework, or only what is not. */
      rework: flag.optional(),
      /** Recovery: only open ones, or only those made good. Left out: as the metric counts. */
      open: flag.optional(),
      /** One sample. */
      sample: z.string().max(1024).optional(),
      /** Samples of one deployment: `instance/externalId`. */
      deployment: z.string().max(400).optional(),
      order: z.enum(['newest', 'longest']).default('newest'),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      ...basis,
      items: z.array(sampleSchema),
      /** All that match; null on later pages. */
      total: z.number().nullable(),
    }),
  }),
  listServices: defineRoute({
    method: 'GET',
    path: '/v1/services',
    summary: 'The services of a scope by name, with small lines. No ranking.',
    permission,
    query: z.object({ ...viewQuery, ...compareQuery, ...cursorQuery }),
    response: z.object({
      ...page,
      ...basis,
      ...serviceCounts,
      unit: bucketUnitSchema,
      buckets: z.array(bucketSchema),
      items: z.array(serviceRowSchema),
    }),
  }),
  listQuality: defineRoute({
    method: 'GET',
    path: '/v1/quality',
    summary: 'What the numbers cannot tell, or had to mend, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      ...rangeQuery,
      kind: queryList(z.enum(qualityKinds)),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      ...basis,
      /** Of the whole range, whatever `kind` says. */
      byKind: qualityCounts,
      items: z.array(qualityItemSchema),
    }),
  }),
  listAlerts: defineRoute({
    method: 'GET',
    path: '/v1/alerts',
    summary:
      'Metrics that left their band, newest first: begun in the range, or not over by then.',
    permission,
    query: z.object({
      ...scopeQuery,
      ...rangeQuery,
      metric: queryList(metricNameSchema),
      state: queryList(z.enum(['open', 'recovered', 'withdrawn'])),
      ...cursorQuery,
    }),
    response: z.object({ ...page, ...basis, items: z.array(alertSchema) }),
  }),
  exportChart: defineRoute({
    method: 'GET',
    path: doraExportPath,
    summary: 'The numbers of a chart or list as a file.',
    permission,
    query: doraExportQuerySchema,
    response: z.unknown(),
  }),
  freshness: defineRoute({
    method: 'GET',
    path: '/v1/freshness',
    summary: 'How fresh the tables of this area are.',
    permission,
    response: answerMetaSchema,
  }),
});
