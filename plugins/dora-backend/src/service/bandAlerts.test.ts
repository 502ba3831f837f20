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
    round: (inWeek: number) =>
      watchBands({
        reader: {
          ...api.reader,
          now: () => new Date(hour(monday(inWeek) + 1)),
        },
        notifications: { send: told },
        logger,
      }),
    alerts: () => api.read(`/v1/alerts?from=${hour(-5000)}&to=${hour(5000)}`),
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
    expect(portal.told).toHaveBeenCalledTimes(1);

    await portal.apply(weeks(4, 5, 72));
    await portal.round(6);
    expect(portal.told).toHaveBeenCalledTimes(2);
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
    });
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
