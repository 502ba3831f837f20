import { Knex } from 'knex';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { AnyLogEvent, LogEvent } from '@quarterdeck/plugin-ingest-node';
import { migrateUnderLock } from '@quarterdeck/plugin-portal-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import {
  asBatch,
  jobEvent,
  minute,
  TestEvent,
  testEvent,
} from '../../testing/events';
import {
  listFlakyJobs,
  listFlakyTests,
  listSlowTests,
} from '../../database/tests/healthQueries';
import { everyEntity } from '../entitySet';
import { latestCoverage, testResults } from './testEvidence';
import { projectTestBatch, testTables } from './testsConsumer';

const shop = 'component:default/shop';
const range = {
  entities: everyEntity,
  from: new Date(minute(-60)),
  to: new Date(minute(60)),
};

interface Given {
  receipt: string;
  event: TestEvent;
  records: object[];
}

const testCase = (name: string, result: string, more: object = {}) => ({
  suite: 'Cart',
  name,
  result,
  ...more,
});

const report = (
  receipt: string,
  data: object,
  records: object[],
  summary: Record<string, number> = {},
): Given => ({
  receipt,
  records,
  event: testEvent(
    'report.received.v1',
    {
      category: 'tests',
      format: 'junit',
      commit: 'abc1234',
      bytes: 1,
      recordCount: records.length,
      summary,
      ...data,
    },
    { entityRef: shop },
  ),
});

describe('the projection of tests', () => {
  let database: TestDatabase;
  let knex: Knex;
  let position = 1;

  beforeAll(async () => {
    database = await createTestDatabase();
    knex = database.knex;
    await migrateUnderLock(knex, {
      directory: resolvePackagePath(
        '@quarterdeck/plugin-pipelines-backend',
        'migrations',
      ),
    });
  });
  beforeEach(() => knex.raw(`TRUNCATE ${testTables.join(', ')}`));
  afterAll(() => database.drop());

  const apply = async (given: readonly Given[]) => {
    const records = new Map<string, object[]>();
    const batch = asBatch(
      given.map(({ event }) => event),
      position,
    ).map((event, index): AnyLogEvent => {
      records.set(event.position, given[index].records);
      return { ...event, deliveryId: given[index].receipt };
    });
    position += given.length;
    await knex.transaction(tx =>
      projectTestBatch(batch, tx, async function* read(event: LogEvent) {
        yield* records.get(event.position) ?? [];
      }),
    );
  };
  const dump = async () => {
    const tables: Record<string, string[]> = {};
    for (const table of testTables) {
      const rows: Record<string, unknown>[] = await knex(table).select();
      tables[table] = rows
        .map(row => JSON.stringify({ ...row, position: undefined }))
        .sort();
    }
    return tables;
  };

  const first = report(
    'r1',
    { run: { instance: 'ci.example', externalId: '7', attempt: 1 } },
    [
      testCase('adds', 'failed', { message: 'expected 1', seconds: 2 }),
      testCase('removes', 'passed', { seconds: 1 }),
    ],
    { tests: 2, passed: 1, failed: 1, seconds: 3 },
  );
  const second = report(
    'r2',
    { run: { instance: 'ci.example', externalId: '7', attempt: 2 } },
    [testCase('adds', 'passed'), testCase('removes', 'passed')],
    { tests: 2, passed: 2, failed: 0 },
  );
  const elsewhere = report(
    'r3',
    { commit: 'def5678' },
    [testCase('adds', 'passed'), testCase('removes', 'failed')],
    { tests: 2, passed: 1, failed: 1 },
  );

  it('calls a test flaky that failed and passed on one commit, and no other', async () => {
    await apply([first, second, elsewhere]);
    const flaky = await listFlakyTests(knex, range, { limit: 10 });
    expect(flaky).toMatchObject([
      {
        name: 'adds',
        group_name: 'Cart',
        flaky_commits: '1',
        commits: '2',
        last_sha: 'abc1234',
      },
    ]);
  });

  it('comes to the same in any order, and when reports are read again', async () => {
    await apply([first, second, elsewhere]);
    const expected = await dump();
    await knex.raw(`TRUNCATE ${testTables.join(', ')}`);
    await apply([elsewhere]);
    await apply([second]);
    await apply([first, second]);
    await apply([elsewhere, first]);
    expect(await dump()).toEqual(expected);
  });

  it('is corrected by a mended parser', async () => {
    await apply([first, second]);
    await apply([
      { ...first, records: second.records, event: { ...second.event } },
    ]);
    expect(await listFlakyTests(knex, range, { limit: 10 })).toEqual([]);
    const [slow] = await listSlowTests(
      knex,
      { ...range, before: range.from },
      10,
    ).then(rows => rows);
    expect(slow).toBeUndefined();
  });

  it('takes a pass on a retry inside one report for flaky', async () => {
    await apply([
      report('r4', {}, [testCase('adds', 'passed', { flaky: true })]),
    ]);
    expect(await listFlakyTests(knex, range, { limit: 10 })).toHaveLength(1);
  });

  it('gives the last attempt of a run as evidence, and nothing for nothing', async () => {
    await apply([first, second]);
    await expect(testResults(knex, shop, 'abc1234')).resolves.toMatchObject({
      tests: 2,
      failed: 0,
      reports: 1,
    });
    await expect(testResults(knex, shop, '0000000')).resolves.toBeUndefined();
  });

  it('sums coverage of a commit over its reports, a file once', async () => {
    const coverage = (receipt: string, job: string, records: object[]) =>
      report(
        receipt,
        {
          category: 'coverage',
          format: 'lcov',
          run: { instance: 'ci.example', externalId: '7', job },
        },
        records,
      );
    const file = (path: string, linesCovered: number) => ({
      path,
      linesCovered,
      linesTotal: 10,
    });
    await apply([
      coverage('c1', 'unit', [file('a.ts', 4), file('b.ts', 5)]),
      coverage('c2', 'e2e', [file('a.ts', 8)]),
    ]);
    await expect(latestCoverage(knex, shop, 'abc1234')).resolves.toMatchObject({
      lines: { covered: 13, total: 20, ratio: 0.65 },
      branches: null,
      files: 2,
      parts: ['e2e', 'unit'],
    });
    await expect(
      latestCoverage(knex, shop, '0000000'),
    ).resolves.toBeUndefined();
  });

  it('calls a job flaky that failed and passed on one commit, across attempts', async () => {
    const job = (
      externalId: string,
      result: 'failure' | 'success',
      attempt = 1,
      sha = 'abc',
    ) => ({
      receipt: externalId,
      records: [],
      event: jobEvent({ externalId, result, runAttempt: attempt, sha }),
    });
    const events = [
      job('1', 'failure'),
      job('2', 'success', 2),
      job('3', 'success', 1, 'def'),
    ];
    await apply(events);
    const expected = await dump();
    await apply([...events].reverse());
    expect(await dump()).toEqual(expected);
    const rows = await listFlakyJobs(knex, range, { limit: 10 });
    expect(rows).toMatchObject([
      { name: 'unit', group_name: 'CI', flaky_commits: '1', commits: '2' },
    ]);
  });
});
