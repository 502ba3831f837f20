import { startApi } from './__testUtils__/startApi';
import { range, story } from './__testUtils__/story';
import { hour, incidentEvent, instance } from './testing/events';

type Api = Awaited<ReturnType<typeof startApi>>;
type Cells = Record<string, string>;

/** A file's rows by the names of its columns. */
function parsed(csv: string): Cells[] {
  const [head, ...rows] = csv.trim().split('\r\n');
  const names = head.split(',');
  return rows.map(row => {
    const cells = row.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

const text = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

describe('files of the charts', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi();
    await api.apply([
      ...story(8),
      incidentEvent(
        {
          externalId: 'i1',
          resolvedAt: hour(36),
          causes: [{ kind: 'deployment', instance, id: 'd3' }],
        },
        33,
      ),
    ]);
  });
  afterAll(() => api.drop());

  const asked = `${range}&unit=week`;
  const rowsOf = async (chart: string) => {
    const answer = await api.http.get(`/v1/export?${asked}&chart=${chart}`);
    expect(answer.status).toBe(200);
    return parsed(answer.text);
  };
  /** What the same cells are by the API. */
  const cells = (rows: object[]): Cells[] =>
    rows.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, text(value)]),
      ),
    );
  const pick = (rows: Cells[], names: readonly string[]) =>
    rows.map(row => Object.fromEntries(names.map(name => [name, row[name]])));

  it('hold the five numbers of the API', async () => {
    const { tiles } = await api.read(`/v1/overview?${asked}`);
    const names = ['metric', 'value', 'n', 'p75', 'p90', 'status'];
    expect(tiles[0].value).toBeGreaterThan(0);
    expect(pick(await rowsOf('overview'), names)).toEqual(
      pick(cells(tiles), names),
    );
  });

  it.each([
    [
      'lead_time',
      (series: Series) =>
        series.leadTime.map(({ n, median, p75, p90 }) => ({
          n,
          median_seconds: median,
          p75_seconds: p75,
          p90_seconds: p90,
        })),
    ],
    [
      'recovery',
      (series: Series) =>
        series.recovery.map(({ n, median, p75, p90 }) => ({
          n,
          median_seconds: median,
          p75_seconds: p75,
          p90_seconds: p90,
        })),
    ],
    [
      'frequency',
      (series: Series) =>
        series.frequency.map(({ counts, figures }) => ({
          planned: counts && counts.planned,
          rollback: counts && counts.rollback,
          redeploy: counts && counts.redeploy,
          // No number of what nobody knows of.
          deployments: counts && figures.deployments,
          deployment_days: counts && figures.deploymentDays,
        })),
    ],
    [
      'fail_rate',
      (series: Series) =>
        series.failRate.map(({ share, autoAborted }) => ({
          count: share.count,
          of: share.of,
          ratio: share.ratio,
          low: share.low,
          high: share.high,
          auto_aborted: autoAborted,
        })),
    ],
    [
      'rework',
      (series: Series) =>
        series.rework.map(({ share, counts }) => ({
          count: share.count,
          of: share.of,
          ratio: share.ratio,
          hotfix: counts && counts.hotfix,
        })),
    ],
  ])('hold the numbers of the API: %s', async (chart, of) => {
    const series = await api.read(`/v1/series?${asked}`);
    const expected = of(series);
    const rows = await rowsOf(chart);
    expect(pick(rows, ['from', 'to'])).toEqual(
      pick(cells(series.buckets), ['from', 'to']),
    );
    expect(pick(rows, Object.keys(expected[0]))).toEqual(cells(expected));
  });

  it('hold the stages, services, samples and what cannot be told', async () => {
    const series = await api.read(`/v1/series?${asked}`);
    expect(pick(await rowsOf('stages'), ['stage', 'mean_seconds'])).toEqual(
      series.stages.map((part: { stage: string; meanSeconds: number }) => ({
        stage: part.stage,
        mean_seconds: text(part.meanSeconds),
      })),
    );
    const { items } = await api.read(`/v1/services?${asked}`);
    const [row] = await rowsOf('services');
    expect(row.service).toBe(items[0].service);
    expect(row.change_lead_time).toBe(text(items[0].metrics[0].value));
    const samples = await api.read(
      `/v1/samples?${asked}&metric=change_lead_time&limit=200`,
    );
    expect(pick(await rowsOf('samples'), ['id', 'seconds'])).toEqual(
      pick(cells(samples.items), ['id', 'seconds']),
    );
    const quality = await api.read(`/v1/quality?${asked}&limit=200`);
    expect(pick(await rowsOf('quality'), ['kind', 'subject'])).toEqual(
      pick(cells(quality.items), ['kind', 'subject']),
    );
    expect(await rowsOf('alerts')).toEqual([]);
  });
});

interface Quantiles {
  n: number;
  median: number | null;
  p75: number | null;
  p90: number | null;
}
interface Share {
  count: number;
  of: number;
  ratio: number | null;
  low: number | null;
  high: number | null;
}
type Counts = Record<string, number> | null;

/** What is compared of the answer. */
interface Series {
  leadTime: Quantiles[];
  recovery: Quantiles[];
  frequency: {
    counts: Counts;
    figures: { deployments: number; deploymentDays: number };
  }[];
  failRate: { share: Share; autoAborted: number }[];
  rework: { share: Share; counts: Counts }[];
}
