import { DeploymentKind, FailureMark, Moment } from './facts';

/** How a deployment counts. */
export type DeploymentOutcome =
  /** Arrived. */
  | 'succeeded'
  /** Did not arrive, but users met it. */
  | 'failed'
  /** Taken back by its own rollout; apart from the rate (rule 11). */
  | 'auto_aborted'
  /** No user met it. */
  | 'not_reached'
  /** Did not arrive, and nobody knows whether users met it. */
  | 'unknown_reach';

/** A deployment in its chain: one row per region, grouped by `groupId` (rule 7). */
export interface DeploymentFact {
  id: string;
  service: string;
  environment: string;
  region: string | null;
  release: string | null;
  version: string | null;
  finishedAt: Moment;
  outcome: DeploymentOutcome;
  kind: DeploymentKind;
  kindFrom: 'source' | 'rule';
  /** Begins its chain: no lead time (rule 3). */
  baseline: 'first' | 'gap' | 'unreachable' | null;
  previousId: string | null;
  /** Leader of its release: the first region's deployment, often itself. */
  groupId: string;
  trafficPercent: number | null;
  /** False: a person said that it is not production, or to ignore it. */
  counted: boolean;
  /** Counts as failed. */
  failed: boolean;
  /** Ran while something else was to blame. */
  affected: boolean;
  /** Unplanned: rollback, hotfix, roll-forward or a remediation (rule 13). */
  rework: boolean;
  /** Deployments it repairs. */
  repairs: readonly string[];
  /** Number of commits it brought first; null when that is not known. */
  commits: number | null;
}

export const leadTimeStages = [
  'code',
  'pickup',
  'review',
  'merge',
  'gate_wait',
  'deploy',
] as const;

/** Stages of a lead time in their order. Those that are known sum up to it. */
export type LeadTimeStage = (typeof leadTimeStages)[number];

/** A commit (or change) that first reached production. */
export interface LeadTimeSample {
  /** `service|repo@sha`, or `service|change id` when changes are measured. */
  id: string;
  service: string;
  deploymentId: string;
  repo: string;
  sha: string;
  changeId: string | null;
  startedAt: Moment;
  deployedAt: Moment;
  seconds: number;
  /** Was negative (rule 15). */
  clamped: boolean;
  /** null: unknown; its time is in the next known stage. */
  stages: Record<LeadTimeStage, number | null>;
}

/** A failed deployment and how it was made good. */
export interface RecoverySample {
  /** Id of the failed deployment. */
  id: string;
  service: string;
  failedAt: Moment;
  /** null while open. */
  recoveredAt: Moment | null;
  seconds: number | null;
  recoveredBy: 'incident' | 'deployment' | null;
  /** Incident or deployment that ended it. */
  endId: string | null;
  clamped: boolean;
}

/** What the numbers cannot tell, or had to mend. */
export type QualityKind =
  | 'first_deployment'
  | 'gap'
  | 'unreachable'
  | 'unknown_history'
  | 'truncated_history'
  | 'missing_sha'
  | 'missing_commit_time'
  | 'commit_without_change'
  | 'squash_unmapped'
  | 'paths_unknown'
  | 'clamped'
  | 'unknown_reach'
  | 'missing_finish'
  | 'incident_unlinked'
  | 'unknown_classified';

/** One item of the data-quality list. */
export interface QualityItem {
  kind: QualityKind;
  service: string;
  deploymentId: string | null;
  /** Commit, change or incident it is about; the deployment's id if none. */
  subject: string;
  at: Moment;
}

/** What follows from the facts, every list in one order whatever order they came in. */
export interface DoraSamples {
  formulaVersion: string;
  deployments: readonly DeploymentFact[];
  leadTimes: readonly LeadTimeSample[];
  recoveries: readonly RecoverySample[];
  marks: readonly FailureMark[];
  quality: readonly QualityItem[];
}
