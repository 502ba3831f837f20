import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mockServices } from '@backstage/backend-test-utils';
import { ownOnly, startApi } from './__testUtils__/startApi';
import { range, story, tileOf } from './__testUtils__/story';
import { hour, shop } from './testing/events';
import { watchBands } from './service/bandAlerts';

type Api = Awaited<ReturnType<typeof startApi>>;

const team = 'group:default/pay';
/** What the story's lead time (3 h) is by these thresholds: fair. */
const thresholds = { change_lead_time: { good: 3600, fair: 14_400 } };

describe('what a scope is held against', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({
      benchmark: '2023',
      scopes: [{ refs: [shop], industry: 'technology' }],
    });
  });
  beforeEach(async () => {
    await api.forget();
    await api.knex('audit_record').delete();
    await api.apply(story(8));
  });
  afterAll(() => api.drop());

  const put = (body: object) => api.http.put('/v1/benchmarks').send(body);
  const bands = async (scope: string) => {
    const body = await api.read(`/v1/overview?${range}&scope=${scope}`);
    const tile = tileOf(body, 'change_lead_time') as unknown as {
      band: { table: string; band: string } | null;
    };
    return `${body.benchmark} ${tile.band?.band}`;
  };

  it('is set on a page and holds at once, for all that belongs to the scope', async () => {
    expect(await bands(shop)).toBe('2023 elite');
    const answer = await put({
      scope: team,
      benchmark: 'own',
      thresholds,
      reason: 'what we promised',
    });
    expect(answer.body).toEqual({
      scopeRef: team,
      benchmark: 'own',
      industry: 'all',
      thresholds,
      by: 'user:default/ada',
      at: hour(29 * 24 + 12),
    });
    expect([await bands(team), await bands(shop)]).toEqual([
      'own fair',
      'own fair',
    ]);
    // What others own is held against what it was.
    expect(await bands('component:default/search')).toMatch(/^2023/);

    await put({ scope: shop, benchmark: '2021' });
    expect([await bands(team), await bands(shop)]).toEqual([
      'own fair',
      '2021 high',
    ]);
    const known = await api.read(`/v1/benchmarks?scope=${shop}`);
    expect(known).toMatchObject({
      chosen: '2021',
      industry: 'technology',
      canSet: true,
      set: { scopeRef: shop, benchmark: '2021', by: 'user:default/ada' },
      inherited: { benchmark: 'own', industry: 'technology', thresholds },
    });
    expect(known.tables.map(({ id }: { id: string }) => id)).toContain('own');
  });

  it('goes back to a table, with its audit', async () => {
    await put({ scope: team, benchmark: 'own', thresholds, reason: 'first' });
    await put({
      scope: team,
      benchmark: 'own',
      thresholds: { change_lead_time: { good: 60 } },
    });
    const reset = () =>
      api.http.delete(`/v1/benchmarks?scope=${team}&reason=too+strict`);
    expect((await reset()).body).toEqual({ reset: true });
    expect((await reset()).body).toEqual({ reset: false });
    expect(await bands(shop)).toBe('2023 elite');
    expect((await api.read(`/v1/benchmarks?scope=${team}`)).set).toBeNull();
    const rows = await api.knex('audit_record').orderBy('id');
    expect(
      rows.map(({ action, actor, target, reason }) => [
        action,
        actor,
        target,
        reason,
      ]),
    ).toEqual([
      ['benchmark.set', 'user:default/ada', team, 'first'],
      ['benchmark.set', 'user:default/ada', team, null],
      ['benchmark.reset', 'user:default/ada', team, 'too strict'],
    ]);
    expect(rows[1].details).toMatchObject({
      before: { benchmark: 'own', thresholds },
      after: { thresholds: { change_lead_time: { good: 60 } } },
    });
  });

  it.each([
    [
      { thresholds: { change_lead_time: { good: 7200, fair: 3600 } } },
      '/thresholds/change_lead_time/fair',
    ],
    [
      { thresholds: { change_fail_rate: { good: 15 } } },
      '/thresholds/change_fail_rate/good',
    ],
    [
      { thresholds: { change_fail_rate: { good: 'low' } } },
      '/thresholds/change_fail_rate/good',
    ],
    [{ thresholds: { mttr: { good: 1 } } }, 'mttr'],
    [{ thresholds: {} }, '/thresholds'],
    [{ benchmark: '2024' }, 'benchmark'],
    [{ industry: 'piracy', thresholds }, 'industry'],
    [{ scope: 'user:default/ada', thresholds }, 'scope'],
  ])('names the field that is wrong: %j', async (wrong, field) => {
    const answer = await put({ scope: shop, benchmark: 'own', ...wrong });
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining(field),
    ]);
    expect(await bands(shop)).toBe('2023 elite');
  });

  it('is set by who owns all of it; others see it and may not', async () => {
    api.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }: { permission: { name: string } }) =>
        permission.name === 'dora.benchmark.manage'
          ? ownOnly(team)
          : { result: AuthorizeResult.ALLOW },
      ),
    );
    const may = async (scope: string) =>
      (await api.read(`/v1/benchmarks?scope=${scope}`)).canSet;
    expect(await may(team)).toBe(true);
    expect(await may(shop)).toBe(true);
    expect(await may('component:default/search')).toBe(false);
    // Its services are of two teams.
    expect(await may('system:default/checkout')).toBe(false);
    expect(await may('')).toBe(false);

    expect((await put({ scope: team, benchmark: '2021' })).status).toBe(200);
    for (const scope of ['component:default/search', undefined]) {
      expect((await put({ scope, benchmark: '2021' })).status).toBe(403);
    }
    const answer = await api.http.delete('/v1/benchmarks?scope=');
    expect(answer.status).toBe(403);

    api.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }: { permission: { name: string } }) => ({
        result: permission.name.endsWith('manage')
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    );
    expect(await may(team)).toBe(false);
    expect((await put({ scope: team, benchmark: '2021' })).status).toBe(403);
  });

  it('of the portal holds where nothing nearer is said', async () => {
    await put({ benchmark: 'guide' });
    expect(await bands('component:default/search')).toMatch(/^guide/);
    await put({ scope: shop, benchmark: '2021' });
    expect(await bands(shop)).toBe('2021 high');
  });

  it('that was set at another replica is known with the next look', async () => {
    await api.knex('scope_benchmark').insert({
      scope_ref: shop,
      benchmark: '2021',
      by: 'user:default/bo',
      at: hour(0),
    });
    await api.reader.said.load();
    expect(await bands(shop)).toBe('2021 high');
  });

  it('changes what alerts are judged by', async () => {
    const round = () =>
      watchBands({
        reader: api.reader,
        notifications: { send: async () => {} },
        logger: mockServices.logger.mock(),
      });
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    await put({ scope: team, benchmark: 'own', thresholds });
    expect(await round()).toBe(1);
  });
});
