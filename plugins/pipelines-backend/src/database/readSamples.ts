import { Knex } from 'knex';
import { allOf, Condition } from './conditions';
import { arrayLiteral } from './writeRows';

/** Samples of one bucket, by their place in its order. */
export interface SampleReading {
  bucket: number;
  from: Date;
  to: Date;
  /** How many of the bucket's samples come before, and how many are read. */
  skip: number;
  take: number;
  /** The pipeline they are of; absent: of all that the conditions name. */
  of?: {
    entityRef: string | null;
    instance: string;
    project: string;
    pipeline: string;
  };
}

const ofPipeline = `
  AND coalesce(r.entity_ref, '') = q.entity_ref AND r.instance = q.instance
  AND r.project = q.project AND r.pipeline_name = q.pipeline`;

/**
 * Durations of finished runs at some places of their order, each looked up in
 * one bucket and range of `pipeline_run_duration` (index only). The rows are
 * those that `run_rollup_hour` counts, so ranks of its counts hold here.
 *
 * A million runs over 90 days: the bucket of a median over seven days holds some
 * two thousand rows and is read in a millisecond.
 */
export async function readRunSamples(
  knex: Knex,
  conditions: readonly Condition[],
  readings: readonly SampleReading[],
): Promise<number[][]> {
  if (readings.length === 0) return [];
  const match = allOf(conditions);
  const named = readings.every(reading => reading.of !== undefined);
  const result = await knex.raw<{ rows: { samples: number[] }[] }>(
    `SELECT array(
       SELECT r.run_seconds FROM pipeline_run r
       WHERE r.is_latest AND r.outcome IN ('passed', 'flaky', 'failed')
         AND r.run_bucket = q.bucket
         AND r.finished_hour >= q.starts AND r.finished_hour < q.ends
         AND ${match.sql} ${named ? ofPipeline : ''}
       ORDER BY r.run_seconds OFFSET q.skip LIMIT q.take) AS samples
     FROM unnest(?::smallint[], ?::timestamptz[], ?::timestamptz[], ?::int[],
                 ?::int[], ?::text[], ?::text[], ?::text[], ?::text[])
       WITH ORDINALITY AS q (bucket, starts, ends, skip, take, entity_ref,
                             instance, project, pipeline, n)
     ORDER BY q.n`,
    [
      ...match.bindings,
      arrayLiteral(readings.map(reading => reading.bucket)),
      arrayLiteral(readings.map(reading => reading.from.toISOString())),
      arrayLiteral(readings.map(reading => reading.to.toISOString())),
      arrayLiteral(readings.map(reading => reading.skip)),
      arrayLiteral(readings.map(reading => reading.take)),
      arrayLiteral(readings.map(reading => reading.of?.entityRef ?? '')),
      arrayLiteral(readings.map(reading => reading.of?.instance ?? '')),
      arrayLiteral(readings.map(reading => reading.of?.project ?? '')),
      arrayLiteral(readings.map(reading => reading.of?.pipeline ?? '')),
    ],
  );
  return result.rows.map(row => row.samples);
}
