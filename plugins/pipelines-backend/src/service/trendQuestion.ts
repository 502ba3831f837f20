import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { readRunSlots, runConditions } from '../database/rollupQueries';
import { rangeAnswer, rangeOf } from './dashboardRange';
import { readDurations } from './exactQuantiles';
import { answerMeta, askedEntities, Reader } from './reader';
import { rangesOf, slotsOf, summarize } from './slots';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

/** Runs by result, success rate and durations per day of the zone. */
export async function answerTrend(
  reader: Reader,
  query: Query<'trend'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['trend']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const range = rangeOf(query, reader.now());
  const filter = {
    entities,
    pipelines: query.pipeline,
    defaultBranch: query.defaultBranch,
  };
  const slot = { unit: 'day' as const, zone: query.zone };
  const [rows, meta] = await Promise.all([
    readRunSlots(reader.knex, { ...filter, ...range }, slot),
    answerMeta(reader, decision),
  ]);
  const slots = slotsOf(range, slot);
  const summaries = slots.map(({ name }) =>
    summarize(rows.filter(row => row.slot === name)),
  );
  const [, ...parts] = rangesOf({ ...range, slots });
  const durations = await readDurations(
    reader.knex,
    runConditions(filter),
    parts.map((part, index) => ({
      ...part,
      counts: summaries[index].buckets,
    })),
  );
  const days = slots.map(({ name, partial }, index) => {
    const summary = summaries[index];
    const { passed, flaky, failed, cancelled, other } = summary;
    return {
      day: name.slice(0, 10),
      partial,
      passed,
      flaky,
      failed,
      cancelled,
      other,
      successRate: summary.successRate,
      durationP50Seconds: durations[index].p50,
      durationP95Seconds: durations[index].p95,
      n: passed + flaky + failed + cancelled + other,
    };
  });
  return { range: rangeAnswer(range), zone: query.zone, days, meta };
}
