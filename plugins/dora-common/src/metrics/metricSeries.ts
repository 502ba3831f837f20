import { bucketsOf } from '../calendar/buckets';
import { groupedBy } from '../statistics/order';
import { quantiles } from '../statistics/quantiles';
import {
  Bucket,
  BucketUnit,
  DoraMetrics,
  DoraSamples,
  metricNames,
  MetricName,
  WeekStart,
} from '../types';
import { computeMetrics, MetricQuestion, metricsOf } from './computeMetrics';
import { releasesOf } from './releases';

/** The five metrics of one bucket. */
export interface SeriesPoint {
  bucket: Bucket;
  metrics: DoraMetrics;
}

/** The metrics of every bucket of a window. A bucket without data is null, not 0. */
export function metricSeries(
  samples: Pick<DoraSamples, 'deployments' | 'leadTimes' | 'recoveries'>,
  question: MetricQuestion,
  unit: BucketUnit,
  weekStart: WeekStart = 1,
): SeriesPoint[] {
  const { window, asOf } = question;
  const all = { ...samples, releases: releasesOf(samples.deployments) };
  return bucketsOf(window, unit, asOf, weekStart)
    .filter(({ from }) => from <= asOf)
    .map(bucket => ({
      bucket,
      metrics: metricsOf(all, {
        ...question,
        window: { from: bucket.from, to: bucket.to, zone: window.zone },
      }),
    }));
}

/**
 * The median of the services' own values, beside the pooled one (rule 17).
 * Services without data are left out; null when all are.
 */
export function medianOfServices(
  samples: Pick<DoraSamples, 'deployments' | 'leadTimes' | 'recoveries'>,
  question: MetricQuestion,
): Record<MetricName, { median: number | null; services: number }> {
  const deployments = groupedBy(samples.deployments, ({ service }) => service);
  const leadTimes = groupedBy(samples.leadTimes, ({ service }) => service);
  const recoveries = groupedBy(samples.recoveries, ({ service }) => service);
  const results = [...deployments.keys()].map(service =>
    computeMetrics(
      {
        deployments: deployments.get(service) ?? [],
        leadTimes: leadTimes.get(service) ?? [],
        recoveries: recoveries.get(service) ?? [],
      },
      question,
    ),
  );
  const of = (name: MetricName) => {
    const figures = quantiles(
      results.flatMap(result => result[name].value ?? []),
    );
    return { median: figures.median, services: figures.n };
  };
  const [lead, frequency, recovery, failRate, rework] = metricNames;
  return {
    change_lead_time: of(lead),
    deployment_frequency: of(frequency),
    failed_deployment_recovery_time: of(recovery),
    change_fail_rate: of(failRate),
    deployment_rework_rate: of(rework),
  };
}

/** How a value changed against the previous period. */
export interface MetricChange {
  from: number | null;
  to: number | null;
  /** (to − from) / from; null when it cannot be said. */
  ratio: number | null;
  /** More deployments are better; of all else less is. */
  verdict: 'better' | 'worse' | 'same' | 'unknown';
}

/** Compares two values of a metric; the direction is the metric's own. */
export function compareValues(
  metric: MetricName,
  from: number | null,
  to: number | null,
): MetricChange {
  if (from === null || to === null)
    return { from, to, ratio: null, verdict: 'unknown' };
  const ratio = from === 0 ? null : (to - from) / from;
  if (from === to) return { from, to, ratio, verdict: 'same' };
  const better = metric === 'deployment_frequency' ? to > from : to < from;
  return { from, to, ratio, verdict: better ? 'better' : 'worse' };
}
