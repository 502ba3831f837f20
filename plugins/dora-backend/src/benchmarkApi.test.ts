import { startApi } from './__testUtils__/startApi';
import { range, story, tileOf } from './__testUtils__/story';
import { shop } from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;

describe('the benchmark of a scope', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({
      benchmark: '2023',
      scopes: [
        {
          refs: ['group:default/pay'],
          benchmark: 'quick',
          industry: 'technology',
        },
        {
          refs: [shop],
          benchmark: 'own',
          thresholds: { change_lead_time: { good: 3600, fair: 14_400 } },
        },
      ],
    });
    await api.apply(story(8));
  });
  afterAll(() => api.drop());

  const chosen = async (query: string) => {
    const body = await api.read(`/v1/overview?${range}${query}`);
    const { band, score } = tileOf(body, 'change_lead_time') as {
      band: { table: string; band: string } | null;
      score: { industry: { key: string } } | null;
    } & NonNullable<ReturnType<typeof tileOf>>;
    return {
      benchmark: body.benchmark,
      industry: body.industry,
      band: band && `${band.table} ${band.band}`,
      among: score?.industry.key,
    };
  };

  it('is what its settings say, where the question does not', async () => {
    expect(await chosen('')).toEqual({
      benchmark: '2023',
      industry: 'all',
      band: '2023 elite',
      among: 'all',
    });
    expect(await chosen('&scope=group:default/pay')).toEqual({
      benchmark: 'quick',
      industry: 'technology',
      band: null,
      among: 'technology',
    });
    expect(await chosen(`&scope=${shop}`)).toEqual({
      benchmark: 'own',
      industry: 'technology',
      band: 'own fair',
      among: 'technology',
    });
  });

  it('is what the question says', async () => {
    expect(
      await chosen(`&scope=${shop}&benchmark=2021&industry=energy`),
    ).toEqual({
      benchmark: '2021',
      industry: 'energy',
      band: '2021 high',
      among: 'energy',
    });
  });
});
