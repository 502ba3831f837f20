import {
  DoraTile,
  metricNames,
  MetricName,
} from '@quarterdeck/plugin-dora-common';
import { OverviewAnswer, SeriesAnswer } from '../api/answerTypes';

/** How every answer begins. */
export const sampleBase = {
  range: { from: '2026-08-31T00:00:00Z', to: '2026-09-17T10:00:00Z' },
  zone: 'UTC',
  weekStart: 1 as const,
  formulaVersion: '3',
  meta: {
    asOf: '2026-09-17T10:00:00Z',
    lastEventAt: '2026-09-17T09:59:00Z',
    lagSeconds: 0,
    stale: false,
    visibility: 'all' as const,
  },
};

/** Three weeks; the last is not over. */
export const sampleBuckets = [
  ['2026-08-31', '2026-09-07', '2026-W36'],
  ['2026-09-07', '2026-09-14', '2026-W37'],
  ['2026-09-14', '2026-09-17', '2026-W38'],
].map(([from, to, label], index) => ({
  from: `${from}T00:00:00Z`,
  to: `${to}T00:00:00Z`,
  label,
  partial: index === 2 ? ('current' as const) : null,
}));

const share = (count: number, of: number) => ({
  count,
  of,
  ratio: of ? count / of : null,
  low: of ? Math.max(0, count / of - 0.035) : null,
  high: of ? count / of + 0.035 : null,
  tooFew: of < 5,
});

const figures = (n: number, median: number) => ({
  n,
  median: n ? median : null,
  p75: n ? median * 2 : null,
  p90: n ? median * 3 : null,
  mean: n ? median * 1.2 : null,
  tooFew: n < 5,
});

/** Counts by kind; what is not named is 0. */
export const counts = (some: Partial<Record<string, number>> = {}) => ({
  planned: 0,
  rollback: 0,
  hotfix: 0,
  redeploy: 0,
  config: 0,
  roll_forward: 0,
  ...some,
});

const values: Record<MetricName, { value: number; was: number }> = {
  change_lead_time: { value: 70_800, was: 85_800 },
  deployment_frequency: { value: 3.6, was: 3 },
  failed_deployment_recovery_time: { value: 3_120, was: 3_660 },
  change_fail_rate: { value: 0.092, was: 0.11 },
  deployment_rework_rate: { value: 0.089, was: 0.086 },
};

const unitOf = (metric: MetricName): DoraTile['unit'] => {
  if (metric.endsWith('_time')) return 'seconds';
  return metric.endsWith('_rate') ? 'ratio' : 'per_day';
};

/** A metric with data. */
export function sampleTile(
  metric: MetricName,
  more: Partial<DoraTile> = {},
): DoraTile {
  const { value, was } = values[metric];
  const isTime = metric.endsWith('_time');
  const better = metric === 'deployment_frequency' ? value > was : value < was;
  return {
    metric,
    status: 'ok',
    unit: unitOf(metric),
    value,
    n: 231,
    tooFew: false,
    p75: isTime ? value * 2 : null,
    p90: isTime ? value * 3 : null,
    change: {
      from: was,
      to: value,
      difference: value - was,
      ratio: (value - was) / was,
      verdict: better ? 'better' : 'worse',
      noise: metric === 'deployment_rework_rate',
      n: 200,
    },
    band: { table: '2023', band: 'high', rank: 1, of: 4 },
    score: {
      value: 5.9,
      industry: { key: 'all', name: 'All industries', mean: 5.5, std: 2.4 },
    },
    partial: true,
    points: sampleBuckets.map(({ from, partial }, index) => ({
      from,
      value: value * (1 + index / 10),
      n: 40,
      partial: partial !== null,
    })),
    medianOfServices: { value, services: 4 },
    quantiles: isTime ? figures(231, value) : null,
    frequency:
      metric === 'deployment_frequency'
        ? {
            deployments: 292,
            days: 84,
            perDay: value,
            perWeek: value * 7,
            deploymentDays: 60,
            deploymentDaysPerWeek: 5,
            composition: counts({ planned: 260, rollback: 12, redeploy: 20 }),
          }
        : null,
    fails:
      metric === 'change_fail_rate'
        ? {
            share: share(27, 292),
            autoAborted: 2,
            shareWithAborted: share(29, 292),
            affected: 3,
          }
        : null,
    rework:
      metric === 'deployment_rework_rate'
        ? { share: share(26, 292), rollbacks: 12 }
        : null,
    open:
      metric === 'failed_deployment_recovery_time'
        ? { count: 1, oldestSince: '2026-09-17T06:04:00Z' }
        : null,
    clamped: 0,
    ...more,
  };
}

/** Five tiles with data, or all of another status. */
export function sampleOverview(
  more: Partial<OverviewAnswer> = {},
  tile: Partial<DoraTile> = {},
): OverviewAnswer {
  return {
    ...sampleBase,
    services: 4,
    hiddenServices: 0,
    unit: 'week',
    tiles: metricNames.map(metric => sampleTile(metric, tile)),
    compared: {
      before: { from: '2026-08-14T00:00:00Z', to: '2026-08-31T00:00:00Z' },
      after: sampleBase.range,
    },
    benchmark: 'quick',
    industry: 'all',
    score: {
      average: 7.7,
      throughput: 7,
      stability: 9.1,
      industryAverage: 6.72,
    },
    quality: { total: 3, byKind: [{ kind: 'missing_sha', count: 2 }] },
    ...more,
  };
}

/** Nothing in any bucket that counts; deployments are known, so it is zero and not a gap. */
const empty = { planned: 0 };

/** Three weeks of a busy service; `none`: nothing happened in them. */
export function sampleSeries(
  kind: 'busy' | 'none' | 'gap' = 'busy',
): SeriesAnswer {
  const busy = kind === 'busy';
  const of = [31, 24, 12].map(count => (busy ? count : 0));
  const failed = [3, 2, 1].map(count => (busy ? count : 0));
  const byKind = (some: Partial<Record<string, number>>) => {
    if (kind === 'gap') return null;
    return counts(busy ? some : empty);
  };
  return {
    ...sampleBase,
    services: 4,
    hiddenServices: 0,
    unit: 'week',
    buckets: sampleBuckets,
    leadTime: [40, 30, 12].map(n => figures(busy ? n : 0, 70_800)),
    frequency: of.map(count => ({
      counts: byKind({ planned: count - 3, rollback: 1, redeploy: 2 }),
      figures: {
        deployments: count,
        days: 7,
        perDay: count / 7,
        perWeek: count,
        deploymentDays: busy ? 5 : 0,
        deploymentDaysPerWeek: busy ? 5 : 0,
        composition: counts({ planned: count }),
      },
    })),
    failRate: of.map((count, index) => ({
      share: share(failed[index], count),
      shareWithAborted: share(failed[index], count),
      autoAborted: 0,
    })),
    recovery: failed.map(n => figures(n, 3_120)),
    rework: of.map(count => ({
      share: share(busy ? 2 : 0, count),
      counts: byKind({ rollback: 1, hotfix: 1 }),
    })),
    stages: busy
      ? (
          [
            ['code', 15_120],
            ['pickup', 28_440],
            ['review', 9_360],
            ['merge', 3_600],
            ['gate_wait', 8_280],
            ['deploy', 18_360],
          ] as const
        ).map(([stage, meanSeconds]) => ({
          stage,
          meanSeconds,
          known: 82,
          quantiles: figures(82, meanSeconds),
        }))
      : [],
    meanLeadSeconds: busy ? 83_160 : null,
    open: { count: busy ? 1 : 0, oldestSince: null },
    markers: busy
      ? [
          {
            id: '1d1f7d64-53a0-4d7a-8d61-0f8a7f4d1c11',
            scopeRef: null,
            at: '2026-09-07T00:00:00Z',
            label: 'smaller batches',
            by: 'user:default/mei',
            createdAt: '2026-09-08T00:00:00Z',
          },
        ]
      : [],
    changePoints: busy
      ? [
          {
            metric: 'change_lead_time',
            at: '2026-09-07T00:00:00Z',
            before: 90_000,
            after: 70_800,
            direction: 'better',
            p: 0.01,
          },
        ]
      : [],
    alerts: busy
      ? [
          {
            id: 'a1',
            entityRef: 'component:default/ledger',
            metric: 'change_fail_rate',
            at: '2026-09-07T00:00:00Z',
            table: '2023',
            fromBand: 'high',
            toBand: 'medium',
            direction: 'worse',
            notifiedAt: '2026-09-14T00:00:00Z',
            noticedAt: '2026-09-14T00:00:00Z',
            end: {
              kind: 'recovered',
              at: '2026-09-14T00:00:00Z',
              until: '2026-09-21T00:00:00Z',
              band: 'high',
              value: 0.08,
              n: 25,
              noticedAt: '2026-10-05T00:00:00Z',
              toldAt: '2026-10-05T00:00:00Z',
            },
          },
        ]
      : [],
  };
}
