import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  arrivedEvent,
  deploymentEvent,
  stepEvent,
} from '../../testing/deploymentEvents';
import {
  instance,
  minute,
  project,
  pushEvent,
  testEvent,
} from '../../testing/events';
import {
  ownOnly,
  startDeploymentsApi,
} from '../../__testUtils__/startDeploymentsApi';

const staging = { name: 'staging', tier: 'staging' } as const;

const push = (before: string, at: number, ...shas: string[]) =>
  pushEvent({
    before,
    after: shas.at(-1) ?? before,
    pushedAt: minute(at),
    compareUrl: `https://git.example/compare/${before}`,
    commits: shas.map(sha => ({
      sha,
      message: sha === 'c3' ? "Merge branch 'topic'" : `change ${sha}`,
      committedAt: minute(at - 1),
    })),
  });

describe('the API of deployments', () => {
  let api: Awaited<ReturnType<typeof startDeploymentsApi>>;
  beforeAll(async () => {
    api = await startDeploymentsApi();
  });
  afterAll(() => api.drop());
  beforeEach(async () => {
    await api.clear();
    await api.knex('freeze_window').delete();
    api.authorizeConditional.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
  });

  const detail = (externalId: string) =>
    api.read(`/v1/deployments/${instance}/${externalId}`);
  const kinds = async () =>
    Object.fromEntries(
      (await api.read('/v1/deployments?attempts=true')).items.map(
        (item: { externalId: string; kind: string }) => [
          item.externalId,
          item.kind,
        ],
      ),
    );

  it('calls V1→V2→V3→V1 a rollback and V1→V1 a redeploy, in any order', async () => {
    await api.apply(
      [
        arrivedEvent('d5', 'c1', 50),
        arrivedEvent('d3', 'c3', 30),
        arrivedEvent('d1', 'c1', 10),
        arrivedEvent('d4', 'c1', 40),
        arrivedEvent('d2', 'c2', 20),
      ],
      1,
    );
    expect(await kinds()).toEqual({
      d1: 'planned',
      d2: 'planned',
      d3: 'planned',
      d4: 'rollback',
      d5: 'redeploy',
    });
    expect((await detail('d4')).deployment).toMatchObject({
      previous: { externalId: 'd3' },
      supersededBy: { externalId: 'd5' },
      live: false,
      baseline: null,
    });
    expect((await detail('d5')).deployment.live).toBe(true);
    expect((await detail('d1')).deployment.baseline).toBe('first');
  });

  it('counts a re-run that made a deployment of its own as an attempt', async () => {
    const run = { runExternalId: '7' };
    await api.apply([
      arrivedEvent('d0', 'c0', 5),
      arrivedEvent('d1', 'c1', 10, { ...run, runAttempt: 1, state: 'failed' }),
      arrivedEvent('d2', 'c1', 20, { ...run, runAttempt: 2 }),
    ]);
    const { items } = await api.read('/v1/deployments');
    expect(
      items.map((item: { externalId: string }) => item.externalId),
    ).toEqual(['d2', 'd0']);
    const second = await detail('d2');
    expect(second.deployment).toMatchObject({
      kind: 'planned',
      finishedAt: minute(20),
    });
    expect(second.attempts).toMatchObject([
      { externalId: 'd1', isLatestAttempt: false },
    ]);
  });

  it('tells the commits between two deployments with the lead time of each', async () => {
    await api.apply([
      push('c0', 1, 'c1'),
      push('c1', 11, 'c2', 'c3'),
      push('c3', 15, 'c4'),
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('d2', 'c4', 20),
      testEvent('change.v1', {
        provider: 'github',
        instance,
        project,
        externalId: '12',
        title: 'faster',
        state: 'merged',
        mergeSha: 'c4',
        observedAt: minute(15),
      }),
    ]);
    const page = await detail('d2');
    expect(page.commits).toMatchObject({
      count: { commits: 3 },
      medianLeadTimeSeconds: (10 + 6) * 30,
      items: [
        { sha: 'c4', leadTimeSeconds: 6 * 60 },
        { sha: 'c3', isMerge: true, leadTimeSeconds: null },
        { sha: 'c2', leadTimeSeconds: 10 * 60 },
      ],
    });
    expect(page.changes).toMatchObject([{ externalId: '12' }]);
    const first = await detail('d1');
    expect(first.commits.items).toEqual([]);
    expect(first.commits.count.reason).toBe('no_environment_before');
  });

  it('gives no second lead time to what ran before a rollback', async () => {
    await api.apply([
      push('c0', 1, 'c1'),
      push('c1', 11, 'c2'),
      push('c2', 25, 'c4'),
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('d2', 'c2', 15),
      arrivedEvent('d3', 'c1', 20),
      arrivedEvent('d4', 'c4', 30),
    ]);
    expect((await detail('d4')).commits.items).toMatchObject([
      { sha: 'c4', leadTimeSeconds: 6 * 60 },
      { sha: 'c2', leadTimeSeconds: null },
    ]);
    expect((await detail('d3')).commits).toMatchObject({
      items: [],
      count: { commits: -1 },
    });
  });

  it('never goes below zero where clocks disagree', async () => {
    await api.apply([
      push('c0', 1, 'c1'),
      push('c1', 40, 'c2'),
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('d2', 'c2', 20),
    ]);
    expect((await detail('d2')).commits.items[0].leadTimeSeconds).toBe(0);
  });

  it('shows what each service runs where, and how far it is behind', async () => {
    await api.apply([
      push('c0', 1, 'c1'),
      push('c1', 11, 'c2', 'c3'),
      push('c3', 15, 'c4'),
      arrivedEvent('s1', 'c3', 16, { environment: staging }),
      arrivedEvent('p1', 'c1', 10, { region: 'eu' }),
      arrivedEvent('p2', 'c3', 18, { region: 'us' }),
      deploymentEvent({
        externalId: 'p3',
        sha: 'c4',
        region: 'eu',
        state: 'in_progress',
        createdAt: minute(30),
        observedAt: minute(31),
        rollout: { step: 1, steps: 3, setWeight: 25 },
      }),
      arrivedEvent('x1', 'z1', 18, {}, 'component:default/search'),
    ]);
    const matrix = await api.read('/v1/environments/matrix');
    expect(
      matrix.columns.map((column: { environment: string; region: string }) => [
        column.environment,
        column.region,
      ]),
    ).toEqual([
      ['staging', null],
      ['production', null],
      ['production', 'eu'],
      ['production', 'us'],
    ]);
    expect(matrix.rows).toMatchObject([
      {
        entityRef: 'component:default/search',
        cells: [
          { behindHead: { commits: null, reason: 'not_on_default_branch' } },
        ],
      },
      {
        entityRef: 'component:default/shop',
        regionsDiffer: true,
        cells: [
          { live: { externalId: 's1' }, behindHead: { commits: 1 } },
          {
            live: { externalId: 'p1', since: minute(10) },
            status: { key: 'rolling_out' },
            latest: { externalId: 'p3', rollout: { wantedWeight: 25 } },
            behindHead: { commits: 3 },
            behindBefore: { commits: 2 },
            regionsDiffer: true,
          },
          { live: { externalId: 'p2' }, behindBefore: { commits: 0 } },
        ],
      },
    ]);
    const drift = await api.read('/v1/environments/drift');
    expect(drift.items).toMatchObject([
      { between: 'environments', commits: { commits: 2 } },
      { between: 'regions', behind: { region: 'eu' }, ahead: { region: 'us' } },
    ]);
    const tiles = await api.read('/v1/environments/tiles');
    expect(tiles).toMatchObject({
      services: 2,
      regionsDiffer: { count: 1, of: 1 },
      mostBehind: { commits: 3, region: 'eu' },
      today: { count: 5, usual: null },
    });
  });

  it('says when a missed push leaves the distance unknown', async () => {
    await api.apply([
      push('c0', 1, 'c1'),
      push('c8', 15, 'c9'),
      arrivedEvent('d1', 'c1', 10),
    ]);
    const { rows } = await api.read('/v1/environments/matrix');
    expect(rows[0].cells[0].behindHead).toEqual({
      commits: null,
      reason: 'history_incomplete',
    });
  });

  it('tells a failed deployment apart from what runs', async () => {
    await api.apply([
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('d2', 'c2', 20, { state: 'failed', failure: 'analysis' }),
    ]);
    const tiles = await api.read('/v1/environments/tiles');
    expect(tiles.failingInProduction).toMatchObject({
      count: 1,
      worst: { deployment: { externalId: 'd2' } },
    });
    const { rows } = await api.read('/v1/environments/matrix');
    expect(rows[0].cells[0]).toMatchObject({
      live: { externalId: 'd1' },
      status: { key: 'failing' },
    });
    expect((await detail('d2')).stepper.at(-1)).toMatchObject({
      kind: 'verified',
      status: { state: 'error' },
    });
  });

  it('shows steps of a rollout, gates, and the states it was in', async () => {
    await api.apply([
      deploymentEvent({ state: 'queued', observedAt: minute(1) }),
      deploymentEvent({
        state: 'succeeded',
        finishedAt: minute(9),
        observedAt: minute(9),
        runExternalId: '5',
      }),
      stepEvent({ ordinal: 2, wantedWeight: 100, state: 'pending' }),
      stepEvent({
        ordinal: 1,
        state: 'succeeded',
        actualWeight: 19,
        observedAt: minute(3),
      }),
      testEvent('gate.v1', {
        provider: 'github',
        instance,
        project,
        externalId: 'g1',
        kind: 'approval',
        state: 'approved',
        environment: 'production',
        runExternalId: '5',
        askedAt: minute(2),
        decidedAt: minute(4),
        observedAt: minute(4),
      }),
    ]);
    const page = await detail('d1');
    expect(page).toMatchObject({
      gateWaitSeconds: 120,
      rolloutSteps: [
        { wantedWeight: 20, actualWeight: 19, state: 'succeeded' },
        { wantedWeight: 100, state: 'pending' },
      ],
      history: [{ state: 'queued' }, { state: 'succeeded' }],
    });
    expect(page.stepper.map((point: { label: string }) => point.label)).toEqual(
      ['Gate', '20 %', '100 %', 'Deployed'],
    );
  });

  it('compares two places', async () => {
    await api.apply([
      push('c0', 1, 'c1'),
      push('c1', 11, 'c2'),
      arrivedEvent('p1', 'c1', 10),
      arrivedEvent('s1', 'c2', 12, { environment: staging }),
    ]);
    const answer = await api.read(
      `/v1/deployments/compare?leftInstance=${instance}&leftExternalId=s1&rightInstance=${instance}&rightExternalId=p1`,
    );
    expect(answer).toMatchObject({
      ahead: 'left',
      sameRelease: false,
      commits: { count: { commits: 1 }, items: [{ sha: 'c2' }] },
    });
  });

  it('filters and pages the list', async () => {
    await api.apply([
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('d2', 'c2', 20, { environment: staging }),
      arrivedEvent('d3', 'c3', 30, { ref: 'hotfix/leak' }),
      arrivedEvent('d4', 'c4', 40, {}, 'component:default/search'),
    ]);
    const ids = async (query: string) =>
      (await api.read(`/v1/deployments?${query}`)).items.map(
        (item: { externalId: string }) => item.externalId,
      );
    expect(await ids('tier=staging')).toEqual(['d2']);
    expect(await ids('kind=hotfix')).toEqual(['d3']);
    expect(await ids('q=c4')).toEqual(['d4']);
    expect(
      await ids('entity=component:default/shop&environment=production'),
    ).toEqual(['d3', 'd1']);
    const first = await api.read('/v1/deployments?limit=3');
    expect(first.items).toHaveLength(3);
    expect(await ids(`limit=3&cursor=${first.nextCursor}`)).toEqual(['d1']);
  });

  it('shows lanes of places that moved, with freezes', async () => {
    await api.apply([
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('d2', 'c2', 590),
    ]);
    const timeline = await api.read('/v1/deployments/timeline?from=now-1h');
    expect(timeline.lanes).toMatchObject([
      {
        environment: 'production',
        deployments: [{ externalId: 'd2', live: true }],
      },
    ]);
  });

  describe('for somebody who may see their own', () => {
    beforeEach(async () => {
      await api.apply([
        arrivedEvent('d1', 'c1', 10),
        arrivedEvent('x1', 'c1', 10, {}, 'component:default/search'),
      ]);
      api.authorizeConditional.mockResolvedValue([
        ownOnly('group:default/pay'),
      ]);
    });

    it('leaves out the others, and says how many they are', async () => {
      const matrix = await api.read('/v1/environments/matrix');
      expect(matrix).toMatchObject({
        hiddenServices: 1,
        rows: [{ entityRef: 'component:default/shop' }],
        meta: { visibility: 'own' },
      });
      const { status } = await api.http.get(`/v1/deployments/${instance}/x1`);
      expect(status).toBe(404);
    });

    it('tells "not visible" from "never deployed" where asked by name', async () => {
      const { rows } = await api.read(
        '/v1/environments/matrix?entity=component:default/search,component:default/shop',
      );
      expect(rows).toMatchObject([
        { entityRef: 'component:default/shop', visible: true },
        { entityRef: 'component:default/search', visible: false, cells: [] },
      ]);
    });

    it('lets them freeze their own services and no more', async () => {
      const freeze = (scope: object) =>
        api.http.post('/v1/freezes').send({
          ...scope,
          from: minute(500),
          to: minute(700),
          reason: 'stocktaking',
        });
      const own = { scope: 'entity', scopeRef: 'component:default/shop' };
      expect((await freeze(own)).status).toBe(200);
      expect((await freeze({ scope: 'all' })).status).toBe(403);
    });
  });

  it('keeps freezes with an audit record, and shows them where they hold', async () => {
    await api.apply([
      arrivedEvent('d1', 'c1', 10),
      arrivedEvent('s1', 'c1', 10, { environment: staging }),
    ]);
    const body = {
      scope: 'all',
      tiers: ['production'],
      from: minute(500),
      to: minute(700),
      reason: 'holiday sale',
    };
    const created = await api.http.post('/v1/freezes').send(body);
    expect(created.body).toMatchObject({ active: true, reason: body.reason });
    const { rows } = await api.read('/v1/environments/matrix');
    expect(rows[0].cells).toMatchObject([
      { frozen: null },
      { frozen: { reason: 'holiday sale', to: minute(700) } },
    ]);
    expect(await detail('d1')).toMatchObject({
      frozen: { reason: 'holiday sale' },
      startedInFreeze: null,
    });
    const path = `/v1/freezes/${created.body.id}`;
    const ended = await api.http.put(path).send({ ...body, to: minute(550) });
    expect(ended.body.active).toBe(false);
    const wrong = await api.http.put(path).send({ ...body, to: minute(400) });
    expect(wrong.status).toBe(400);
    expect((await api.http.delete(path)).body).toEqual({ deleted: true });
    expect((await api.http.delete(path)).status).toBe(404);
    const records = await api.audit.list({ limit: 3 });
    expect(records.map(record => record.action)).toEqual([
      'freeze.delete',
      'freeze.update',
      'freeze.create',
    ]);
    expect((await api.audit.verify()).ok).toBe(true);
  });
});
