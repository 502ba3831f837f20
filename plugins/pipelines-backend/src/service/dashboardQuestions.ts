import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  BucketCount,
  pipelinesContract,
  quantileFromBuckets,
  resolveTime,
  sampleCount,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { countHeads, countWaiting } from '../database/headQueries';
import {
  countServices,
  NamedBuckets,
  readNamedBuckets,
  readQueueSlots,
  readRunSlots,
} from '../database/rollupQueries';
import { findFailing, headsActiveSince } from './failingNow';
import { measured } from './measured';
import { answerMeta, askedEntities, Reader } from './reader';
import { slotsOf, SlotSummary, slotUnit, summarize } from './slots';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const hourMs = 3_600_000;

interface Range {
  from: Date;
  to: Date;
}

/** Rollups are hourly, so a range begins with the hour it begins in. */
function rangeOf(query: { from: string; to: string }, now: Date): Range {
  const from = resolveTime(query.from, now).getTime();
  return {
    from: new Date(Math.floor(from / hourMs) * hourMs),
    to: resolveTime(query.to, now),
  };
}

/** The equally long range before. */
function rangeBefore({ from, to }: Range): Range {
  const hours = Math.ceil((to.getTime() - from.getTime()) / hourMs);
  return { from: new Date(from.getTime() - hours * hourMs), to: from };
}

const rangeAnswer = ({ from, to }: Range) => ({
  from: from.toISOString(),
  to: to.toISOString(),
});

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
  const bySlot = new Map(
    slots.map(({ name }) => [
      name,
      summarize(runs.filter(row => row.slot === name)),
    ]),
  );
  const points = (
    value: (summary: SlotSummary) => number | null,
    n: (summary: SlotSummary) => number,
  ) =>
    slots.map(({ name, at, partial }) => {
      const summary = bySlot.get(name) ?? summarize([]);
      return { at, value: value(summary), n: n(summary), partial };
    });
  const all = summarize(runs);
  const old = summarize(runsBefore);
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
        summary => summary.successRate,
        summary => summary.conclusive,
      ),
    },
    durationP50Seconds: {
      ...measured(all.p50, all.timed, old.p50),
      points: points(
        summary => summary.p50,
        summary => summary.timed,
      ),
    },
    durationP95Seconds: {
      ...measured(all.p95, all.timed, old.p95),
      points: points(
        summary => summary.p95,
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

/** Runs by result, success rate and durations per day of the zone. */
export async function answerTrend(
  reader: Reader,
  query: Query<'trend'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['trend']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const range = rangeOf(query, reader.now());
  const slot = { unit: 'day' as const, zone: query.zone };
  const [rows, meta] = await Promise.all([
    readRunSlots(
      reader.knex,
      {
        entities,
        ...range,
        pipelines: query.pipeline,
        defaultBranch: query.defaultBranch,
      },
      slot,
    ),
    answerMeta(reader, decision),
  ]);
  const days = slotsOf(range, slot).map(({ name, partial }) => {
    const summary = summarize(rows.filter(row => row.slot === name));
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
      durationP50Seconds: summary.p50,
      durationP95Seconds: summary.p95,
      n: passed + flaky + failed + cancelled + other,
    };
  });
  return { range: rangeAnswer(range), zone: query.zone, days, meta };
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
  const [rows, old, meta] = await Promise.all([
    readNamedBuckets(reader.knex, { entities, ...range }, query.of),
    readNamedBuckets(
      reader.knex,
      { entities, ...rangeBefore(range) },
      query.of,
    ),
    answerMeta(reader, decision),
  ]);
  const nameOf = (row: NamedBuckets) =>
    JSON.stringify([
      row.entityRef,
      row.instance,
      row.project,
      row.pipeline,
      row.job,
    ]);
  const before = new Map(old.map(row => [nameOf(row), row.buckets]));
  const at = (row: NamedBuckets, quantile: number) =>
    measured(
      quantileFromBuckets(row.buckets, quantile),
      sampleCount(row.buckets),
      quantileFromBuckets(before.get(nameOf(row)) ?? [], quantile),
    );
  const items = rows.map(({ buckets, ...row }) => ({
    ...row,
    p50Seconds: at({ ...row, buckets }, 0.5),
    p95Seconds: at({ ...row, buckets }, 0.95),
  }));
  items.sort((a, b) => (b.p95Seconds.value ?? 0) - (a.p95Seconds.value ?? 0));
  return {
    range: rangeAnswer(range),
    items: items.slice(0, query.limit),
    meta,
  };
}

/** Default branches that are red now, the longest first. */
export async function answerFailing(
  reader: Reader,
  query: Query<'failing'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['failing']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const now = reader.now();
  const [items, counts, meta] = await Promise.all([
    findFailing(reader.knex, entities, { now, limit: query.limit }),
    countHeads(reader.knex, entities, headsActiveSince(now)),
    answerMeta(reader, decision),
  ]);
  return { items, total: counts.failingPipelines, meta };
}
