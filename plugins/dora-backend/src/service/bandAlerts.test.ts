import { mockServices } from '@backstage/backend-test-utils';
import { startApi } from '../__testUtils__/startApi';
import { deployEvent, hour, pushEvent, shop } from '../testing/events';
import { watchBands } from './bandAlerts';

type Api = Awaited<ReturnType<typeof startApi>>;

/** Hours from the fixed midnight to the Monday of a week; 0 is that of 31 August. */
const monday = (week: number) => 168 * week - 24;

/** Six deployments of a week, whose commits were so many hours old. */
const week = (number: number, leadHours: number) =>
  Array.from({ length: 6 }, (_, i) => {
    const at = monday(number) + 10 + 22 * i;
    const name = `w${number}.${i}`;
    const before = i === 0 ? `w${number - 1}.5` : `w${number}.${i - 1}`;
    return [
      pushEvent(
        {
          before,
          after: name,
          commits: [{ sha: name, committedAt: hour(at - leadHours) }],
        },
        at - 0.2,
      ),
      deployEvent({ externalId: name, sha: name }, at),
    ];
  }).flat();

const weeks = (from: number, to: number, leadHours: number) =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    week(from + i, leadHours),
  ).flat();

/** Twenty quick changes, deployed on the first days of a week. */
const quickOnes = (number: number) =>
  Array.from({ length: 20 }, (_, i) => {
    const at = monday(number) + 2 + i / 4;
    const name = `q${number}.${i}`;
    return [
      pushEvent(
        {
          ref: 'refs/heads/quick',
          before: i === 0 ? `w${number - 1}.5` : `q${number}.${i - 1}`,
          after: name,
          commits: [{ sha: name, committedAt: hour(at - 1) }],
        },
        at - 0.2,
      ),
      deployEvent({ externalId: name, sha: name }, at),
    ];
  }).flat();

/** A portal with settings, whose owners are told. */
function alerting(config: object) {
  const told = jest.fn();
  const logger = mockServices.logger.mock();
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ zone: 'UTC', ...config });
  });
  beforeEach(async () => {
    await api.forget();
    told.mockReset();
    told.mockResolvedValue(undefined);
  });
  afterAll(() => api.drop());
  return {
    told,
    logger,
    apply: (events: Parameters<Api['apply']>[0]) => api.apply(events),
    /** A round in the first hour of a week. */
    round: (inWeek: number, lag = { seconds: 0, stopped: false }) =>
      watchBands({
        reader: {
          ...api.reader,
          lag: async () => lag,
          now: () => new Date(hour(monday(inWeek) + 1)),
        },
        notifications: { send: told },
        logger,
      }),
    alerts: (state = '') =>
      api.read(
        `/v1/alerts?from=${hour(-5000)}&to=${hour(9000)}&state=${state}`,
      ),
    read: (path: string) => api.read(path),
  };
}

describe('a metric that leaves its band', () => {
  const portal = alerting({ benchmark: '2023' });

  it('is told to the owners once, also while it stays out, and again after it came back', async () => {
    await portal.apply(weeks(-8, -3, 5));
    await portal.round(-2);
    expect(portal.told).not.toHaveBeenCalled();

    await portal.apply(week(-2, 72));
    await portal.round(-1);
    // One week may be a bad week.
    expect(portal.told).not.toHaveBeenCalled();

    await portal.apply(week(-1, 72));
    await portal.round(0);
    expect(portal.told).toHaveBeenCalledTimes(1);
    expect(portal.told).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: 'group:default/pay' },
      payload: expect.objectContaining({
        title: 'Change lead time of shop is high now',
        description: `It was elite until ${hour(monday(-2)).slice(0, 10)}.`,
        link: `/dora?scope=${encodeURIComponent(shop)}`,
        topic: 'dora.band',
      }),
    });
    await portal.round(0);
    await portal.apply(weeks(0, 1, 72));
    await portal.round(2);
    expect(portal.told).toHaveBeenCalledTimes(1);

    await portal.apply(weeks(2, 3, 5));
    await portal.round(4);
    expect(portal.told).toHaveBeenCalledTimes(2);

    await portal.apply(weeks(4, 5, 72));
    await portal.round(6);
    expect(portal.told).toHaveBeenCalledTimes(3);
    const { items } = await portal.alerts();
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      entityRef: shop,
      metric: 'change_lead_time',
      table: '2023',
      fromBand: 'elite',
      toBand: 'high',
      direction: 'worse',
      at: hour(monday(4)),
      notifiedAt: hour(monday(6) + 1),
      end: null,
    });
  });

  it('ends when it is back for two weeks: said once, with the week that shows it', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    await portal.apply(week(0, 5));
    await portal.round(1);
    // One good week may be a lucky week.
    expect(portal.told).toHaveBeenCalledTimes(1);
    expect((await portal.alerts()).items[0].end).toBeNull();

    await portal.apply(week(1, 5));
    await portal.round(2);
    await portal.apply(week(2, 5));
    await portal.round(3);
    expect(portal.told).toHaveBeenCalledTimes(2);
    expect(portal.told.mock.calls[1][0].payload).toMatchObject({
      title: 'Change lead time of shop is elite again',
      description: `Since ${hour(monday(0)).slice(
        0,
        10,
      )}; it was high from ${hour(monday(-2)).slice(0, 10)} on.`,
      severity: 'low',
      // In place of the first.
      scope: portal.told.mock.calls[0][0].payload.scope,
    });
    const { items } = await portal.alerts();
    expect(items).toHaveLength(1);
    expect(items[0].end).toEqual({
      kind: 'recovered',
      at: hour(monday(0)),
      until: hour(monday(1)),
      band: 'elite',
      value: 5 * 3600,
      n: 6,
      noticedAt: hour(monday(2) + 1),
      toldAt: hour(monday(2) + 1),
    });
  });

  it('that comes and goes by the week is told once, and its end when it lasts', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    for (let number = 0; number < 8; number++) {
      await portal.apply(week(number, number % 2 === 0 ? 5 : 72));
      await portal.round(number + 1);
    }
    expect(portal.told).toHaveBeenCalledTimes(1);
    await portal.apply(weeks(8, 9, 5));
    await portal.round(10);
    expect(portal.told).toHaveBeenCalledTimes(2);
    expect((await portal.alerts()).items).toMatchObject([
      { at: hour(monday(-2)), end: { at: hour(monday(8)) } },
    ]);
  });

  it('by what came late never left: withdrawn, and owners hear it', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    expect(portal.told).toHaveBeenCalledTimes(1);
    // Twenty quick changes of another branch of the story arrive a week late.
    await portal.apply(quickOnes(-2));
    await portal.round(0);
    expect(portal.told).toHaveBeenCalledTimes(2);
    expect(portal.told.mock.calls[1][0].payload).toMatchObject({
      title: 'Change lead time of shop: the alert is withdrawn',
      description: `By what arrived since, it did not leave elite on ${hour(
        monday(-2),
      ).slice(0, 10)}.`,
    });
    await portal.round(0);
    const { items } = await portal.alerts();
    expect(items).toMatchObject([
      { end: { kind: 'withdrawn', why: 'recomputed' } },
    ]);
    expect(portal.told).toHaveBeenCalledTimes(2);
    expect(await portal.alerts('open')).toMatchObject({ items: [] });
    expect(await portal.alerts('withdrawn')).toMatchObject({ items });
  });

  it('that began a week later than was known is the same alert, told once', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    await portal.apply([...quickOnes(-2), ...week(0, 72)]);
    await portal.round(1);
    expect(portal.told).toHaveBeenCalledTimes(1);
    expect((await portal.alerts()).items).toMatchObject([
      { at: hour(monday(-1)), end: null },
    ]);
  });

  it('stays kept while what it left slides out of what is looked at', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    await portal.apply(weeks(0, 30, 72));
    for (const now of [20, 23, 24, 25, 31]) await portal.round(now);
    const open = await portal.alerts();
    expect(open.items).toMatchObject([{ at: hour(monday(-2)), end: null }]);
    await portal.apply(weeks(31, 32, 5));
    await portal.round(33);
    expect((await portal.alerts()).items).toMatchObject([
      {
        at: hour(monday(-2)),
        end: { kind: 'recovered', at: hour(monday(31)) },
      },
    ]);
    expect(portal.told).toHaveBeenCalledTimes(2);
  });

  it('judges who was computed anew, and nobody else', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    expect(await portal.round(0)).toBe(1);
    expect(await portal.round(0)).toBe(0);
    await portal.apply(week(0, 72));
    expect(await portal.round(0)).toBe(1);
    // Its week is over.
    expect(await portal.round(1)).toBe(1);
  });

  it('is on the charts of every range it lies in, until it ended', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    const within = async (from: number, to: number) => {
      const query = `from=${hour(monday(from))}&to=${hour(monday(to))}`;
      const { alerts } = await portal.read(`/v1/series?scope=${shop}&${query}`);
      return alerts.length;
    };
    expect(await within(-6, -3)).toBe(0);
    expect(await within(-3, 0)).toBe(1);
    // It began before, and was not over.
    expect(await within(0, 3)).toBe(1);
    await portal.apply(weeks(0, 1, 5));
    await portal.round(2);
    expect(await within(-1, 1)).toBe(1);
    expect(await within(1, 3)).toBe(0);
  });

  it('is told again where telling failed', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    portal.told.mockRejectedValueOnce(new Error('mail is away'));
    await portal.round(0);
    await portal.round(0);
    await portal.round(0);
    expect(portal.told).toHaveBeenCalledTimes(2);
    expect(portal.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('mail is away'),
    );
  });

  it('is silent about weeks that nothing came from yet, until another service is heard of', async () => {
    await portal.apply(weeks(-12, -6, 5));
    await portal.round(0);
    expect((await portal.alerts()).items).toEqual([]);

    await portal.apply([
      deployEvent(
        { externalId: 'heard', sha: 'heard', project: 'acme/till' },
        monday(-1) + 30,
        'component:default/till',
      ),
    ]);
    await portal.round(0);
    expect((await portal.alerts()).items).toMatchObject([
      { entityRef: shop, metric: 'deployment_frequency', toBand: 'low' },
    ]);
  });

  it('is silent when it goes better', async () => {
    await portal.apply([...weeks(-8, -3, 72), ...weeks(-2, -1, 5)]);
    await portal.round(0);
    expect(portal.told).not.toHaveBeenCalled();
  });

  it('is kept and not told when it happened months ago: an import tells nobody', async () => {
    await portal.apply([...weeks(-20, -15, 5), ...weeks(-14, -1, 72)]);
    await portal.round(0);
    expect((await portal.alerts()).items).toHaveLength(1);
    expect(portal.told).not.toHaveBeenCalled();
  });
});

describe('the marks of the guide', () => {
  const portal = alerting({ benchmark: 'guide' });

  it('alert like any table: under an hour, or below the mark', async () => {
    await portal.apply([...weeks(-8, -3, 0.5), ...weeks(-2, -1, 5)]);
    await portal.round(0);
    expect(portal.told).toHaveBeenCalledTimes(1);
    expect(portal.told.mock.calls[0][0].payload.title).toBe(
      'Change lead time of shop is below the mark now',
    );
  });
});

describe('the Quick Check', () => {
  const portal = alerting({});

  it('has no bands: those of 2023 alert', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    expect((await portal.alerts()).items).toMatchObject([{ table: '2023' }]);
    expect(portal.told).toHaveBeenCalledTimes(1);
  });
});

describe('alerts that are switched off', () => {
  const portal = alerting({ alerts: { enabled: false } });

  it('are neither kept nor told', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    await portal.round(0);
    expect((await portal.alerts()).items).toEqual([]);
    expect(portal.told).not.toHaveBeenCalled();
  });
});

describe('alerts while the reader of the log is behind', () => {
  const portal = alerting({ benchmark: '2023' });

  it('wait: what is read next may be what is missing', async () => {
    await portal.apply([...weeks(-8, -3, 5), ...weeks(-2, -1, 72)]);
    expect(await portal.round(0, { seconds: 600, stopped: false })).toBe(0);
    expect(await portal.round(0, { seconds: 0, stopped: true })).toBe(0);
    expect((await portal.alerts()).items).toEqual([]);
    expect(await portal.round(0)).toBe(1);
    expect((await portal.alerts()).items).toHaveLength(1);
  });
});
