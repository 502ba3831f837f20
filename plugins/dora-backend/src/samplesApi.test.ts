import { startApi } from './__testUtils__/startApi';
import { range, story, tileOf } from './__testUtils__/story';
import {
  claimEvent,
  hour,
  incidentEvent,
  instance,
  shop,
} from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

describe('samples of the DORA API', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ zone: 'Europe/Oslo' });
  });
  beforeEach(() => api.forget());
  afterAll(() => api.drop());

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

  it('takes the turns of an incident together: begun when first told, resolved when told so', async () => {
    await api.apply(story(6));
    const turn = (at: number, data: object = {}) =>
      incidentEvent(
        {
          externalId: 'i1',
          partial: true,
          startedAt: hour(at),
          observedAt: hour(at),
          ...data,
        },
        at,
      );
    const over = turn(35, { state: 'resolved', resolvedAt: hour(35) });
    const tiles = async () => {
      const body = await api.read(`/v1/overview?scope=${shop}&${range}`);
      return {
        fails: tileOf(body, 'change_fail_rate'),
        recovery: tileOf(body, 'failed_deployment_recovery_time'),
      };
    };
    // Only its end is known: no deployment is blamed for it.
    await api.apply([over]);
    expect(await tiles()).toMatchObject({
      fails: { fails: { share: { count: 0 } } },
      recovery: { n: 0 },
    });
    const causes = [{ kind: 'deployment' as const, instance, id: 'd3' }];
    await api.apply([turn(33, { causes })]);
    expect(await tiles()).toMatchObject({
      fails: { fails: { share: { count: 1, of: 6 } } },
      recovery: { value: 3 * 3600, n: 1, open: { count: 0 } },
    });
  });

  it('draws every change while they fit, and else as many, spread over all', async () => {
    await api.apply(story(40));
    const dots = async (limit: number) => {
      const { items, total } = await api.read(
        `/v1/scatter?scope=${shop}&from=${hour(0)}&to=${hour(
          500,
        )}&limit=${limit}`,
      );
      expect(total).toBe(39);
      return items.map(({ deploymentId }: { deploymentId: string }) =>
        Number(deploymentId.split('/d')[1]),
      );
    };
    const all = Array.from({ length: 39 }, (_, i) => i + 2);
    expect(await dots(400)).toEqual(all);
    expect(await dots(39)).toEqual(all);
    const some = await dots(13);
    expect(some).toHaveLength(13);
    expect(all).toEqual(expect.arrayContaining(some));
    expect([...some].sort((a, b) => a - b)).toEqual(some);
  });

  it('draws recoveries with their median, and what is open at the end', async () => {
    const failed = (i: number, resolvedAt?: number) =>
      incidentEvent(
        {
          externalId: `i${i}`,
          causes: [{ kind: 'deployment', instance, id: `d${i}` }],
          ...(resolvedAt !== undefined && { resolvedAt: hour(resolvedAt) }),
        },
        10 * i + 2.5,
      );
    await api.apply(story(8));
    // d1 at 12, d2 at 22, d3 at 32.
    await api.apply([failed(1, 14), failed(2, 26), failed(3, 38), failed(4)]);
    const body = await api.read(
      `/v1/scatter?scope=${shop}&${range}&metric=failed_deployment_recovery_time`,
    );
    expect(body).toMatchObject({ total: 4, median: 4 * 3600 });
    expect(
      body.items.map((item: { seconds: number; open: boolean }) => [
        item.seconds / 3600,
        item.open,
      ]),
    ).toEqual([
      [2, false],
      [4, false],
      [6, false],
      [480 - 42, true],
    ]);
  });
});
