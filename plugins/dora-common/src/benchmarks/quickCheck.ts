import { DoraMetrics, MetricName, metricNames } from '../types';
import { industries2025, IndustryScores } from './industries2025';

const dayS = 86_400;
const weekS = 7 * dayS;
const monthS = 30.4375 * dayS;

/** Score of an answer of the Quick Check, 1 (worst) to 6 (best), on 0 to 10. */
export const answerScore = (answer: number): number =>
  Math.min(10, Math.max(0, ((answer - 1) / 5) * 10));

/** Score of a percentage where less is better, on 0 to 10. */
export const percentScore = (percent: number): number =>
  Math.min(10, Math.max(0, 10 - percent / 10));

/** Answer of the Quick Check to a lead or recovery time. */
export function durationAnswer(seconds: number): number {
  const upTo = [
    [3600, 6],
    [dayS, 5],
    [weekS, 4],
    [monthS, 3],
    [6 * monthS, 2],
  ];
  return upTo.find(([limit]) => seconds < limit)?.[1] ?? 1;
}

/**
 * Answer to a deployment frequency. "Multiple per day" is more than one a day
 * on average; once an hour is beyond what a service's pipeline shows.
 */
export function frequencyAnswer(perDay: number): number {
  const perYear = perDay * 365.25;
  if (perDay > 1) return 6;
  if (perDay === 1) return 5;
  if (perDay * 7 >= 1) return 4;
  if (perYear >= 12) return 3;
  return perYear >= 2 ? 2 : 1;
}

/** Measured values on the scale of the Quick Check; null: no data. */
export function quickCheckScores(
  metrics: Pick<DoraMetrics, MetricName>,
): Record<MetricName, number | null> {
  const scored = (value: number | null, score: (known: number) => number) =>
    value === null ? null : score(value);
  const percent = (value: number | null) =>
    scored(value, ratio => percentScore(ratio * 100));
  const duration = (value: number | null) =>
    scored(value, seconds => answerScore(durationAnswer(seconds)));
  return {
    change_lead_time: duration(metrics.change_lead_time.value),
    deployment_frequency: scored(metrics.deployment_frequency.value, perDay =>
      answerScore(frequencyAnswer(perDay)),
    ),
    failed_deployment_recovery_time: duration(
      metrics.failed_deployment_recovery_time.value,
    ),
    change_fail_rate: percent(metrics.change_fail_rate.value),
    deployment_rework_rate: percent(metrics.deployment_rework_rate.value),
  };
}

/** Scores made one; what has no data is left out. */
export interface QuickCheckAverages {
  average: number | null;
  throughput: number | null;
  stability: number | null;
}

const meanOf = (scores: readonly (number | null)[]): number | null => {
  const known = scores.flatMap(score => score ?? []);
  const sum = known.reduce((total, score) => total + score, 0);
  return known.length ? sum / known.length : null;
};

/** Throughput: lead, frequency, recovery. Stability: change fail and rework. */
export function quickCheckAverages(
  scores: Partial<Record<MetricName, number | null>>,
): QuickCheckAverages {
  const of = (...names: MetricName[]) =>
    names.map(name => scores[name] ?? null);
  return {
    average: meanOf(of(...metricNames)),
    throughput: meanOf(
      of(
        'change_lead_time',
        'deployment_frequency',
        'failed_deployment_recovery_time',
      ),
    ),
    stability: meanOf(of('change_fail_rate', 'deployment_rework_rate')),
  };
}

/** An industry of the 2025 edition and its averages; undefined: not in it. */
export function industryBenchmark(
  key = 'all',
): (IndustryScores & QuickCheckAverages) | undefined {
  const found = industries2025.find(industry => industry.key === key);
  if (!found) return undefined;
  const means = Object.fromEntries(
    metricNames.map(name => [name, found.scores[name].mean]),
  );
  return { ...found, ...quickCheckAverages(means) };
}
