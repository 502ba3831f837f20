import { RunResult, RunState } from '../runFacts';
import { Severity } from '../policy/deliveryPolicy';

interface Placed {
  /** Its place in the log. */
  position: string;
  /** When the provider last changed it. */
  observedAt: string;
  url?: string;
}

/** A run, a stage or a job of the commit. */
export interface WorkEvidence extends Placed {
  work: 'run' | 'stage' | 'job';
  instance: string;
  project: string;
  externalId: string;
  runExternalId: string;
  runAttempt: number;
  pipeline?: string;
  name: string;
  stage?: string;
  kind: 'build' | 'test' | 'scan' | 'deploy' | 'approval' | 'unknown';
  matrixKey?: string;
  allowFailure: boolean;
  state: RunState;
  result?: RunResult;
  startedAt?: string;
  finishedAt?: string;
}

/** A deployment of the commit. */
export interface DeploymentEvidence extends Placed {
  environment: string;
  state: string;
  startedAt?: string;
  finishedAt?: string;
}

/** Test results or coverage of the commit. */
export interface ReportEvidence extends Placed {
  category: 'tests' | 'coverage';
  tool?: string;
  job?: string;
  summary: Readonly<Record<string, number>>;
  rejectedCount: number;
}

/** Open findings of the commit's newest scans. */
export interface SecurityEvidence extends Placed {
  open: Partial<Record<Severity, number>>;
  /** Why the scans say nothing of the commit: one failed, saw only a part, or is not counted yet. */
  problem?: string;
}

/** Somebody who wrote, pushed or asked for the change. */
export interface ChangeAuthor {
  login: string;
  name?: string;
  email?: string;
  /** Told by a source that may speak for the entity. */
  trusted: boolean;
}

/** Everything known of a commit that may be believed for this entity. */
export interface GateEvidence {
  work: readonly WorkEvidence[];
  deployments: readonly DeploymentEvidence[];
  reports: readonly ReportEvidence[];
  /** null: nobody reported any. */
  security: SecurityEvidence | null;
  authors: readonly ChangeAuthor[];
}

/** What a person said, as a rule needs it. */
export interface ApprovalEvidence {
  by: string;
  /** Groups of the person when it was said. */
  groups: readonly string[];
  at: string;
}

/** Nothing known at all. */
export const noEvidence: GateEvidence = {
  work: [],
  deployments: [],
  reports: [],
  security: null,
  authors: [],
};
