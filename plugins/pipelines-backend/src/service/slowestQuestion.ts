import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  pipelinesContract,
  quantileFromBuckets,
  sampleCount,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  NamedBuckets,
  readNamedBuckets,
  runConditions,
} from '../database/rollupQueries';
import { rangeAnswer, rangeBefore, rangeOf } from './dashboardRange';
import { durationsWithin, readDurations } from './exactQuantiles';
import { measured } from './measured';
import { answerMeta, askedEntities, Reader } from './reader';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const nameOf = ({
  entityRef,
  instance,
  project,
  pipeline,
  job,
}: NamedBuckets) =>
  JSON.stringify([entityRef, instance, project, pipeline, job]);

/** Two values inside a bucket differ by less than its width of 4.4 %. */
const sameBucket = 0.95;

/** Those that may be among the slowest: the exact values can change the order. */
function slowestOf(
  rows: readonly NamedBuckets[],
  limit: number,
): NamedBuckets[] {
  const rated = rows.map(row => ({
    row,
    p95: quantileFromBuckets(row.buckets, 0.95) ?? 0,
  }));
  rated.sort((a, b) => b.p95 - a.p95);
  const least = (rated[limit - 1]?.p95 ?? 0) * sameBucket;
  return rated
    .slice(0, 2 * limit)
    .filter(({ p95 }) => p95 >= least)
    .map(({ row }) => row);
}

/** Pipelines or jobs with the highest p95, and how it moved. */
export async function answerSlowest(
  reader: Reader,
  query: Query<'slowest'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['slowest']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const hours = rangeOf(query, reader.now());
  // Jobs are counted by UTC day, so their range begins with one.
  const range =
    query.of === 'jobs'
      ? { from: new Date(hours.from.toISOString().slice(0, 10)), to: hours.to }
      : hours;
  const earlier = rangeBefore(range);
  const [rows, rowsBefore, meta] = await Promise.all([
    readNamedBuckets(reader.knex, { entities, ...range }, query.of),
    readNamedBuckets(reader.knex, { entities, ...earlier }, query.of),
    answerMeta(reader, decision),
  ]);
  const before = new Map(rowsBefore.map(row => [nameOf(row), row.buckets]));
  const shown = slowestOf(rows, query.limit);
  const parts = shown.flatMap(row => [
    { ...range, of: row, counts: row.buckets },
    { ...earlier, of: row, counts: before.get(nameOf(row)) ?? [] },
  ]);
  // Runs have an index by bucket. Jobs, many times as many, do not: theirs are
  // interpolated inside the bucket, off by at most 2.2 %.
  const durations =
    query.of === 'jobs'
      ? parts.map(durationsWithin)
      : await readDurations(reader.knex, runConditions({ entities }), parts);
  const items = shown.map(({ buckets, ...row }, index) => {
    const now = durations[2 * index];
    const old = durations[2 * index + 1];
    const n = sampleCount(buckets);
    return {
      ...row,
      p50Seconds: measured(now.p50, n, old.p50),
      p95Seconds: measured(now.p95, n, old.p95),
    };
  });
  items.sort((a, b) => (b.p95Seconds.value ?? 0) - (a.p95Seconds.value ?? 0));
  return {
    range: rangeAnswer(range),
    items: items.slice(0, query.limit),
    meta,
  };
}
