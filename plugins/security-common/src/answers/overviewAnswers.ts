import { z } from 'zod';
import { severityCountsSchema, time } from './shared';

/** When a point of a line begins. */
export const bucketFields = {
  at: time,
  /** The bucket is not over, or the range cuts it. */
  partial: z.boolean(),
};

/** Ages of open findings, each from its first sight. */
export const ageBuckets = ['week', 'month', 'quarter', 'older'] as const;

/** A day as it was counted when it ended; it does not change afterwards. */
export const daySchema = z.object({
  ...bucketFields,
  /** false: nobody counted that day (before the portal, or an outage): a gap, not zero. */
  known: z.boolean(),
  open: severityCountsSchema,
  byAge: z.object({
    /** Up to 7 days. */
    week: z.number(),
    /** Up to 30. */
    month: z.number(),
    /** Up to 90. */
    quarter: z.number(),
    older: z.number(),
  }),
  pastDue: z.number(),
  created: z.number(),
  fixed: z.number(),
  reopened: z.number(),
  /** created + reopened - fixed. */
  net: z.number(),
});

/** @see daySchema */
export type SecurityDay = z.infer<typeof daySchema>;

/** One component with its risk. */
export const riskyComponentSchema = z.object({
  entityRef: z.string(),
  open: severityCountsSchema,
  /** `riskScore.ts`. */
  riskScore: z.number(),
  newCount: z.number(),
  pastDue: z.number(),
  /** Risk score at the start of the range; null: not known. */
  previousRiskScore: z.number().nullable(),
});
