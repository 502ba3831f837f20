import { bandAlert, bandMoves, BandPoint } from './alerts/bandAlert';
import { changePoints } from './alerts/changePoints';
import {
  durationAnswer,
  frequencyAnswer,
  quickCheckScores,
} from './benchmarks/quickCheck';
import {
  bandOf,
  guideMarks,
  ownTable,
  tiers2021,
  tiers2023,
} from './benchmarks/tierTables';
import { h, measure } from './__testUtils__/facts';
import { howComputed } from './howComputed';
import { shareOf } from './statistics/share';
import { defaultSettings, metricNames } from './types';

const hourS = 3600;
const dayS = 86_400;

describe('bands', () => {
  it.each([
    [tiers2021, 'change_lead_time', hourS - 1, 'elite'],
    [tiers2021, 'change_lead_time', hourS, 'high'],
    [tiers2021, 'change_lead_time', 8 * dayS, 'medium'],
    [tiers2021, 'change_lead_time', 200 * dayS, 'low'],
    [tiers2021, 'deployment_frequency', 1.01, 'elite'],
    [tiers2021, 'deployment_frequency', 1, 'high'],
    [tiers2021, 'deployment_frequency', 1 / 100, 'medium'],
    [tiers2021, 'change_fail_rate', 0.15, 'elite'],
    [tiers2021, 'change_fail_rate', 0.3, 'medium'],
    [tiers2021, 'change_fail_rate', 0.31, 'low'],
    [tiers2021, 'failed_deployment_recovery_time', dayS, 'medium'],
    [tiers2023, 'change_lead_time', dayS - 1, 'elite'],
    [tiers2023, 'deployment_frequency', 1 / 7, 'high'],
    [tiers2023, 'deployment_frequency', 1 / 31, 'low'],
    [tiers2023, 'change_fail_rate', 0.05, 'elite'],
    [tiers2023, 'change_fail_rate', 0.12, 'medium'],
    [tiers2023, 'failed_deployment_recovery_time', 6 * dayS, 'medium'],
    [guideMarks, 'deployment_frequency', 1, 'elite'],
    [guideMarks, 'change_lead_time', hourS, 'below the mark'],
    [guideMarks, 'change_fail_rate', 0.15, 'elite'],
    [
      ownTable({ change_lead_time: { good: 60, fair: 120 } }),
      'change_lead_time',
      100,
      'fair',
    ],
  ] as const)('%#: by $id', (table, metric, value, band) => {
    expect(bandOf(metric, value, table)?.band).toBe(band);
  });

  it('are none without data, or where the table says nothing', () => {
    expect(bandOf('change_lead_time', null, tiers2021)).toBeNull();
    expect(bandOf('deployment_rework_rate', 0, tiers2021)).toBeNull();
  });

  it.each([
    [hourS - 1, 6],
    [dayS - 1, 5],
    [dayS, 4],
    [10 * dayS, 3],
    [60 * dayS, 2],
    [200 * dayS, 1],
  ])('a time of %s s is answer %s', (seconds, answer) => {
    expect(durationAnswer(seconds)).toBe(answer);
  });

  it.each([
    [2, 6],
    [1, 5],
    [1 / 7, 4],
    [1 / 30, 3],
    [1 / 100, 2],
    [1 / 300, 1],
    [0, 1],
  ])('%s a day is answer %s', (perDay, answer) => {
    expect(frequencyAnswer(perDay)).toBe(answer);
  });

  it('score nothing where there is no data', () => {
    expect(Object.values(quickCheckScores(measure({}).metrics))).toEqual([
      null,
      0,
      null,
      null,
      null,
    ]);
  });
});

describe('band alerts', () => {
  const points = (
    values: (number | null)[],
    rest: Partial<BandPoint> = {},
  ): BandPoint[] =>
    values.map((value, i) => ({
      bucket: {
        from: h(24 * i),
        to: h(24 * (i + 1)),
        label: `${i}`,
        partial: null,
      },
      value,
      tooFew: false,
      band: bandOf('change_fail_rate', value, tiers2023),
      ...rest,
    }));

  it.each([
    ['stays', [0.04, 0.02, 0.05], []],
    ['is out once', [0.04, 0.2, 0.04, 0.04], []],
    ['is out twice in a row', [0.04, 0.2, 0.2], [['elite', 'low', h(24)]]],
    [
      'has no data in between',
      [0.04, 0.2, null, 0.2],
      [['elite', 'low', h(24)]],
    ],
    ['comes back', [0.2, 0.2, 0.01, 0.01], [['low', 'elite', h(48)]]],
  ])('a metric that %s', (_what, values, expected) => {
    expect(
      bandMoves(points(values)).map(({ from, to, at }) => [
        from.band,
        to.band,
        at,
      ]),
    ).toEqual(expected);
  });

  it('is silent on too few samples and on what is not over', () => {
    expect(bandMoves(points([0.04, 0.2, 0.2], { tooFew: true }))).toEqual([]);
    const partial = points([0.04, 0.2, 0.2]).map((one, i) => ({
      ...one,
      bucket: { ...one.bucket, partial: i === 2 ? ('current' as const) : null },
    }));
    expect(bandMoves(partial)).toEqual([]);
  });

  it('is sent once, and not for the better', () => {
    const worse = points([0.04, 0.2, 0.2]);
    expect(bandAlert(worse, null)?.direction).toBe('worse');
    expect(bandAlert(worse, h(24))).toBeNull();
    expect(bandAlert(points([0.2, 0.01, 0.01]), null)).toBeNull();
  });
});

describe('changePoints', () => {
  it('finds where the level moved, and its levels', () => {
    const series = [5, 6, 5, 5, 6, 5, 2, 1, 2, 2, 1, 2];
    expect(changePoints(series)).toMatchObject([
      { index: 6, before: 5, after: 2 },
    ]);
  });

  it('finds none in an even series, one outlier, or too short a one', () => {
    expect(changePoints([5, 5, 5, 5, 5, 5, 5, 5])).toEqual([]);
    expect(changePoints([5, 6, 5, 6, 90, 5, 6, 5, 6, 5])).toEqual([]);
    expect(changePoints([1, 1, 9, 9])).toEqual([]);
  });
});

describe('shareOf', () => {
  it('has the interval of Wilson', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, and 0 of 20.
    const share = shareOf(81, 263);
    expect(share.low).toBeCloseTo(0.2553, 4);
    expect(share.high).toBeCloseTo(0.3662, 4);
    expect(shareOf(0, 20)).toMatchObject({ low: 0 });
    expect(shareOf(0, 20).high).toBeCloseTo(0.1611, 4);
  });
});

describe('howComputed', () => {
  it.each(metricNames)('tells of %s in words', metric => {
    const { summary, details, formulaVersion } = howComputed(
      metric,
      defaultSettings,
    );
    expect(formulaVersion).toBe(measure({}).metrics[metric].formulaVersion);
    expect([summary, ...details].every(text => /^[A-Z].*\.$/.test(text))).toBe(
      true,
    );
  });

  it('follows the settings', () => {
    const text = (leadTimeFrom: 'merged' | 'committed') =>
      howComputed('change_lead_time', { ...defaultSettings, leadTimeFrom })
        .summary;
    expect(text('merged')).toContain('merge');
    expect(text('committed')).toContain('commit');
  });
});
