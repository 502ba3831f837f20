import {
  answerScore,
  bandOf,
  bandTables,
  BandTable,
  BenchmarkId,
  compareValues,
  DoraTile,
  durationAnswer,
  fewSamples,
  frequencyAnswer,
  industryBenchmark,
  MetricName,
  percentScore,
  Share,
} from '@quarterdeck/plugin-dora-common';
import { Measured } from './measured';

/** The number of a metric; null: no data. */
export function valueOf(metric: MetricName, one: Measured): number | null {
  switch (metric) {
    case 'change_lead_time':
      return one.lead.median;
    case 'deployment_frequency':
      return one.days > 0 ? one.deployments / one.days : null;
    case 'failed_deployment_recovery_time':
      return one.recovery.median;
    case 'change_fail_rate':
      return one.fail.ratio;
    default:
      return one.rework.ratio;
  }
}

/** How many samples the number is made of. */
export function countOf(metric: MetricName, one: Measured): number {
  switch (metric) {
    case 'change_lead_time':
      return one.lead.n;
    case 'deployment_frequency':
      return one.deployments;
    case 'failed_deployment_recovery_time':
      return one.recovery.n;
    case 'change_fail_rate':
      return one.fail.of;
    default:
      return one.rework.of;
  }
}

/** @see DoraTile */
export const unitOf = (metric: MetricName): DoraTile['unit'] => {
  if (metric === 'deployment_frequency') return 'per_day';
  return metric === 'change_fail_rate' || metric === 'deployment_rework_rate'
    ? 'ratio'
    : 'seconds';
};

const overlap = (a: Share, b: Share) =>
  a.low === null ||
  b.low === null ||
  ((a.low ?? 0) <= (b.high ?? 1) && (b.low ?? 0) <= (a.high ?? 1));

function isNoise(metric: MetricName, before: Measured, after: Measured) {
  if (countOf(metric, before) < fewSamples) return true;
  if (countOf(metric, after) < fewSamples) return true;
  if (metric === 'change_fail_rate') return overlap(before.fail, after.fail);
  if (metric === 'deployment_rework_rate') {
    return overlap(before.rework, after.rework);
  }
  return false;
}

/** A change against what was before; what lies before anything was known is not 0. */
export function changeOf(
  metric: MetricName,
  before: Measured,
  after: Measured,
  beforeKnown: boolean,
): NonNullable<DoraTile['change']> {
  const compared = compareValues(
    metric,
    beforeKnown ? valueOf(metric, before) : null,
    valueOf(metric, after),
  );
  const { from, to } = compared;
  return {
    ...compared,
    difference: from === null || to === null ? null : to - from,
    noise: isNoise(metric, before, after),
    n: countOf(metric, before),
  };
}

/** Score of a value on 0 to 10. */
function scoreOf(metric: MetricName, value: number): number {
  if (metric === 'deployment_frequency') {
    return answerScore(frequencyAnswer(value));
  }
  return unitOf(metric) === 'ratio'
    ? percentScore(value * 100)
    : answerScore(durationAnswer(value));
}

/** Where a value lies among an industry's; null: no data. */
export function scoreAmong(
  metric: MetricName,
  value: number | null,
  industryKey: string,
): DoraTile['score'] {
  const industry = industryBenchmark(industryKey) ?? industryBenchmark();
  if (value === null || !industry) return null;
  const { key, name, scores } = industry;
  return {
    value: scoreOf(metric, value),
    industry: { key, name, ...scores[metric] },
  };
}

/** The table of a benchmark; null: it has no bands, or none are configured. */
export function tableOf(
  benchmark: BenchmarkId,
  own: BandTable | null,
): BandTable | null {
  if (benchmark === 'own') return own;
  return bandTables.find(({ id }) => id === benchmark) ?? null;
}

/** @see bandOf */
export const bandIn = (
  metric: MetricName,
  value: number | null,
  table: BandTable | null,
) => (table ? bandOf(metric, value, table) : null);
