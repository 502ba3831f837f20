import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { startGatesBackend } from './__testUtils__/startGatesBackend';
import { asNewEvents, instance, jobEvent, runEvent } from './testing/events';

const shop = 'component:default/shop';
const entity = '/v1/entities/component/default/shop';
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

const report = (
  attempt: number,
  category: 'tests' | 'coverage',
  records: object[],
  summary: Record<string, number> = {},
  commit = 'abc1234',
): NewEvent<'report.received.v1'> => ({
  type: 'report.received.v1',
  entityRef: shop,
  occurredAt: new Date(Date.now() - 600_000 + attempt * 1000),
  deliveryId: `${category}-${commit}-${attempt}`.padEnd(26, '0'),
  data: {
    category,
    format: category === 'tests' ? 'junit' : 'lcov',
    commit,
    branch: 'main',
    bytes: 1,
    recordCount: records.length,
    rejectedCount: 0,
    summary,
    run: { instance, externalId: '7', attempt, job: 'unit' },
  },
  records,
});

const testCase = (name: string, result: string) => ({
  suite: 'Cart',
  name,
  result,
  seconds: 2,
  ...(result === 'failed' ? { message: 'expected 1' } : {}),
});

describe('the API of tests, coverage and CI health', () => {
  let portal: Awaited<ReturnType<typeof startGatesBackend>>;

  beforeAll(async () => {
    portal = await startGatesBackend({ config: {} });
    const times = { queuedAt: ago(20), startedAt: ago(14), finishedAt: ago(8) };
    const job = (
      externalId: string,
      runAttempt: number,
      result: 'failure' | 'success',
    ) =>
      jobEvent({
        externalId,
        runExternalId: '7',
        runAttempt,
        result,
        sha: 'abc1234',
        ...times,
        observedAt: times.finishedAt,
      });
    const run = (attempt: number, result: 'failure' | 'success') =>
      runEvent({
        externalId: '7',
        attempt,
        result,
        sha: 'abc1234',
        createdAt: ago(20),
        ...times,
        observedAt: times.finishedAt,
      });
    await portal.eventLog.append([
      ...asNewEvents([
        run(1, 'failure'),
        run(2, 'success'),
        job('71', 1, 'failure'),
        job('72', 2, 'success'),
      ]),
      report(
        1,
        'tests',
        [testCase('adds (two)', 'failed'), testCase('removes', 'passed')],
        { tests: 2, passed: 1, failed: 1, seconds: 4 },
      ),
      report(
        2,
        'tests',
        [testCase('adds (two)', 'passed'), testCase('removes', 'passed')],
        { tests: 2, passed: 2, seconds: 4 },
      ),
      report(
        1,
        'coverage',
        [{ path: 'a.ts', linesCovered: 1, linesTotal: 4 }],
        {},
        'old0000',
      ),
      report(2, 'coverage', [{ path: 'a.ts', linesCovered: 3, linesTotal: 4 }]),
    ]);
    await portal.log.drain('pipelines');
    await portal.log.drain('pipelines-tests');
  });
  afterAll(() => portal.stop());

  const body = async (path: string) => {
    const answer = await portal.get(path);
    expect([path, answer.status, answer.body.error]).toEqual([
      path,
      200,
      undefined,
    ]);
    return answer.body;
  };

  it('tells the tiles of CI health, and what was lost to whom', async () => {
    expect(await body('/v1/ci-health')).toMatchObject({
      tests: { reports: 2, tests: 4, failed: 1 },
      flakyTests: 1,
      flakyJobs: 1,
      flakeRate: { value: 0.25, n: 4 },
      quarantined: 0,
      lost: { jobs: 2, retries: 1 },
    });
    const lost = await body('/v1/ci-health/lost-time');
    expect(lost.items).toMatchObject([
      { owner: 'group:default/pay', entities: [{ entityRef: shop }] },
    ]);
    // Two jobs that queued for six minutes, and six minutes of a first attempt.
    expect(lost.total.queueHours).toBeCloseTo(0.2, 1);
    expect(lost.total.retryHours).toBeCloseTo(0.1, 2);
    const { items } = await body('/v1/ci-health/queues');
    expect(items).toMatchObject([
      { pool: 'linux-large', p50Seconds: { n: 2 } },
    ]);
  });

  it('lists flaky tests and jobs, and slow tests', async () => {
    const tests = await body('/v1/ci-health/flaky?q=ADDS');
    expect(tests.items).toMatchObject([
      {
        kind: 'test',
        name: 'adds (two)',
        flakyCommits: 1,
        commits: 1,
        quarantine: null,
        lastRun: { externalId: '7', attempt: 2 },
      },
    ]);
    const jobs = await body('/v1/ci-health/flaky?of=jobs');
    expect(jobs.items).toMatchObject([
      {
        kind: 'job',
        entityRef: shop,
        group: 'CI',
        name: 'unit',
        lastSha: 'abc1234',
      },
    ]);
    const slow = await body('/v1/ci-health/slowest-tests');
    expect(slow.items[0]).toMatchObject({
      totalSeconds: 4,
      meanSeconds: { value: 2, n: 2 },
    });
  });

  it('shows the tests of a run page by page, failed ones first', async () => {
    const path = `/v1/runs/${instance}/7/1/tests?limit=1`;
    const first = await body(path);
    expect(first).toMatchObject({
      counts: { tests: 2, failed: 1 },
      cases: [
        {
          name: 'adds (two)',
          result: 'failed',
          message: 'expected 1',
          knownFlaky: true,
        },
      ],
    });
    const second = await body(`${path}&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({
      cases: [{ name: 'removes' }],
      nextCursor: null,
    });
    expect((await body(`/v1/runs/${instance}/99/1/tests`)).reports).toEqual([]);
    const history = await body(
      `${entity}/test-history?suite=Cart&name=adds%20(two)`,
    );
    expect(history.items).toMatchObject([
      { result: 'passed' },
      { result: 'failed' },
    ]);
    expect(history.flaky).toMatchObject({ flakyCommits: 1 });
    expect((await body(`${entity}/tests?branch=main`)).items).toHaveLength(2);
  });

  it('shows coverage of a run against what came before, and its trend', async () => {
    expect(await body(`/v1/runs/${instance}/7/2/coverage`)).toMatchObject({
      coverage: { lines: { covered: 3, total: 4, ratio: 0.75 } },
      previous: { sha: 'old0000' },
      linesDelta: 0.5,
      files: [{ path: 'a.ts' }],
    });
    const trend = await body(`${entity}/coverage`);
    expect(trend).toMatchObject({ branch: 'main', latest: { sha: 'abc1234' } });
    expect(trend.points).toHaveLength(1);
  });

  it('keeps a quarantine list that a CI reads with one request', async () => {
    const empty = await portal.get(`${entity}/quarantine?format=regex`);
    expect(empty.text).toBe('^$\n');
    const entry = {
      entityRef: shop,
      suite: 'Cart',
      name: 'adds (two)',
      reason: 'waits for the clock',
      until: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const added = await portal.post('/v1/quarantine').send(entry);
    expect(added.body).toMatchObject({
      active: true,
      createdBy: 'user:default/ada',
    });
    const regex = await portal.get(`${entity}/quarantine?format=regex`);
    expect(regex.text).toBe('^(adds \\(two\\))$\n');
    expect(regex.headers['content-type']).toMatch(/text\/plain/);
    const lines = await portal.get(`${entity}/quarantine?format=lines`);
    expect(lines.text).toBe('Cart\tadds (two)\n');
    expect(
      (await body('/v1/ci-health/flaky')).items[0].quarantine,
    ).toMatchObject({ id: added.body.id });
    const ended = await portal
      .post(`/v1/quarantine/${added.body.id}/end`)
      .send({});
    expect(ended.body).toMatchObject({
      active: false,
      endedBy: 'user:default/ada',
    });
    expect((await body('/v1/quarantine')).items).toEqual([]);
    expect((await body('/v1/quarantine?state=ended')).items).toHaveLength(1);
    const audit = await portal
      .knex('audit_record')
      .whereLike('action', 'test.%')
      .orderBy('id');
    expect(audit).toMatchObject([
      {
        action: 'test.quarantine',
        actor: 'user:default/ada',
        target: shop,
        reason: 'waits for the clock',
      },
      { action: 'test.release' },
    ]);
    const late = await portal.post('/v1/quarantine').send({
      ...entry,
      until: new Date(Date.now() + 200 * 86_400_000).toISOString(),
    });
    expect(late.status).toBe(400);
  });

  it('lets only those who may change the tests of an entity', async () => {
    portal.authorizeConditional.mockImplementation(async () => [
      {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'pipelines',
        resourceType: 'pipeline-run',
        conditions: {
          rule: 'IS_OWNED_BY',
          resourceType: 'pipeline-run',
          params: { claims: ['group:default/find'] },
        },
      } as unknown as { result: typeof AuthorizeResult.ALLOW },
    ]);
    const refused = await portal.post('/v1/quarantine', 'eve').send({
      entityRef: shop,
      name: 'removes',
      reason: 'because',
      until: new Date(Date.now() + 86_400_000).toISOString(),
    });
    expect(refused.status).toBe(403);
    expect((await body('/v1/ci-health')).tests.reports).toBe(0);
    expect((await body(`${entity}/tests`)).items).toEqual([]);
  });
});
