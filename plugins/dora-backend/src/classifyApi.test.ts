import { ownOnly, startApi } from './__testUtils__/startApi';
import { story } from './__testUtils__/story';
import { hour, instance, shop } from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

describe('what people say, by the DORA API', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ zone: 'Europe/Oslo' });
  });
  beforeEach(() => api.forget());
  afterAll(() => api.drop());

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
});
