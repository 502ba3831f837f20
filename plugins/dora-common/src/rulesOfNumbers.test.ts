import {
  bucketCounts,
  exactQuantile,
  poolCounts,
} from './statistics/pooledQuantile';
import { quantiles } from './statistics/quantiles';
import { bucketsOf } from './calendar/buckets';
import { countedFrom } from './calendar/zoneDays';
import { computeMetrics } from './metrics/computeMetrics';
import { metricSeries, medianOfServices } from './metrics/metricSeries';
import { formulaVersion } from './formulaVersion';
import {
  commit,
  day,
  deployed,
  h,
  incident,
  measure,
  month,
  push,
  ran,
} from './__testUtils__/facts';

describe('rule 14: quantiles', () => {
  it.each([
    [[9, 3, 6], 6],
    [[10, 2, 4, 8], 6],
    [[1], 1],
  ])('median of %j is %s', (values, median) => {
    expect(quantiles(values).median).toBe(median);
  });

  it('gives p75, p90 and n as PERCENTILE_CONT does', () => {
    expect(quantiles([1, 2, 3, 4, 5])).toEqual({
      n: 5,
      median: 3,
      p75: 4,
      p90: 4.6,
      mean: 3,
      tooFew: false,
    });
  });

  it('marks fewer than five', () => {
    expect(quantiles([1, 2, 3, 4]).tooFew).toBe(true);
  });
});

describe('rule 15: clock skew', () => {
  it('counts a commit from after its deployment as 0, and lists it', () => {
    const { samples, metrics, quality } = measure({
      deployments: [ran('d1', 'a1', h(1)), ran('d2', 'a2', h(2))],
      pushes: [push('a1', [commit('a2', h(3))])],
    });
    expect(samples.leadTimes).toMatchObject([{ seconds: 0, clamped: true }]);
    expect(metrics.change_lead_time.clamped).toBe(1);
    expect(quality).toContain('clamped a2');
  });
});

describe('rule 16: no deployments', () => {
  it('gives frequency 0 and null for the others', () => {
    const { metrics } = measure({});
    expect(Object.values(metrics).map(({ value }) => value)).toEqual([
      null,
      0,
      null,
      null,
      null,
    ]);
  });

  it('does not take days before anything was known for days without deployments', () => {
    const zone = 'Europe/Oslo';
    // Friday; its week began on Monday, the 16th, or on Sunday, the 15th.
    const first = Date.parse('2026-03-20T10:00:00Z');
    const window = {
      from: Date.parse('2026-03-01T00:00:00+01:00'),
      to: Date.parse('2026-03-30T00:00:00+02:00'),
      zone,
    };
    const days = (knownFrom?: number) =>
      computeMetrics(
        measure({ deployments: [deployed('d1', first)] }).samples,
        { window, asOf: window.to, knownFrom },
      ).deployment_frequency;
    expect(days()).toMatchObject({ days: 29, perDay: 1 / 29 });
    // The clock changes on the 29th.
    expect(days(countedFrom(first, zone))).toMatchObject({
      days: 14,
      perWeek: 0.5,
    });
    expect(days(countedFrom(first, zone, 7)).days).toBe(15);
    expect(days(window.to)).toMatchObject({ deployments: 1, value: null });
  });

  it('makes duplicates of an incident one', () => {
    const copy = incident('j', h(2), null, { duplicateOf: 'i' });
    const { samples } = measure({
      deployments: [deployed('d1', h(1))],
      incidents: [incident('i', h(3), h(5)), incident('i', h(3), h(5)), copy],
    });
    expect(samples.marks).toHaveLength(1);
    expect(samples.recoveries).toMatchObject([{ seconds: 4 * 3600 }]);
  });
});

describe('rule 17: roll-up', () => {
  const service = (name: string, hours: number[]) =>
    measure({
      deployments: [
        ran(`${name}1`, 'a1', h(1), { service: name }),
        ran(`${name}2`, `a${hours.length + 1}`, h(100), { service: name }),
      ],
      pushes: [
        push(
          'a1',
          hours.map((ago, i) => commit(`a${i + 2}`, h(100 - ago))),
        ),
      ],
    }).samples;
  const parts = [service('pears', [1, 2, 3]), service('plums', [10])];
  const pooled = {
    deployments: parts.flatMap(part => part.deployments),
    leadTimes: parts.flatMap(part => part.leadTimes),
    recoveries: [],
  };

  it('pools samples, and shows the median of services beside', () => {
    const question = { window: month, asOf: month.to };
    const [point] = metricSeries(pooled, question, 'month');
    expect(point.metrics.change_lead_time.value).toBe(2.5 * 3600);
    expect(medianOfServices(pooled, question).change_lead_time).toEqual({
      median: 6 * 3600,
      services: 2,
    });
  });

  it('finds the exact quantile from counts and the samples of a bucket', () => {
    const values = [60, 3600, 3601, 3602, 90_000];
    const counts = poolCounts([
      bucketCounts(values.slice(0, 2)),
      bucketCounts(values.slice(2)),
    ]);
    const sorted = (bucket: number) =>
      values.filter(value => bucketCounts([value])[0].bucket === bucket);
    expect(exactQuantile(counts, 0.5, sorted)).toBe(3601);
  });
});

describe('rule 18: buckets', () => {
  const zone = 'Europe/Berlin';
  const at = (text: string) => Date.parse(text);

  it.each([
    ['spring', '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 23],
    ['autumn', '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 25],
  ])('a day in %s is one bucket', (_when, from, to, hours) => {
    const buckets = bucketsOf(
      { from: at(from), to: at(to), zone },
      'day',
      at(to),
    );
    expect(buckets).toHaveLength(1);
    expect((buckets[0].to - buckets[0].from) / 3_600_000).toBe(hours);
  });

  it.each([
    ['day', 1, '2026-03-29'],
    ['week', 1, '2026-W13'],
    ['week', 7, '2026-03-29'],
    ['month', 1, '2026-03'],
    ['quarter', 1, '2026-Q1'],
  ] as const)('cuts by %s, weeks beginning on %s', (unit, weekStart, label) => {
    const moment = at('2026-03-29T12:00:00+02:00');
    const window = { from: moment, to: moment + 1, zone };
    expect(bucketsOf(window, unit, moment, weekStart)[0].label).toBe(label);
  });

  it('marks the first and the current bucket partial', () => {
    const window = {
      from: at('2026-03-03T00:00:00+01:00'),
      to: at('2026-03-30T00:00:00+02:00'),
      zone,
    };
    const asOf = at('2026-03-25T10:00:00+01:00');
    expect(
      bucketsOf(window, 'week', asOf).map(({ partial }) => partial),
    ).toEqual(['first', null, null, 'current']);
  });
});

describe('rule 19: what every result carries', () => {
  it('says formula, as-of time and samples', () => {
    const { metrics } = measure({
      deployments: [deployed('d2', h(1)), deployed('d1', h(2))],
    });
    for (const metric of Object.values(metrics)) {
      expect(metric).toMatchObject({ formulaVersion, asOf: month.to });
    }
    expect(metrics.deployment_frequency.sampleIds).toEqual(['d1', 'd2']);
  });
});

describe('rule 20: an incident at the very finish', () => {
  it.each([
    ['at', 0, ['d2']],
    ['a millisecond before', -1, ['d1']],
  ])('%s: %s', (_when, offset, expected) => {
    const { failed } = measure({
      deployments: [deployed('d1', h(1)), deployed('d2', h(2))],
      incidents: [incident('i', h(2) + offset, h(2) + day)],
    });
    expect(failed).toEqual(expected);
  });
});
