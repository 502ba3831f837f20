import { elapsed, zoneDays } from '../calendar/zoneDays';
import { bucketIndex, bucketsOf } from '../calendar/buckets';
import { formulaVersion } from '../formulaVersion';
import { fewSamples, quantiles } from '../statistics/quantiles';
import { shareOf } from '../statistics/share';
import {
  ChangeFailRateResult,
  DeploymentKind,
  DoraMetrics,
  DoraSamples,
  FrequencyResult,
  LeadTimeResult,
  LeadTimeSample,
  leadTimeStages,
  Moment,
  Quantiles,
  RecoveryResult,
  RecoverySample,
  ReworkResult,
  Window,
} from '../types';
import { Release, releasesOf, within } from './releases';

/** The window of a question, and when it is asked. */
export interface MetricQuestion {
  window: Window;
  asOf: Moment;
  /** Days before it do not count for frequency, see {@link countedFrom}. */
  knownFrom?: Moment;
  /** Failures of the window by when they were made good, or by when they began. */
  recoveryBy?: 'recovered' | 'failed';
}

const common = ({ window, asOf }: MetricQuestion, ids: readonly string[]) => ({
  n: ids.length,
  tooFew: ids.length < fewSamples,
  formulaVersion,
  asOf,
  window,
  sampleIds: [...ids].sort(),
});

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

/** Change lead time: committed to in production, of commits that arrived in the window. */
export function changeLeadTime(
  leadTimes: readonly LeadTimeSample[],
  question: MetricQuestion,
): LeadTimeResult {
  const samples = leadTimes.filter(one =>
    within(one.deployedAt, question.window),
  );
  const figures = quantiles(samples.map(({ seconds }) => seconds));
  const stage = (name: (typeof leadTimeStages)[number]): Quantiles =>
    quantiles(samples.flatMap(({ stages }) => stages[name] ?? []));
  return {
    metric: 'change_lead_time',
    unit: 'seconds',
    value: figures.median,
    ...common(question, idsOf(samples)),
    quantiles: figures,
    stages: {
      code: stage('code'),
      pickup: stage('pickup'),
      review: stage('review'),
      merge: stage('merge'),
      gate_wait: stage('gate_wait'),
      deploy: stage('deploy'),
    },
    clamped: samples.filter(({ clamped }) => clamped).length,
  };
}

function composition(
  releases: readonly Release[],
): Record<DeploymentKind, number> {
  const count = (kind: DeploymentKind) =>
    releases.filter(release => release.kind === kind).length;
  return {
    planned: count('planned'),
    rollback: count('rollback'),
    roll_forward: count('roll_forward'),
    hotfix: count('hotfix'),
    redeploy: count('redeploy'),
    config: count('config'),
  };
}

/** Deployment frequency: what arrived, per day and week, and on how many days. */
export function deploymentFrequency(
  releases: readonly Release[],
  question: MetricQuestion,
): FrequencyResult {
  const { window, asOf, knownFrom = window.from } = question;
  const over = elapsed(window, asOf);
  const arrived = releases.filter(
    ({ succeeded, finishedAt }) => succeeded && within(finishedAt, window),
  );
  const days = zoneDays(Math.max(over.from, knownFrom), over.to, over.zone);
  const calendar = bucketsOf(window, 'day', asOf);
  const used = new Set(
    arrived.map(({ finishedAt }) => bucketIndex(calendar, finishedAt)),
  );
  const rate = (count: number, perDays: number) =>
    days > 0 ? (count / days) * perDays : null;
  const perDay = rate(arrived.length, 1);
  return {
    metric: 'deployment_frequency',
    unit: 'per_day',
    value: perDay,
    ...common(question, idsOf(arrived)),
    deployments: arrived.length,
    days,
    perDay,
    perWeek: rate(arrived.length, 7),
    deploymentDays: used.size,
    deploymentDaysPerWeek: rate(used.size, 7),
    composition: composition(arrived),
  };
}

/** Failed deployment recovery time: of failures made good in the window (rule 12). */
export function recoveryTime(
  recoveries: readonly RecoverySample[],
  question: MetricQuestion,
): RecoveryResult {
  const { window, asOf, recoveryBy = 'recovered' } = question;
  const end = Math.min(window.to, asOf);
  const seconds: number[] = [];
  const ids: string[] = [];
  const open: RecoverySample[] = [];
  for (const sample of recoveries) {
    const { recoveredAt, failedAt } = sample;
    if (recoveredAt === null || recoveredAt >= end) {
      if (failedAt < end) open.push(sample);
    }
    if (sample.seconds === null || recoveredAt === null) continue;
    if (!within(recoveryBy === 'failed' ? failedAt : recoveredAt, window))
      continue;
    seconds.push(sample.seconds);
    ids.push(sample.id);
  }
  const figures = quantiles(seconds);
  return {
    metric: 'failed_deployment_recovery_time',
    unit: 'seconds',
    value: figures.median,
    ...common(question, ids),
    quantiles: figures,
    open: {
      count: open.length,
      oldestSince: open.length
        ? open.reduce((min, one) => Math.min(min, one.failedAt), Infinity)
        : null,
      ids: idsOf(open).sort(),
    },
  };
}

/** Change fail rate: of what users met, what failed (rule 11). */
export function changeFailRate(
  releases: readonly Release[],
  question: MetricQuestion,
): ChangeFailRateResult {
  const inside = releases.filter(one =>
    within(one.finishedAt, question.window),
  );
  const met = inside.filter(one => one.met);
  const failed = met.filter(one => one.failed).length;
  const aborted = inside.filter(one => one.autoAborted);
  const share = shareOf(failed, met.length);
  return {
    metric: 'change_fail_rate',
    unit: 'ratio',
    value: share.ratio,
    ...common(question, idsOf(met)),
    share,
    autoAborted: { count: aborted.length, ids: idsOf(aborted).sort() },
    shareWithAborted: shareOf(
      failed + aborted.length,
      met.length + aborted.length,
    ),
    affected: met.filter(one => one.affected).length,
  };
}

/** Deployment rework rate: of what users met, what was there to repair (rule 13). */
export function reworkRate(
  releases: readonly Release[],
  question: MetricQuestion,
): ReworkResult {
  const met = releases.filter(
    one => one.met && within(one.finishedAt, question.window),
  );
  const share = shareOf(met.filter(one => one.rework).length, met.length);
  return {
    metric: 'deployment_rework_rate',
    unit: 'ratio',
    value: share.ratio,
    ...common(question, idsOf(met)),
    share,
    rollbacks: met.filter(({ kind }) => kind === 'rollback').length,
  };
}

/** The five metrics of a window, of releases made before. */
export function metricsOf(
  {
    releases,
    leadTimes,
    recoveries,
  }: {
    releases: readonly Release[];
    leadTimes: readonly LeadTimeSample[];
    recoveries: readonly RecoverySample[];
  },
  question: MetricQuestion,
): DoraMetrics {
  return {
    change_lead_time: changeLeadTime(leadTimes, question),
    deployment_frequency: deploymentFrequency(releases, question),
    failed_deployment_recovery_time: recoveryTime(recoveries, question),
    change_fail_rate: changeFailRate(releases, question),
    deployment_rework_rate: reworkRate(releases, question),
  };
}

/** The five metrics of a window. Samples of several services pool (rule 17). */
export function computeMetrics(
  samples: Pick<DoraSamples, 'deployments' | 'leadTimes' | 'recoveries'>,
  question: MetricQuestion,
): DoraMetrics {
  const releases = releasesOf(samples.deployments);
  return metricsOf({ ...samples, releases }, question);
}
