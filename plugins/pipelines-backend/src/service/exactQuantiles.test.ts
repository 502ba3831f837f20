import fc from 'fast-check';
import { bucketOf } from '@quarterdeck/plugin-pipelines-common';
import { readRunSlots, runConditions } from '../database/rollupQueries';
import { instance, project, runEvent } from '../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../testing/projectionDatabase';
import { everyEntity } from './entitySet';
import { readDurations } from './exactQuantiles';
import { summarize } from './slots';

const start = Date.parse('2026-09-01T00:00:00Z');
const range = {
  from: new Date(start),
  to: new Date(start + 3 * 86_400_000),
};

describe('exact quantiles', () => {
  let database: ProjectionDatabase;
  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  beforeEach(() => database.clear());
  afterAll(() => database.drop());

  const finished = (index: number, seconds: number, conclusion = 'success') => {
    const at = (offset: number) =>
      new Date(start + index * 60_000 + offset * 1000).toISOString();
    return runEvent({
      externalId: String(index),
      createdAt: at(0),
      queuedAt: at(0),
      startedAt: at(0),
      finishedAt: at(seconds),
      observedAt: at(seconds),
      rawResult: conclusion,
      result: conclusion === 'success' ? 'success' : 'cancelled',
    });
  };

  const answered = async () => {
    const filter = { entities: everyEntity };
    const rows = await readRunSlots(
      database.knex,
      { ...filter, ...range },
      { unit: 'day', zone: 'UTC' },
    );
    const [durations] = await readDurations(
      database.knex,
      runConditions(filter),
      [{ ...range, counts: summarize(rows).buckets }],
    );
    return durations;
  };

  const expected = async () => {
    const { rows } = await database.knex.raw(
      `select percentile_cont(0.5) within group (order by run_seconds) as p50,
              percentile_cont(0.95) within group (order by run_seconds) as p95
         from pipeline_run
        where is_latest and outcome in ('passed', 'flaky', 'failed')`,
    );
    return rows[0];
  };

  it('are what percentile_cont says of the same runs', async () => {
    const seconds = fc.oneof(
      fc.integer({ min: 0, max: 100_000_000 }).map(ms => ms / 1000),
      // Many within one bucket, and on the bounds between two.
      fc.integer({ min: 60_000, max: 63_000 }).map(ms => ms / 1000),
      fc.constantFrom(0, 0.1, 0.101, 0.2, 0.8, 12.8, 25.6, 102.4),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(seconds, { minLength: 1, maxLength: 60 }),
        async values => {
          await database.clear();
          await database.apply(
            values.map((value, index) => finished(index, value)),
          );
          const found = await answered();
          const wanted = await expected();
          expect(found.p50).toBeCloseTo(wanted.p50, 6);
          expect(found.p95).toBeCloseTo(wanted.p95, 6);
          const { rows } = await database.knex.raw(
            'select run_seconds, run_bucket from pipeline_run',
          );
          for (const row of rows) {
            expect(row.run_bucket).toBe(bucketOf(row.run_seconds));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leave out cancelled runs, and say nothing without runs', async () => {
    expect(await answered()).toEqual({ p50: null, p95: null });
    await database.apply([
      finished(1, 60),
      finished(2, 61),
      finished(3, 9000, 'cancelled'),
    ]);
    expect((await answered()).p50).toBeCloseTo(60.5, 6);
  });

  it('read one pipeline when asked for one', async () => {
    await database.apply([finished(1, 10), finished(2, 20)]);
    const of = {
      entityRef: null,
      instance,
      project,
      pipeline: 'no-such-pipeline',
    };
    const counts = [{ bucket: bucketOf(10), count: 1 }];
    const [durations] = await readDurations(
      database.knex,
      [],
      [{ ...range, of, counts }],
    );
    // Its sample is not there: the value stays within the bucket.
    expect(durations.p50).toBeGreaterThan(9);
    expect(durations.p50).not.toBe(10);
  });
});
