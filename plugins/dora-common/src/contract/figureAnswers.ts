import { z } from 'zod';
import {
  deploymentKindSchema,
  entityRef,
  metricNameSchema,
  moment,
  stageSchema,
} from './shared';

const figure = z.number().nullable();

/** A distribution. All null without samples. @see Quantiles */
export const quantilesSchema = z.object({
  n: z.number(),
  median: figure,
  p75: figure,
  p90: figure,
  mean: figure,
  tooFew: z.boolean(),
});

/** A share with its 95 % interval. @see Share */
export const shareSchema = z.object({
  count: z.number(),
  of: z.number(),
  ratio: figure,
  low: figure,
  high: figure,
  tooFew: z.boolean(),
});

/** Counts of deployments by why they were made. */
export const kindCountsSchema = z.object({
  planned: z.number(),
  rollback: z.number(),
  hotfix: z.number(),
  redeploy: z.number(),
  config: z.number(),
  roll_forward: z.number(),
}) satisfies z.ZodType<Record<z.infer<typeof deploymentKindSchema>, number>>;

/** How often. `days`: those of the window that are over, with a part of today. */
export const frequencyFiguresSchema = z.object({
  deployments: z.number(),
  days: z.number(),
  perDay: figure,
  perWeek: figure,
  deploymentDays: z.number(),
  deploymentDaysPerWeek: figure,
  composition: kindCountsSchema,
});

/** What broke in users' hands. */
export const failFiguresSchema = z.object({
  share: shareSchema,
  /** Canaries that were taken back by themselves: no failures of users. */
  autoAborted: z.number(),
  /** The same with those as failed. */
  shareWithAborted: shareSchema,
  /** Ran on top of a failed one. */
  affected: z.number(),
});

/** Failures that nobody has made good yet. */
export const openFailuresSchema = z.object({
  count: z.number(),
  oldestSince: moment.nullable(),
});

/** A change against the time before, or before the marker. */
export const changeSchema = z.object({
  from: figure,
  to: figure,
  /** to − from; null when it cannot be said. */
  difference: figure,
  /** (to − from) / from; null when it cannot be said. */
  ratio: figure,
  verdict: z.enum(['better', 'worse', 'same', 'unknown']),
  /** Either side has fewer than five samples, or the intervals overlap: show it grey. */
  noise: z.boolean(),
  /** Samples of the time before. */
  n: z.number(),
});

/** A band of a table of tiers. Rank 0 is the best. */
export const bandSchema = z.object({
  table: z.string(),
  band: z.string(),
  rank: z.number(),
  of: z.number(),
});

/** Where a value lies on 0 to 10 among an industry's answers; 10 is best. */
export const scoreSchema = z.object({
  value: z.number(),
  industry: z.object({
    key: z.string(),
    name: z.string(),
    mean: z.number(),
    std: z.number(),
  }),
});

/**
 * Why a number is there or is not. `no_data`: deployments are known, none of them
 * says anything in this time. `not_set_up`: no deployment ever came.
 * `not_permitted`: there are services in this scope, and the caller sees none.
 */
export const metricStatuses = [
  'ok',
  'no_data',
  'not_set_up',
  'not_permitted',
] as const;

/** One of the five numbers. */
export const tileSchema = z.object({
  metric: metricNameSchema,
  status: z.enum(metricStatuses),
  unit: z.enum(['seconds', 'per_day', 'ratio']),
  /** null exactly when the status is not `ok`. */
  value: figure,
  n: z.number(),
  /** Fewer than five samples: show "too few (n)". */
  tooFew: z.boolean(),
  /** null with rates. */
  p75: figure,
  p90: figure,
  /** null: nothing to compare with was asked for. */
  change: changeSchema.nullable(),
  /** null: the benchmark has no bands, or none for this metric, or no data. */
  band: bandSchema.nullable(),
  /** Quick Check 2025, whatever the benchmark; null: no data. */
  score: scoreSchema.nullable(),
  /** The time asked for is not over. */
  partial: z.boolean(),
  /** A value per bucket, for the small line; null is a gap. */
  points: z.array(
    z.object({
      from: moment,
      value: figure,
      n: z.number(),
      partial: z.boolean(),
    }),
  ),
  /** The middle of the services' own values, beside the pooled one; null: there is one service. */
  medianOfServices: z
    .object({ value: figure, services: z.number() })
    .nullable(),
  /** Lead and recovery times. */
  quantiles: quantilesSchema.nullable(),
  /** Frequency. */
  frequency: frequencyFiguresSchema.nullable(),
  /** Change fail rate. */
  fails: failFiguresSchema.nullable(),
  /** Rework rate, with rollbacks apart. */
  rework: z.object({ share: shareSchema, rollbacks: z.number() }).nullable(),
  /** Recovery: still open at the end of the time. */
  open: openFailuresSchema.nullable(),
  /** Samples whose time was negative and counts as 0. */
  clamped: z.number(),
});

/** @see tileSchema */
export type DoraTile = z.infer<typeof tileSchema>;

/** A bucket of a chart. */
export const bucketSchema = z.object({
  from: moment,
  to: moment,
  label: z.string(),
  /** `current` is hatched, `first` is cut by the range. */
  partial: z.enum(['first', 'current']).nullable(),
});

/** A stage's part of the lead time. */
export const stagePartSchema = z.object({
  stage: stageSchema,
  /** Mean over all changes; the parts add up to the mean lead time. */
  meanSeconds: z.number(),
  /** Changes of which it is known; an unknown one's time is in the next known stage. */
  known: z.number(),
  quantiles: quantilesSchema.optional(),
});

/** A moment people compare with: "since we cut batch size". */
export const markerSchema = z.object({
  id: z.string(),
  /** Whose charts show it; null: everybody's. */
  scopeRef: entityRef.nullable(),
  at: moment,
  label: z.string(),
  by: z.string(),
  createdAt: moment,
});

/** @see markerSchema */
export type DoraMarker = z.infer<typeof markerSchema>;

/** A metric whose level changed, found in the numbers. */
export const changePointSchema = z.object({
  metric: metricNameSchema,
  /** First bucket of the new level. */
  at: moment,
  before: z.number(),
  after: z.number(),
  direction: z.enum(['better', 'worse']),
  /** Probability that chance alone does it. */
  p: z.number(),
});

/** How an alert ended. */
export const alertEndSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('recovered'),
    /** The first bucket back in the band, half open; its samples say by what. */
    at: moment,
    until: moment,
    band: z.string(),
    value: z.number(),
    n: z.number().int(),
    noticedAt: moment,
    /** When owners were told; null: not, since they never heard of the alert. */
    toldAt: moment.nullable(),
  }),
  z.object({
    kind: z.literal('withdrawn'),
    /** By the numbers as they are known now, or by other bands, it never was one. */
    why: z.enum(['recomputed', 'benchmark_changed']),
    noticedAt: moment,
    toldAt: moment.nullable(),
  }),
]);

/** A metric that left its band. */
export const alertSchema = z.object({
  id: z.string(),
  entityRef,
  metric: metricNameSchema,
  /** First bucket of the new band. */
  at: moment,
  table: z.string(),
  fromBand: z.string(),
  toBand: z.string(),
  direction: z.enum(['better', 'worse']),
  /** When owners were told; null: not (it went better, or nobody owns it). */
  notifiedAt: moment.nullable(),
  noticedAt: moment,
  /** null: it is still out of its band. */
  end: alertEndSchema.nullable(),
});

/** @see alertSchema */
export type DoraAlert = z.infer<typeof alertSchema>;
