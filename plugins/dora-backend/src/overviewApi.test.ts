import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { doraContract } from '@quarterdeck/plugin-dora-common';
import { ownOnly, startApi } from './__testUtils__/startApi';
import { range, story, tileOf } from './__testUtils__/story';
import { hour, instance, shop } from './testing/events';

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
});
