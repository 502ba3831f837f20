import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const durationsSchema = z.object({
  median: z.number().nullable(),
  mean: z.number().nullable(),
  median_before: z.number().nullable(),
  mean_before: z.number().nullable(),
});

/** Seconds from first seen to fixed, in a range and in the one before. */
export type FixDurations = z.infer<typeof durationsSchema>;

/**
 * Seconds from first seen to fixed, of what was fixed in a range and in the one
 * before. Only the times of both ranges are taken out of what is kept.
 */
export async function loadFixDurations(
  knex: Knex,
  /** On `t`. */
  condition: Condition,
  range: { before: Date; from: Date; to: Date },
): Promise<FixDurations> {
  const before = `width_bucket(?::timestamptz - interval '1 microsecond', t.at)`;
  // Unnested where it is selected: a set that is joined is written down first.
  const took = `SELECT unnest(p.took[p.first + 1 : p.last]) AS seconds
    FROM (SELECT t.took, ${before} AS last, ${before} AS first FROM finding_time t
      WHERE t.what IN ('fixed', 'met', 'missed') AND (${condition.sql}) OFFSET 0) p`;
  const stand = `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
    avg(seconds) AS mean`;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH late AS (${took}), early AS (${took})
     SELECT l.median, l.mean, e.median AS median_before, e.mean AS mean_before
     FROM (${stand} FROM late) l, (${stand} FROM early) e`,
    [
      range.to,
      range.from,
      ...condition.bindings,
      range.from,
      range.before,
      ...condition.bindings,
    ],
  );
  return durationsSchema.parse(rows[0]);
}
