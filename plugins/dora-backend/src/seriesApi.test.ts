import { doraContract, formulaVersion } from '@quarterdeck/plugin-dora-common';
import { ownOnly, startApi } from './__testUtils__/startApi';
import { range, story } from './__testUtils__/story';
import { changeEvent, deployEvent, instance, shop } from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

describe('charts and lists of the DORA API', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ zone: 'Europe/Oslo' });
  });
  beforeEach(() => api.forget());
  afterAll(() => api.drop());

  it('shows another team nothing of a service, in no list and no sum', async () => {
    await api.apply(story(3));
    api.authorizeConditional.mockResolvedValue([ownOnly('group:default/find')]);
    for (const list of [
      'samples?metric=deployment_frequency&',
      'services?',
      'quality?',
    ]) {
      const body = await api.read(`/v1/${list}${range}`);
      expect(body.items).toEqual([]);
      expect(body.meta.visibility).toBe('own');
    }
    const one = await api.http.get(`/v1/deployments/${instance}/d1`);
    expect(one.status).toBe(404);
  });

  it('pools services from their samples, in series, table and files alike', async () => {
    const till = 'component:default/till';
    await api.apply([
      ...story(6),
      ...[1, 2, 3].map(i =>
        deployEvent(
          { externalId: `t${i}`, sha: `t${i}`, project: 'acme/till' },
          12 * i,
          till,
        ),
      ),
      changeEvent({ externalId: 'p1', mergeSha: 'c2' }, 19),
    ]);
    const series = await api.read(`/v1/series?${range}&unit=day`);
    expect(
      doraContract.series.response.safeParse(series).error,
    ).toBeUndefined();
    const counted = series.frequency.reduce(
      (sum: number, point: { figures: { deployments: number } }) =>
        sum + point.figures.deployments,
      0,
    );
    expect(counted).toBe(9);
    const stages = series.stages.reduce(
      (sum: number, part: { meanSeconds: number }) => sum + part.meanSeconds,
      0,
    );
    expect(stages).toBeCloseTo(series.meanLeadSeconds, 6);
    const table = await api.read(`/v1/services?${range}&unit=week`);
    expect(
      doraContract.listServices.response.safeParse(table).error,
    ).toBeUndefined();
    expect(table.items.map((row: { service: string }) => row.service)).toEqual([
      shop,
      till,
    ]);
    const csv = await api.http.get(
      `/v1/export?${range}&unit=week&chart=frequency`,
    );
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.split('\r\n')[0]).toBe(
      'from,to,label,partial,planned,rollback,hotfix,roll_forward,redeploy,config,deployments,deployment_days',
    );
    for (const chart of [
      'overview',
      'lead_time',
      'stages',
      'fail_rate',
      'recovery',
      'rework',
      'samples',
      'services',
      'quality',
    ]) {
      const file = await api.http.get(`/v1/export?${range}&chart=${chart}`);
      expect([chart, file.status]).toEqual([chart, 200]);
    }
    const how = await api.read(`/v1/how-computed?scope=${shop}`);
    expect(how).toMatchObject({
      formulaVersion,
      zone: 'Europe/Oslo',
    });
    const { tables, industries } = await api.read('/v1/benchmarks');
    expect(tables.map(({ id }: { id: string }) => id)).toEqual([
      '2021',
      '2023',
      'guide',
    ]);
    expect(industries[0]).toMatchObject({ key: 'all' });
  });
});
