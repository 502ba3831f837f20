import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  ConsumeOptions,
  ConsumerLag,
  eventLogAdminServiceRef,
  eventLogServiceRef,
} from '@quarterdeck/plugin-ingest-node';
import {
  createStaticEntityIndex,
  entityIndexServiceRef,
} from '@quarterdeck/plugin-portal-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import request from 'supertest';
import { pipelinesPlugin } from './plugin';
import {
  asBatch,
  instance,
  jobEvent,
  minute,
  project,
  pushEvent,
  runEvent,
  TestEvent,
  testEvent,
} from './testing/events';

const component = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', lifecycle: 'production', owner },
});

const authorizeConditional = jest.fn();

describe('pipelinesPlugin', () => {
  let database: TestDatabase;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let consumer: ConsumeOptions | undefined;
  let position = 1;
  let lag: ConsumerLag = { seconds: 0, stopped: false };

  const apply = async (events: readonly TestEvent[]) => {
    const batch = asBatch(events, position);
    position += events.length;
    await database.knex.transaction(async tx => {
      await consumer?.handle(batch, tx);
    });
  };

  const get = (path: string) =>
    request(backend.server).get(`/api/pipelines${path}`);

  const run = (
    externalId: string,
    at: number,
    data: Parameters<typeof runEvent>[0] = {},
    entityRef?: string,
  ) =>
    runEvent(
      {
        externalId,
        createdAt: minute(at),
        queuedAt: minute(at),
        startedAt: minute(at),
        finishedAt: minute(at + 5),
        observedAt: minute(at + 5),
        ...data,
      },
      entityRef,
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    backend = await startTestBackend({
      features: [
        pipelinesPlugin,
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({
            getClient: async () => database.knex,
            migrations: { skip: false },
          }),
        }),
        createServiceFactory({
          service: eventLogServiceRef,
          deps: {},
          factory: () => ({
            append: async () => ({ positions: [] }),
            statement: () => undefined,
            consume: async options => {
              if (options.consumer === 'pipelines') consumer = options;
            },
            records: async function* none() {},
            recordLines: async function* none() {},
            lag: async () => lag,
          }),
        }),
        createServiceFactory({
          service: eventLogAdminServiceRef,
          deps: {},
          factory: () => ({
            status: async () => ({
              head: '0',
              oldest: '0',
              partitions: 0,
              readers: [],
            }),
            deadLetters: async () => [],
            replayDeadLetter: async () => false,
            restartReader: async () => false,
            rebuildReader: async () => false,
            eventsBetween: async () => [],
            horizon: async () => '0',
          }),
        }),
        createServiceFactory({
          service: entityIndexServiceRef,
          deps: {},
          factory: () =>
            createStaticEntityIndex([
              component('shop', 'group:default/pay'),
              component('search', 'group:default/find'),
            ]),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => undefined }),
        }),
        mockServices.permissions.mock({ authorizeConditional }).factory,
        actionsRegistryServiceMock.factory(),
      ],
    });
    await apply([
      pushEvent({ before: 's0', after: 's1', pushedAt: minute(0) }),
      pushEvent({
        before: 's1',
        after: 's3',
        pushedAt: minute(19),
        commits: [
          { sha: 's2', message: 'rename ids', paths: ['src/ids.ts'] },
          {
            sha: 's3',
            message: 'move the pool\n\nbecause',
            author: { login: 'ada', kind: 'person' },
            paths: ['src/testing/pool.ts'],
          },
        ],
      }),
      run('1', 0, { sha: 's1', commit: { sha: 's1', message: 'first' } }),
      run('2', 20, {
        sha: 's3',
        result: 'failure',
        commit: {
          sha: 's3',
          message: 'move the pool\n\nbecause',
          author: { login: 'ada', kind: 'person' },
        },
      }),
      jobEvent({
        externalId: '21',
        runExternalId: '2',
        name: 'integration',
        result: 'failure',
        failureMessage: 'TimeoutError at src/testing/pool.ts:48',
        queuedAt: minute(20),
        startedAt: minute(21),
        finishedAt: minute(25),
        observedAt: minute(25),
        steps: [
          {
            ordinal: 1,
            name: 'checkout',
            state: 'completed',
            result: 'success',
          },
          {
            ordinal: 2,
            name: 'run tests',
            state: 'completed',
            result: 'failure',
          },
        ],
      }),
      run('3', 40, {
        state: 'executing',
        branch: 'feature',
        finishedAt: undefined,
      }),
      run('4', 30, { project: 'acme/find' }, 'component:default/search'),
      testEvent(
        'deployment.v1',
        {
          provider: 'github',
          instance,
          project,
          externalId: 'd1',
          environment: { name: 'production', tier: 'production' },
          state: 'succeeded',
          createdAt: minute(6),
          finishedAt: minute(7),
          observedAt: minute(7),
        },
        { entityRef: 'component:default/shop' },
      ),
      testEvent(
        'change.v1',
        {
          provider: 'github',
          instance,
          project,
          externalId: '2318',
          title: 'move the pool',
          state: 'merged',
          mergeSha: 's3',
          observedAt: minute(19),
        },
        { entityRef: 'component:default/shop' },
      ),
    ]);
  });

  beforeEach(() => {
    authorizeConditional.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
  });

  afterAll(async () => {
    await backend?.stop();
    await database?.drop();
  });

  it('lists active runs first, then the newest, with a total', async () => {
    const { status, body } = await get('/v1/runs?total=true');
    expect(status).toBe(200);
    expect(
      body.items.map((item: { externalId: string }) => item.externalId),
    ).toEqual(['3', '4', '2', '1']);
    expect(body.total).toEqual({ count: 4, capped: false });
    expect(body.items[0].status).toEqual({
      key: 'running',
      state: 'info',
      word: 'Running',
    });
  });

  it('walks the whole list by cursor, each run once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const {
        body,
      }: {
        body: { items: { externalId: string }[]; nextCursor: string | null };
      } = await get(`/v1/runs?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(item => item.externalId));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(['3', '4', '2', '1']);
  });

  it.each([
    ['status=failed', ['2']],
    ['statusNot=failed,running', ['4', '1']],
    ['scope=group:default/find', ['4']],
    [
      'entity=component:default/shop,component:default/search&limit=2',
      ['3', '4'],
    ],
    ['branch=feature', ['3']],
    ['defaultBranch=true', ['4', '2', '1']],
    ['q=s3', ['2']],
    [`from=${minute(26)}&to=${minute(39)}`, ['4']],
  ])('narrows by %s', async (query, expected) => {
    const { status, body } = await get(`/v1/runs?${query}`);
    expect(status).toBe(200);
    expect(
      body.items.map((item: { externalId: string }) => item.externalId),
    ).toEqual(expected);
  });

  it('says what is wrong with a query', async () => {
    const { status, body } = await get('/v1/runs?status=broken');
    expect(status).toBe(400);
    expect(body.error.path).toContain('status');
    expect((await get('/v1/runs?cursor=nonsense')).status).toBe(400);
  });

  it('shows a failed run with its step, job times and change', async () => {
    const { status, body } = await get(`/v1/runs/${instance}/2/1`);
    expect(status).toBe(200);
    expect(body.failure).toMatchObject({
      job: 'integration',
      step: 'run tests',
      sameFailures: 1,
    });
    expect(body.run).toMatchObject({ queueSeconds: 60, runSeconds: 240 });
    expect(body.criticalPath).toEqual(['integration']);
    expect(body.changes).toMatchObject([{ externalId: '2318' }]);
    expect(body.jobs[0].steps).toHaveLength(2);
  });

  it('lists the commits since the last green run and marks the likely one', async () => {
    const { body } = await get(`/v1/runs/${instance}/2/1/since-green`);
    expect(body.green).toMatchObject({ externalId: '1' });
    expect(body.complete).toBe(true);
    expect(
      body.commits.map((commit: { sha: string; likely: string | null }) => [
        commit.sha,
        commit.likely,
      ]),
    ).toEqual([
      ['s3', 'touches src/testing/pool.ts'],
      ['s2', null],
    ]);
  });

  it('says that history does not reach back to a green run', async () => {
    const { body } = await get(`/v1/runs/${instance}/1/1/since-green`);
    expect(body).toMatchObject({ green: null, complete: false });
  });

  it('gives the strip oldest first', async () => {
    const { body } = await get(`/v1/runs/${instance}/2/1/history`);
    expect(
      body.items.map((item: { externalId: string }) => item.externalId),
    ).toEqual(['1', '2']);
  });

  it('counts the tiles of a range', async () => {
    const range = `from=${minute(-60)}&to=${minute(120)}`;
    const { status, body } = await get(`/v1/overview?${range}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ serviceCount: 2, runCount: 3 });
    expect(body.successRate).toMatchObject({
      n: 3,
      tooFew: true,
      previous: null,
    });
    expect(body.successRate.value).toBeCloseTo(2 / 3);
    expect(body.durationP50Seconds.value).toBeGreaterThan(230);
    expect(body.queueP95Seconds).toMatchObject({
      n: 1,
      worstPool: { name: 'linux-large' },
    });
  });

  it('tells no data from zero', async () => {
    const { body } = await get('/v1/overview?from=2020-01-01&to=2020-01-02');
    expect(body.successRate).toMatchObject({
      value: null,
      n: 0,
      reason: 'no_data',
    });
    expect(body.waitingAtGate).toEqual({ count: 0, longestSince: null });
  });

  it('cuts days in the zone asked for and marks the cut ones', async () => {
    const { status, body } = await get(
      `/v1/trend?from=2026-09-16T15:00:00Z&to=2026-09-17T20:00:00Z&zone=Asia/Tokyo`,
    );
    expect(status).toBe(200);
    expect(
      body.days.map((day: { day: string; partial: boolean; n: number }) => [
        day.day,
        day.partial,
        day.n,
      ]),
    ).toEqual([
      ['2026-09-17', false, 3],
      ['2026-09-18', true, 0],
    ]);
  });

  it('answers home, entity, slowest, facets, jobs, deployments, changes, gates', async () => {
    const home = await get('/v1/home?scope=group:default/pay');
    expect(home.body.services).toMatchObject([
      { entityRef: 'component:default/shop' },
    ]);
    const summary = await get('/v1/entities/component/default/shop/summary');
    expect(summary.body).toMatchObject({ hasRuns: true });
    expect(
      summary.body.lastRuns.map(
        (item: { externalId: string }) => item.externalId,
      ),
    ).toEqual(['1', '2']);
    const none = await get('/v1/entities/component/default/none/summary');
    expect(none.body).toMatchObject({ hasRuns: false, status: null });
    const slowest = await get(
      `/v1/slowest?of=jobs&from=${minute(-600)}&to=${minute(600)}`,
    );
    expect(slowest.body.items).toMatchObject([{ job: 'integration' }]);
    const facets = await get('/v1/facets?q=C');
    expect(facets.body).toMatchObject({ pipelines: ['CI'], capped: false });
    expect((await get('/v1/jobs')).body.items).toHaveLength(1);
    expect((await get('/v1/deployments')).body.items).toMatchObject([
      { outcome: 'succeeded', finishedAt: minute(7) },
    ]);
    expect((await get('/v1/changes?state=merged')).body.items).toHaveLength(1);
    expect((await get('/v1/gates')).body.items).toEqual([]);
    expect((await get('/v1/freshness')).body).toMatchObject({
      lastEventAt: minute(10),
      visibility: 'all',
    });
    expect((await get('/openapi.json')).status).toBe(200);
  });

  it('exports what the filter says, formulas as text', async () => {
    await apply([run('9', 50, { title: '=cmd()', branch: 'formula' })]);
    const { text, headers } = await get('/v1/runs/export?branch=formula');
    expect(headers['content-type']).toContain('text/csv');
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect(text).toContain("'=cmd()");
    const json = await get('/v1/runs/export?format=json&branch=formula');
    expect(JSON.parse(json.text)).toHaveLength(1);
  });

  it("leaves out other teams' rows when the policy says so", async () => {
    authorizeConditional.mockResolvedValue([
      {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'pipelines',
        resourceType: 'pipeline-run',
        conditions: {
          anyOf: [
            {
              rule: 'IS_OWNED_BY',
              resourceType: 'pipeline-run',
              params: { claims: ['group:default/find'] },
            },
          ],
        },
      },
    ]);
    const { body } = await get('/v1/runs');
    expect(body.items).toMatchObject([{ externalId: '4' }]);
    expect(body.meta.visibility).toBe('own');
    expect((await get(`/v1/runs/${instance}/2/1`)).status).toBe(404);
    expect((await get(`/v1/runs/${instance}/4/1`)).status).toBe(200);
    expect(
      (await get('/v1/entities/component/default/shop/summary')).status,
    ).toBe(403);
    expect((await get('/v1/deployments')).body.items).toEqual([]);
  });

  it('says that it is stale when the reader of the log is late or stopped', async () => {
    authorizeConditional.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
    const meta = async () => (await get('/v1/runs')).body.meta;
    lag = { seconds: 29, stopped: false };
    expect(await meta()).toMatchObject({ stale: false, lagSeconds: 29 });
    lag = { seconds: 31, stopped: false };
    expect(await meta()).toMatchObject({ stale: true, lagSeconds: 31 });
    lag = { seconds: 2, stopped: true };
    expect(await meta()).toMatchObject({ stale: true, lagSeconds: 2 });
    lag = { seconds: 0, stopped: false };
  });

  it('refuses who may see nothing', async () => {
    authorizeConditional.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    const { status, body } = await get('/v1/failing');
    expect(status).toBe(403);
    expect(body.error.message).toContain('pipelines.run.read');
  });
});
