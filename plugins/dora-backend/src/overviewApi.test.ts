import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { doraContract } from '@quarterdeck/plugin-dora-common';
import { ownOnly, startApi } from './__testUtils__/startApi';
import { range, story, tileOf } from './__testUtils__/story';
import { deployEvent, hour, instance, shop } from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

describe('tiles of the DORA API', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ zone: 'Europe/Oslo' });
  });
  beforeEach(() => api.forget());
  afterAll(() => api.drop());

  it('answers five tiles by their definitions, each with its samples', async () => {
    await api.apply(story(8));
    const body = await api.read(`/v1/overview?scope=${shop}&${range}`);
    expect(
      doraContract.overview.response.safeParse(body).error,
    ).toBeUndefined();
    expect(body).toMatchObject({ services: 1, zone: 'Europe/Oslo' });
    // Committed an hour before the push, deployed two after: 3 h; the first is a baseline.
    expect(tileOf(body, 'change_lead_time')).toMatchObject({
      status: 'ok',
      value: 3 * 3600,
      n: 7,
      tooFew: false,
      p75: 3 * 3600,
      band: null,
      score: { value: 8 },
    });
    expect(tileOf(body, 'deployment_frequency')).toMatchObject({
      value: 8 / 20,
      frequency: { deployments: 8, composition: { planned: 8 } },
    });
    expect(tileOf(body, 'change_fail_rate')).toMatchObject({
      value: 0,
      fails: { share: { count: 0, of: 8 } },
    });
    expect(tileOf(body, 'failed_deployment_recovery_time')).toMatchObject({
      status: 'no_data',
      value: null,
    });
    const samples = await api.read(
      `/v1/samples?scope=${shop}&${range}&metric=change_lead_time&limit=4`,
    );
    expect(samples.total).toBe(7);
    expect(samples.items).toHaveLength(4);
    expect(samples.items[0]).toMatchObject({
      seconds: 3 * 3600,
      deployment: { id: `${instance}/d8` },
      leadTime: { sha: 'c8' },
    });
    const rest = await api.read(
      `/v1/samples?scope=${shop}&${range}&metric=change_lead_time&limit=4&cursor=${samples.nextCursor}`,
    );
    expect(rest).toMatchObject({ nextCursor: null, total: null });
    expect(
      rest.items.map(
        (item: { leadTime: { sha: string } }) => item.leadTime.sha,
      ),
    ).toEqual(['c4', 'c3', 'c2']);
  });

  it('tells no data, not set up, not permitted and zero apart', async () => {
    await api.apply(story(2));
    const status = async (query: string, metric = 'change_fail_rate') =>
      tileOf(await api.read(`/v1/overview?${query}`), metric);
    expect(await status(`scope=component:default/till&${range}`)).toMatchObject(
      {
        status: 'not_set_up',
        value: null,
      },
    );
    const later = `scope=${shop}&from=${hour(100)}&to=${hour(200)}`;
    expect(await status(later)).toMatchObject({
      status: 'no_data',
      value: null,
    });
    expect(await status(later, 'deployment_frequency')).toMatchObject({
      status: 'ok',
      value: 0,
    });
    api.authorizeConditional.mockResolvedValue([ownOnly('group:default/find')]);
    expect(await status(range)).toMatchObject({ status: 'not_permitted' });
    api.authorizeConditional.mockResolvedValue([
      { result: AuthorizeResult.DENY },
    ]);
    const refused = await api.http.get('/v1/overview');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('dora.read');
  });

  it('refuses what makes no sense, and names the field', async () => {
    const bad = async (query: string) => {
      const { status, body } = await api.http.get(`/v1/overview?${query}`);
      return [status, body.error.message];
    };
    expect(await bad('zone=Mars/Base')).toEqual([
      400,
      expect.stringContaining('/query/zone'),
    ]);
    expect(await bad('from=now&to=now-1d')).toEqual([
      400,
      expect.stringContaining('to:'),
    ]);
    expect(await bad('compare=marker')).toEqual([
      400,
      expect.stringContaining('marker:'),
    ]);
    expect(await bad('from=now-1500d&unit=day')).toEqual([
      400,
      expect.stringContaining('unit:'),
    ]);
  });

  it('tells the middle of the services’ own values beside the pooled one, of any number of them', async () => {
    const services = Array.from(
      { length: 101 },
      (_, i) => `component:default/many-${i}`,
    );
    await api.apply([
      ...story(8),
      ...services.flatMap((service, i) =>
        // 1, 2, 3, 1, 2, 3 … deployments.
        Array.from({ length: (i % 3) + 1 }, (__, j) =>
          deployEvent(
            {
              externalId: `m${i}.${j}`,
              sha: `m${i}.${j}`,
              project: `acme/many-${i}`,
            },
            20 + j,
            service,
          ),
        ),
      ),
    ]);
    const all = await api.read(`/v1/overview?${range}`);
    expect(all.services).toBe(102);
    expect(tileOf(all, 'deployment_frequency')).toMatchObject({
      medianOfServices: { value: 2 / 20, services: 102 },
    });
    // Only one of them has changes.
    expect(tileOf(all, 'change_lead_time')).toMatchObject({
      medianOfServices: { value: 3 * 3600, services: 1 },
    });
    await api.apply([
      deployEvent(
        { externalId: 'm0.9', sha: 'm0.9', project: 'acme/many-0' },
        30,
        services[0],
      ),
      ...[1, 2, 3].map(i =>
        deployEvent(
          { externalId: `m3.${i}x`, sha: `m3.${i}x`, project: 'acme/many-3' },
          30 + i,
          services[3],
        ),
      ),
    ]);
    const own = await api.read(
      `/v1/overview?${range}&entity=${services[0]}&entity=${services[3]}`,
    );
    expect(tileOf(own, 'deployment_frequency')).toMatchObject({
      value: 6 / 20,
      medianOfServices: { value: expect.closeTo(3 / 20), services: 2 },
    });
    const one = await api.read(`/v1/overview?scope=${shop}&${range}`);
    expect(tileOf(one, 'deployment_frequency')).toMatchObject({
      medianOfServices: null,
    });
  });

  it('compares with the time before, and with nothing where nothing was known yet', async () => {
    await api.apply(story(24));
    const changeIn = async (query: string) =>
      tileOf(
        await api.read(`/v1/overview?scope=${shop}&${query}`),
        'deployment_frequency',
      );
    expect(await changeIn(`from=${hour(120)}&to=${hour(240)}`)).toMatchObject({
      change: { from: 11 / 5, to: 12 / 5, verdict: 'better' },
    });
    expect(await changeIn(`from=${hour(0)}&to=${hour(120)}`)).toMatchObject({
      value: 11 / 5,
      change: { from: null, difference: null, verdict: 'unknown' },
    });
  });

  it('takes no day before anything was known for one without deployments', async () => {
    await api.apply(story(8));
    const body = await api.read(
      `/v1/overview?scope=${shop}&from=${hour(-60 * 24)}&to=${hour(20 * 24)}`,
    );
    // Monday, 31 August, to Monday, 21 September, two in the morning.
    expect(tileOf(body, 'deployment_frequency')).toMatchObject({
      value: expect.closeTo(8 / (21 + 2 / 24)),
      frequency: { deployments: 8, days: expect.closeTo(21 + 2 / 24) },
    });
  });

  it('begins with whole weeks: twelve and the running one', async () => {
    await api.apply(story(2));
    const body = await api.read(`/v1/overview?scope=${shop}&from=now-4w`);
    // It is Wednesday noon, 30 September.
    expect(body.range).toEqual({
      from: '2026-08-30T22:00:00.000Z',
      to: hour(29 * 24 + 12),
    });
    expect(body.compared.before).toEqual({
      from: '2026-07-26T22:00:00.000Z',
      to: '2026-08-26T12:00:00.000Z',
    });
    const series = await api.read(`/v1/series?scope=${shop}&from=now-4w`);
    expect(
      series.buckets.map(({ partial }: { partial: string | null }) => partial),
    ).toEqual([null, null, null, null, 'current']);
  });
});
