import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  BucketCount,
  bucketBounds,
  pipelinesContract,
  quantileFromBuckets,
  sampleCount,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import {
  countFlakyTests,
  FlakyRow,
  listFlakyJobs,
  listFlakyTests,
  listSlowTests,
  LossRow,
  readLosses,
  readPoolBuckets,
  sumReports,
} from '../../database/tests/healthQueries';
import {
  countQuarantine,
  listQuarantine,
} from '../../database/tests/quarantine';
import { rangeAnswer, rangeBefore, rangeOf } from '../dashboardRange';
import { onlyEntities } from '../entitySet';
import { measured } from '../measured';
import { answerMeta, askedEntities, Reader } from '../reader';
import { lostHours } from './lostHours';
import { toFlaky, toQuarantine } from './testAnswers';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const shownEntities = 20;
const countedJobs = 10_000;
const mostQuarantined = 5000;

/** The tiles of the CI health page. */
export async function answerCiHealth(
  reader: Reader,
  query: Query<'ciHealth'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['ciHealth']>> {
  const { knex } = reader;
  const entities = askedEntities(reader, { decision, ...query });
  const now = reader.now();
  const range = rangeOf(query, now);
  const before = rangeBefore(range);
  const [tests, flaky, flakyBefore, jobs, quarantined, lost, old, meta] =
    await Promise.all([
      sumReports(knex, { entities, ...range }),
      countFlakyTests(knex, { entities, ...range }),
      countFlakyTests(knex, { entities, ...before }),
      listFlakyJobs(knex, { entities, ...range }, { limit: countedJobs }),
      countQuarantine(knex, { entities, now }),
      readLosses(knex, { entities, ...range }),
      readLosses(knex, { entities, ...before }),
      answerMeta(reader, decision),
    ]);
  const rate = ({ flakes, runs }: typeof flaky) =>
    runs > 0 ? Math.min(1, flakes / runs) : null;
  return {
    range: rangeAnswer(range),
    tests,
    flakyTests: flaky.tests,
    flakyJobs: jobs.length,
    flakeRate: measured(rate(flaky), flaky.runs, rate(flakyBefore)),
    quarantined,
    lost: lostHours(lost),
    lostBefore: lostHours(old),
    meta,
  };
}

const grouped = <Key>(
  rows: readonly LossRow[],
  keyOf: (row: LossRow) => Key,
) => {
  const groups = new Map<Key, LossRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .map(([key, own]) => ({ key, rows: own, lost: lostHours(own) }))
    .sort((a, b) => b.lost.totalHours - a.lost.totalHours);
};

/** Hours lost per owning team. */
export async function answerLostTime(
  reader: Reader,
  query: Query<'lostTime'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['lostTime']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const range = rangeOf(query, reader.now());
  const [rows, meta] = await Promise.all([
    readLosses(reader.knex, { entities, ...range }),
    answerMeta(reader, decision),
  ]);
  const ownerOf = ({ entityRef }: LossRow) =>
    (entityRef && reader.index.get(entityRef)?.owner) || null;
  return {
    range: rangeAnswer(range),
    total: lostHours(rows),
    items: grouped(rows, ownerOf).map(({ key, rows: own, lost }) => ({
      owner: key,
      ...lost,
      entities: grouped(own, row => row.entityRef)
        .filter(({ key: entityRef }) => entityRef !== '')
        .slice(0, shownEntities)
        .map(({ key: entityRef, lost: loss }) => ({ entityRef, ...loss })),
    })),
    meta,
  };
}

/** Queue time per runner pool. */
export async function answerQueueByPool(
  reader: Reader,
  query: Query<'queueByPool'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['queueByPool']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const range = rangeOf(query, reader.now());
  const [rows, old, meta] = await Promise.all([
    readPoolBuckets(reader.knex, { entities, ...range }),
    readPoolBuckets(reader.knex, { entities, ...rangeBefore(range) }),
    answerMeta(reader, decision),
  ]);
  const byPool = (counts: typeof rows) => {
    const pools = new Map<string, BucketCount[]>();
    for (const row of counts) {
      pools.set(row.pool, [...(pools.get(row.pool) ?? []), row]);
    }
    return pools;
  };
  const before = byPool(old);
  const items = [...byPool(rows)].map(([pool, counts]) => {
    const at = (quantile: number) =>
      measured(
        quantileFromBuckets(counts, quantile),
        sampleCount(counts),
        quantileFromBuckets(before.get(pool) ?? [], quantile),
      );
    const seconds = counts.reduce((total, { bucket, count }) => {
      const { from, to } = bucketBounds(bucket);
      return total + (count * (from + to)) / 2;
    }, 0);
    return {
      pool,
      p50Seconds: at(0.5),
      p95Seconds: at(0.95),
      hours: seconds / 3600,
    };
  });
  items.sort((a, b) => (b.p95Seconds.value ?? 0) - (a.p95Seconds.value ?? 0));
  return { range: rangeAnswer(range), items, meta };
}

const flakyCursor = z.tuple([z.number(), z.string()]);

/** What is in quarantine now, of the entities of some flaky tests. */
export async function quarantinedTests(
  reader: Reader,
  rows: readonly Pick<FlakyRow, 'entity_ref'>[],
) {
  const refs = rows.flatMap(row => (row.entity_ref ? [row.entity_ref] : []));
  const now = reader.now();
  const open = await listQuarantine(
    reader.knex,
    { entities: onlyEntities(refs), now, active: true },
    { limit: mostQuarantined },
  );
  return (row: Pick<FlakyRow, 'entity_ref' | 'group_name' | 'name'>) => {
    const found = open.find(
      ({ entity_ref, suite, name }) =>
        entity_ref === row.entity_ref &&
        suite === row.group_name &&
        name === row.name,
    );
    return found ? toQuarantine(found, now) : null;
  };
}

/** Tests or jobs that passed and failed on one commit. */
export async function answerListFlaky(
  reader: Reader,
  query: Query<'listFlaky'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listFlaky']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const range = rangeOf(query, reader.now());
  const page = {
    limit: query.limit + 1,
    cursor: query.cursor ? decodeCursor(query.cursor, flakyCursor) : undefined,
  };
  const filter = { entities, ...range, q: query.q };
  const isTests = query.of === 'tests';
  const [rows, meta] = await Promise.all([
    isTests
      ? listFlakyTests(reader.knex, filter, page)
      : listFlakyJobs(reader.knex, filter, page),
    answerMeta(reader, decision),
  ]);
  const shown = rows.slice(0, query.limit);
  const quarantineOf = isTests
    ? await quarantinedTests(reader, shown)
    : () => null;
  const last = shown[shown.length - 1];
  return {
    range: rangeAnswer(range),
    items: shown.map(row =>
      toFlaky(row, isTests ? 'test' : 'job', quarantineOf(row)),
    ),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor([Number(last.flaky_commits), last.id])
        : null,
    meta,
  };
}

/** Tests that take the most time in all. */
export async function answerSlowestTests(
  reader: Reader,
  query: Query<'slowestTests'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['slowestTests']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const range = rangeOf(query, reader.now());
  const [rows, meta] = await Promise.all([
    listSlowTests(
      reader.knex,
      { entities, ...range, before: rangeBefore(range).from },
      query.limit,
    ),
    answerMeta(reader, decision),
  ]);
  return {
    range: rangeAnswer(range),
    items: rows.map(row => {
      const timed = Number(row.timed);
      const timedBefore = Number(row.timed_before ?? 0);
      return {
        entityRef: row.entity_ref,
        suite: row.suite,
        name: row.name,
        file: row.file,
        meanSeconds: measured(
          row.seconds / timed,
          timed,
          timedBefore > 0 ? (row.seconds_before ?? 0) / timedBefore : null,
        ),
        totalSeconds: row.seconds,
      };
    }),
    meta,
  };
}
