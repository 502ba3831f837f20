import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  BucketCount,
  pipelinesContract,
  quantileFromBuckets,
  sampleCount,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { countHeads, countWaiting } from '../database/headQueries';
import {
  countServices,
  readQueueSlots,
  readRunSlots,
  runConditions,
} from '../database/rollupQueries';
import { rangeAnswer, rangeBefore, rangeOf } from './dashboardRange';
import { readDurations } from './exactQuantiles';
import { headsActiveSince } from './failingNow';
import { measured } from './measured';
import { answerMeta, askedEntities, Reader } from './reader';
import { rangesOf, slotsOf, SlotSummary, slotUnit, summarize } from './slots';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const queueP95 = (rows: readonly BucketCount[]) =>
  quantileFromBuckets(
    rows.filter(row => row.bucket >= 0),
    0.95,
  );

function worstPool(
  rows: readonly { pool: string; bucket: number; count: number }[],
) {
  const pools = new Map<string, BucketCount[]>();
  for (const row of rows) {
    if (!row.pool) continue;
    const known = pools.get(row.pool);
    if (known) known.push(row);
    else pools.set(row.pool, [row]);
  }
  const values = [...pools].flatMap(([name, buckets]) => {
    const value = queueP95(buckets);
    return value === null ? [] : [{ name, value, n: sampleCount(buckets) }];
  });
  values.sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  return values[0] ?? null;
}

/** The tiles of the pipelines page. */
export async function answerOverview(
  reader: Reader,
  query: Query<'overview'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['overview']>> {
  const { knex } = reader;
  const now = reader.now();
  const entities = askedEntities(reader, { decision, scope: query.scope });
  const range = rangeOf(query, now);
  const before = rangeBefore(range);
  const slot = { unit: slotUnit(range), zone: query.zone };
  const onMain = { entities, defaultBranch: true };
  const [services, heads, waiting, runs, runsBefore, queue, queueBefore, meta] =
    await Promise.all([
      countServices(knex, { entities, ...range }),
      countHeads(knex, entities, headsActiveSince(now)),
      countWaiting(knex, entities),
      readRunSlots(knex, { ...onMain, ...range }, slot),
      readRunSlots(knex, { ...onMain, ...before }, slot),
      readQueueSlots(knex, { entities, ...range }, slot),
      readQueueSlots(knex, { entities, ...before }, slot),
      answerMeta(reader, decision),
    ]);
  const slots = slotsOf(range, slot);
  const summaries = slots.map(({ name }) =>
    summarize(runs.filter(row => row.slot === name)),
  );
  const all = summarize(runs);
  const old = summarize(runsBefore);
  const durations = await readDurations(knex, runConditions(onMain), [
    ...rangesOf({ ...range, slots }).map((part, index) => ({
      ...part,
      counts: (index === 0 ? all : summaries[index - 1]).buckets,
    })),
    { ...before, counts: old.buckets },
  ]);
  const ofSlot = (index: number) => durations[index + 1];
  const ofBefore = durations[durations.length - 1];
  const points = (
    value: (index: number) => number | null,
    n: (summary: SlotSummary) => number,
  ) =>
    slots.map(({ at, partial }, index) => ({
      at,
      value: value(index),
      n: n(summaries[index]),
      partial,
    }));
  return {
    range: rangeAnswer(range),
    serviceCount: services.services,
    runCount: services.runs,
    defaultBranches: {
      failing: heads.failing,
      total: heads.total,
      oldestSince: heads.oldestSince?.toISOString() ?? null,
    },
    successRate: {
      ...measured(all.successRate, all.conclusive, old.successRate),
      points: points(
        index => summaries[index].successRate,
        summary => summary.conclusive,
      ),
    },
    durationP50Seconds: {
      ...measured(durations[0].p50, all.timed, ofBefore.p50),
      points: points(
        index => ofSlot(index).p50,
        summary => summary.timed,
      ),
    },
    durationP95Seconds: {
      ...measured(durations[0].p95, all.timed, ofBefore.p95),
      points: points(
        index => ofSlot(index).p95,
        summary => summary.timed,
      ),
    },
    queueP95Seconds: {
      ...measured(queueP95(queue), sampleCount(queue), queueP95(queueBefore)),
      points: slots.map(({ name, at, partial }) => {
        const rows = queue.filter(row => row.slot === name);
        return { at, value: queueP95(rows), n: sampleCount(rows), partial };
      }),
      worstPool: worstPool(queue),
    },
    waitingAtGate: {
      count: waiting.count,
      longestSince: waiting.longestSince?.toISOString() ?? null,
    },
    meta,
  };
}
