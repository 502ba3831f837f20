import { DeploymentKind, Moment } from './facts';
import { LeadTimeStage } from './samples';

/** Half open, cut by days of `zone`. */
export interface Window {
  from: Moment;
  to: Moment;
  /** IANA name. */
  zone: string;
}

export type BucketUnit = 'day' | 'week' | 'month' | 'quarter';

/** 1 Monday … 7 Sunday. */
export type WeekStart = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A bucket of a window. */
export interface Bucket {
  from: Moment;
  to: Moment;
  /** `2026-03-29`, `2026-W13` (`2026-03-29` when weeks start on another day), `2026-03`, `2026-Q1`. */
  label: string;
  /** `first`: the window begins within it; `current`: it, or the window, ends before it is over. */
  partial: 'first' | 'current' | null;
}

export const metricNames = [
  'change_lead_time',
  'deployment_frequency',
  'failed_deployment_recovery_time',
  'change_fail_rate',
  'deployment_rework_rate',
] as const;

export type MetricName = (typeof metricNames)[number];

/** A distribution. All null without samples; `tooFew` below five. */
export interface Quantiles {
  n: number;
  median: number | null;
  p75: number | null;
  p90: number | null;
  mean: number | null;
  tooFew: boolean;
}

/** A share of `of`; null when that is 0. `low` and `high`: 95 % interval by Wilson. */
export interface Share {
  count: number;
  of: number;
  ratio: number | null;
  low: number | null;
  high: number | null;
  tooFew: boolean;
}

/** What every metric says. */
export interface MetricBase {
  /** The number of the tile; null: no data. */
  value: number | null;
  n: number;
  tooFew: boolean;
  formulaVersion: string;
  asOf: Moment;
  window: Window;
  /** Every sample behind it, sorted. */
  sampleIds: readonly string[];
}

export interface LeadTimeResult extends MetricBase {
  metric: 'change_lead_time';
  unit: 'seconds';
  quantiles: Quantiles;
  stages: Record<LeadTimeStage, Quantiles>;
  clamped: number;
}

export interface FrequencyResult extends MetricBase {
  metric: 'deployment_frequency';
  unit: 'per_day';
  deployments: number;
  /** Days of the window that are over, with the fraction of the current one. */
  days: number;
  perDay: number | null;
  perWeek: number | null;
  deploymentDays: number;
  deploymentDaysPerWeek: number | null;
  composition: Record<DeploymentKind, number>;
}

export interface RecoveryResult extends MetricBase {
  metric: 'failed_deployment_recovery_time';
  unit: 'seconds';
  quantiles: Quantiles;
  /** Not recovered at the window's end. */
  open: { count: number; oldestSince: Moment | null; ids: readonly string[] };
}

export interface ChangeFailRateResult extends MetricBase {
  metric: 'change_fail_rate';
  unit: 'ratio';
  share: Share;
  autoAborted: { count: number; ids: readonly string[] };
  /** The same with auto-aborted ones as failed. */
  shareWithAborted: Share;
  affected: number;
}

export interface ReworkResult extends MetricBase {
  metric: 'deployment_rework_rate';
  unit: 'ratio';
  share: Share;
  rollbacks: number;
}

/** @see metricNames */
export type MetricResult =
  | LeadTimeResult
  | FrequencyResult
  | RecoveryResult
  | ChangeFailRateResult
  | ReworkResult;

/** The five. */
export interface DoraMetrics {
  change_lead_time: LeadTimeResult;
  deployment_frequency: FrequencyResult;
  failed_deployment_recovery_time: RecoveryResult;
  change_fail_rate: ChangeFailRateResult;
  deployment_rework_rate: ReworkResult;
}
