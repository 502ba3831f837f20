import { startApi } from './__testUtils__/startApi';
import { range, story, tileOf } from './__testUtils__/story';
import {
  claimEvent,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  shop,
} from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

describe('figures that are kept while nothing changes', () => {
  let api: Api;
  let statements = 0;

  beforeAll(async () => {
    api = await startApi({ zone: 'Europe/Oslo' });
    api.knex.on('query', () => {
      statements++;
    });
  });
  beforeEach(() => api.forget());
  afterAll(() => api.drop());

  const overview = () => api.read(`/v1/overview?scope=${shop}&${range}`);
  const value = async (metric: string) =>
    tileOf(await overview(), metric)?.value;

  it('are not read again for the same question', async () => {
    await api.apply(story(6));
    const first = await overview();
    statements = 0;
    const again = await overview();
    // Whose the services are, how fresh they are, what is open, what is missing.
    expect(statements).toBeLessThanOrEqual(4);
    expect({ ...again, meta: null }).toEqual({ ...first, meta: null });
  });

  it('are shared by tiles and charts', async () => {
    await api.apply(story(6));
    await overview();
    statements = 0;
    await api.read(`/v1/series?scope=${shop}&${range}`);
    // The same four, markers and alerts.
    expect(statements).toBeLessThanOrEqual(6);
  });

  it('are those of what was told last, whatever it was', async () => {
    await api.apply(story(6));
    expect(await value('deployment_frequency')).toBe(6 / 20);
    await api.apply([deployEvent({ externalId: 'd7', sha: 'c6' }, 80)]);
    expect(await value('deployment_frequency')).toBe(7 / 20);
    await api.apply([
      incidentEvent(
        {
          externalId: 'i1',
          causes: [{ kind: 'deployment', instance, id: 'd3' }],
        },
        33,
      ),
    ]);
    expect(await value('change_fail_rate')).toBe(1 / 7);
    await api.http
      .put(`/v1/deployments/${instance}/d2/classification`)
      .send({ as: 'failed', reason: 'the till was shut' });
    await api.follow();
    expect(await value('change_fail_rate')).toBe(2 / 7);
    await api.apply([claimEvent('component:default/till')]);
    expect(await value('deployment_frequency')).toBeNull();
    expect(
      tileOf(
        await api.read(`/v1/overview?scope=component:default/till&${range}`),
        'deployment_frequency',
      )?.value,
    ).toBe(7 / 20);
  });

  it('are never somebody else’s: kept per service', async () => {
    await api.apply(story(6));
    await api.read(`/v1/overview?${range}`);
    const till = await api.read(
      `/v1/overview?scope=component:default/till&${range}`,
    );
    expect(tileOf(till, 'deployment_frequency')).toMatchObject({
      status: 'not_set_up',
    });
    const table = await api.read(`/v1/services?${range}`);
    expect(table.items).toHaveLength(1);
    statements = 0;
    const again = await api.read(`/v1/services?${range}`);
    expect(again.items).toEqual(table.items);
    expect(statements).toBeLessThanOrEqual(4);
  });

  it('last up to now: what comes today counts at once', async () => {
    const now = 29 * 24 + 12;
    await api.apply([deployEvent({ externalId: 'old', sha: 'a' }, 100)]);
    const count = async () =>
      tileOf(
        await api.read(`/v1/overview?scope=${shop}&from=now-4w`),
        'deployment_frequency',
      );
    expect(await count()).toMatchObject({ n: 1 });
    await api.apply([deployEvent({ externalId: 'new', sha: 'b' }, now - 0.1)]);
    expect(await count()).toMatchObject({ n: 2 });
    expect((await overview()).meta.asOf).toBe(hour(now));
  });
});
