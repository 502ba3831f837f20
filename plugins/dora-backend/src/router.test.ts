import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { doraContract } from '@quarterdeck/plugin-dora-common';
import { ownOnly, startApi } from './__testUtils__/startApi';
import {
  changeEvent,
  claimEvent,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  pushEvent,
  shop,
} from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

const range = `from=${hour(0)}&to=${hour(20 * 24)}`;
const tileOf = (
  body: { tiles: { metric: string; value: number | null; status: string }[] },
  metric: string,
) => body.tiles.find(tile => tile.metric === metric);

/** Pushes c1, c2 … every 10 hours; each is deployed two hours later. */
const story = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = 10 * (i + 1);
    const before = i === 0 ? undefined : `c${i}`;
    return [
      pushEvent({ before, after: `c${i + 1}` }, at),
      deployEvent({ externalId: `d${i + 1}`, sha: `c${i + 1}` }, at + 2),
    ];
  }).flat();

describe('the DORA API', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ zone: 'Europe/Oslo' });
  });
  beforeEach(async () => {
    await api.clear();
    await api.knex.raw('TRUNCATE classification, marker, band_alert');
    api.authorizeConditional.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
  });
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

  it('counts a late push as if it had come in time', async () => {
    const events = story(6);
    const late = events.filter(({ data }) =>
      JSON.stringify(data).includes('"after":"c3"'),
    );
    await api.apply(events.filter(event => !late.includes(event)));
    const path = `/v1/samples?scope=${shop}&${range}&metric=change_lead_time`;
    const before = await api.read(path);
    const quality = await api.read(`/v1/quality?scope=${shop}&${range}`);
    expect(before.total).toBeLessThan(5);
    expect(quality.byKind.map(({ kind }: { kind: string }) => kind)).toContain(
      'unknown_history',
    );
    await api.apply(late);
    expect((await api.read(path)).total).toBe(5);
  });

  it('moves the samples of a claimed subject to its owner', async () => {
    await api.apply(story(4));
    await api.apply([claimEvent('component:default/till')]);
    const total = async (ref: string) =>
      (
        await api.read(
          `/v1/samples?scope=${ref}&${range}&metric=deployment_frequency`,
        )
      ).total;
    expect(await total('component:default/till')).toBe(4);
    expect(await total(shop)).toBe(0);
    await api.apply([claimEvent(shop)]);
    expect(await total(shop)).toBe(4);
  });

  it('takes incidents as failures, and corrects them when they are', async () => {
    await api.apply(story(6));
    const named = {
      externalId: 'i1',
      causes: [{ kind: 'deployment' as const, instance, id: 'd3' }],
    };
    await api.apply([incidentEvent(named, 33)]);
    const fails = async () =>
      tileOf(
        await api.read(`/v1/overview?scope=${shop}&${range}`),
        'change_fail_rate',
      );
    expect(await fails()).toMatchObject({
      fails: { share: { count: 1, of: 6 } },
    });
    const open = await api.read(
      `/v1/scatter?scope=${shop}&${range}&metric=failed_deployment_recovery_time`,
    );
    expect(open).toMatchObject({ total: 1, items: [{ open: true }] });
    await api.apply([
      incidentEvent(
        { ...named, startedAt: hour(33), resolvedAt: hour(35) },
        33,
      ),
    ]);
    const body = await api.read(`/v1/overview?scope=${shop}&${range}`);
    expect(tileOf(body, 'failed_deployment_recovery_time')).toMatchObject({
      value: 3 * 3600,
      n: 1,
      tooFew: true,
      open: { count: 0 },
    });
    // It was the cable after all.
    await api.apply([
      incidentEvent(
        { ...named, changeRelated: false, causes: [], observedAt: hour(40) },
        33,
      ),
    ]);
    expect(await fails()).toMatchObject({ fails: { share: { count: 0 } } });
  });

  it('classifies with reason and record, and undoes it as easily', async () => {
    await api.apply(story(6));
    const place = `/v1/deployments/${instance}/d2`;
    const missing = await api.http
      .put(`${place}/classification`)
      .send({ as: 'fixed_by', reason: 'the till was shut' });
    expect(missing.status).toBe(400);
    expect(missing.body.error.path).toBe('/fixedBy');
    const said = await api.http
      .put(`${place}/classification`)
      .send({ as: 'failed', reason: 'the till was shut' });
    expect(said.status).toBe(200);
    await api.follow();
    const deployment = await api.read(place);
    expect(deployment).toMatchObject({
      deployment: { failed: true },
      marks: [{ method: 'human', confidence: 1 }],
      classifications: [{ as: 'failed', by: 'user:default/ada' }],
      mayClassify: true,
    });
    const gone = await api.http.delete(
      `${place}/classification/${said.body.id}`,
    );
    expect(gone.body).toMatchObject({ undoneBy: 'user:default/ada' });
    await api.follow();
    expect(await api.read(place)).toMatchObject({
      deployment: { failed: false },
      marks: [],
      classifications: [{ undoneBy: 'user:default/ada' }],
    });
    expect(
      (await api.audit.list({ limit: 2 })).map(({ action }) => action),
    ).toEqual(['deployment.unclassify', 'deployment.classify']);
    api.authorizeConditional.mockResolvedValue([ownOnly('group:default/find')]);
    const foreign = await api.http
      .put(`${place}/classification`)
      .send({ as: 'ignore', reason: 'not mine' });
    expect(foreign.status).toBe(403);
    const list = await api.read('/v1/classifications');
    expect(list.items).toEqual([]);
  });

  it('compares around a marker, which people set and take away', async () => {
    await api.apply(story(20));
    const made = await api.http
      .post('/v1/markers')
      .send({ scope: shop, at: hour(100), label: 'smaller batches' });
    expect(made.status).toBe(200);
    const { items, canManage } = await api.read(`/v1/markers?scope=${shop}`);
    expect(items).toHaveLength(1);
    expect(canManage).toBe(true);
    const body = await api.read(
      `/v1/overview?scope=${shop}&from=${hour(0)}&to=${hour(
        96,
      )}&compare=marker&marker=${hour(100)}`,
    );
    expect(body.compared).toEqual({
      before: { from: hour(4), to: hour(100) },
      after: { from: hour(100), to: hour(196) },
    });
    await api.http.delete(`/v1/markers/${made.body.id}`);
    expect((await api.read(`/v1/markers?scope=${shop}`)).items).toEqual([]);
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
      formulaVersion: 'dora-1',
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
