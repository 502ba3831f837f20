/** A moment: milliseconds since 1970 in UTC. */
export type Moment = number;

/** GitLab's five tiers. Only `production` is measured. */
export type EnvironmentTier =
  | 'production'
  | 'staging'
  | 'testing'
  | 'development'
  | 'other';

/** How a deployment ended, or that it has not. `superseded` is no end: see rule 1. */
export type DeploymentState =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'aborted'
  | 'superseded';

/** What the source itself may say. */
export type ToldKind =
  | 'planned'
  | 'rollback'
  | 'hotfix'
  | 'redeploy'
  | 'config';

/** Why something was deployed, once the chain is known. */
export type DeploymentKind = ToldKind | 'roll_forward';

/** A commit a deployment puts in place; several for several repositories. */
export interface Revision {
  repo: string;
  sha: string;
  /** Where the source says itself what ran before. */
  previousSha?: string;
}

/**
 * What is known of one deployment. The same id may come several times: later
 * attempts win, the first end of an attempt counts (rules 1 and 5).
 */
export interface DeploymentSample {
  /** Natural key: `instance/externalId`. */
  id: string;
  /** Entity ref, or the subject's key while nobody claimed it. */
  service: string;
  environment: string;
  tier: EnvironmentTier;
  region?: string;
  /** `releaseKey` of portal-common: equal for the same release. */
  release: string | null;
  /** What people call it. */
  version?: string;
  state: DeploymentState;
  attempt: number;
  createdAt?: Moment;
  startedAt?: Moment;
  finishedAt?: Moment;
  revisions: readonly Revision[];
  kindTold?: ToldKind;
  /** Id of the deployment it says it repairs. */
  remediates?: string;
  ref?: string;
  task?: string;
  /** Waits at gates on the way to production, for the stage of that name. */
  gateWaits?: readonly Span[];
  /** Whether users met it, when it did not succeed. Absent: unknown, never guessed. */
  reachedUsers?: boolean;
  /** Highest share of traffic it had, 0 to 100, of a canary or blue/green. */
  trafficPercent?: number;
  /** When the first users met it, if the rollout tells. */
  firstTrafficAt?: Moment;
}

/** From when to when, half open. */
export interface Span {
  from: Moment;
  to: Moment;
}

/** A commit as a push or a merged change brings it. */
export interface CommitSample {
  sha: string;
  committedAt?: Moment;
  authoredAt?: Moment;
  /** Name or login; bots are known by it. */
  author?: string;
  message?: string;
  /** Number of parents, if the source tells. */
  parents?: number;
  /** Paths touched; absent or empty: unknown. */
  paths?: readonly string[];
}

/** Commits that arrived on a branch. `before` → `after` is the branch's history. */
export interface PushSample {
  repo: string;
  branch: string;
  before?: string;
  after: string;
  pushedAt: Moment;
  forced: boolean;
  /** The provider left commits out. */
  truncated: boolean;
  onDefaultBranch: boolean;
  /** Oldest first. */
  commits: readonly CommitSample[];
}

/** A pull or merge request that was merged. */
export interface ChangeSample {
  /** Natural key. */
  id: string;
  repo: string;
  number?: number;
  title: string;
  sourceBranch?: string;
  targetBranch?: string;
  headSha?: string;
  /** The commit by which it came to the target branch: merge, squash or last rebased. */
  mergeSha?: string;
  labels: readonly string[];
  openedAt?: Moment;
  firstReviewAt?: Moment;
  approvedAt?: Moment;
  mergedAt?: Moment;
  /** Its own commits, oldest first; absent: unknown. */
  commits?: readonly CommitSample[];
}

/** What an incident says was its cause, strongest first. */
export interface IncidentLinks {
  deploymentIds?: readonly string[];
  /** `release` or `version` of deployments. */
  releases?: readonly string[];
  changeIds?: readonly string[];
  shas?: readonly string[];
}

/** An incident. Duplicates (same id, or `duplicateOf`) merge into one. */
export interface Incident {
  id: string;
  service: string;
  startedAt: Moment;
  /** Every time it was resolved or opened again; the last one counts. */
  turns: readonly { at: Moment; to: 'resolved' | 'open' }[];
  /** `not_change`: outside of every metric (a provider's outage, a cable). */
  cause: 'change' | 'not_change' | 'unknown';
  duplicateOf?: string;
  links: IncidentLinks;
}

/** How we came to think that a deployment failed, most trusted first. */
export type MarkMethod =
  | 'human'
  | 'explicit_link'
  | 'rollback'
  | 'linked_revert'
  | 'rule'
  | 'time';

/** Why a deployment counts as failed, or is seen as touched by a failure. */
export interface FailureMark {
  deploymentId: string;
  /** One primary per incident; `affected` ones ran while it was broken. */
  role: 'primary' | 'affected';
  method: MarkMethod;
  /** 0 to 1, by method. */
  confidence: number;
  incidentId?: string;
  /** The deployment that shows or repairs it. */
  byDeploymentId?: string;
  /** Which rule, or who and why. */
  detail: string;
  at: Moment;
}

/** What a person said of a deployment. To undo is to leave it out of the input. */
export interface Classification {
  id: string;
  deploymentId: string;
  as: 'failed' | 'not_failed' | 'fixed_by' | 'not_production' | 'ignore';
  /** With `fixed_by`. */
  fixedBy?: string;
  reason: string;
  by: string;
  at: Moment;
}

/** Everything the metrics of some services are computed from. Complete per service. */
export interface DoraFacts {
  deployments: readonly DeploymentSample[];
  pushes: readonly PushSample[];
  changes: readonly ChangeSample[];
  incidents: readonly Incident[];
  classifications: readonly Classification[];
}
