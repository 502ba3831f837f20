import { z } from 'zod';
import { openFailuresSchema, tileSchema } from './figureAnswers';
import { entityRef, stageSchema } from './shared';

/** A service's row of the table: a value per metric, no ranking. */
export const serviceRowSchema = z.object({
  service: z.string(),
  entityRef: entityRef.nullable(),
  metrics: z.array(
    tileSchema.pick({
      metric: true,
      status: true,
      unit: true,
      value: true,
      n: true,
      tooFew: true,
      band: true,
      change: true,
      points: true,
    }),
  ),
  /** Where most of its mean lead time goes; null: no lead times. */
  worstStage: z
    .object({
      stage: stageSchema,
      meanSeconds: z.number(),
      /** Its part of the mean lead time, 0 to 1. */
      share: z.number(),
    })
    .nullable(),
  open: openFailuresSchema,
  qualityItems: z.number(),
});

/** @see serviceRowSchema */
export type DoraServiceRow = z.infer<typeof serviceRowSchema>;
