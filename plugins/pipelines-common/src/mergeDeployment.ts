import { positionOrder, Report, withMissingFrom } from './mergeFacts';
import { StateToken } from './runStatus';

/** Where a deployment stands. */
export type DeploymentState =
  | 'queued'
  | 'waiting_gate'
  | 'in_progress'
  | 'paused'
  | 'verifying'
  | 'succeeded'
  | 'failed'
  | 'aborted'
  | 'superseded';

/** How a deployment ended. */
export type DeploymentOutcome = 'succeeded' | 'failed' | 'aborted';

/** What a report says of a deployment's progress. */
export interface DeploymentFacts {
  state: DeploymentState;
  /** Set by the merge: how it ended, also when superseded since. */
  outcome?: DeploymentOutcome;
  startedAt?: string;
  finishedAt?: string;
  observedAt: string;
}

const rank: Record<DeploymentState, number> = {
  queued: 0,
  waiting_gate: 1,
  in_progress: 1,
  paused: 1,
  verifying: 1,
  succeeded: 2,
  failed: 2,
  aborted: 2,
  superseded: 3,
};

const isOutcome = (state: DeploymentState): state is DeploymentOutcome =>
  rank[state] === 2;

const earliest = (a?: string, b?: string) => {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
};

/**
 * What one report may say: a finish time only with an end, so that GitHub's
 * `inactive`, which moves `updated_at`, never moves the finish.
 */
export function soleDeployment<Facts extends DeploymentFacts>(
  report: Report<Facts>,
): Report<Facts> {
  const { facts } = report;
  const outcome = isOutcome(facts.state) ? facts.state : facts.outcome;
  return {
    ...report,
    facts: {
      ...facts,
      outcome,
      finishedAt: outcome ? facts.finishedAt : undefined,
    },
  };
}

/**
 * Two reports of a deployment made one. The state further along counts, then
 * the later observation, then the later position. It finished when it first
 * reached an end; how it ended is kept when a later one supersedes it.
 */
export function mergeDeploymentFacts<Facts extends DeploymentFacts>(
  left: Report<Facts>,
  right: Report<Facts>,
): Report<Facts> {
  const a = soleDeployment(left);
  const b = soleDeployment(right);
  const order =
    rank[a.facts.state] - rank[b.facts.state] ||
    Date.parse(a.facts.observedAt) - Date.parse(b.facts.observedAt) ||
    positionOrder(a.position, b.position);
  const [first, second] = order >= 0 ? [a, b] : [b, a];
  return {
    position: first.position,
    facts: {
      ...withMissingFrom(first.facts, second.facts),
      outcome: first.facts.outcome ?? second.facts.outcome,
      startedAt: earliest(first.facts.startedAt, second.facts.startedAt),
      finishedAt: earliest(first.facts.finishedAt, second.facts.finishedAt),
    },
  };
}

const displays: Record<DeploymentState, { state: StateToken; word: string }> = {
  queued: { state: 'neutral', word: 'Queued' },
  waiting_gate: { state: 'hold', word: 'Waiting' },
  in_progress: { state: 'info', word: 'In progress' },
  paused: { state: 'hold', word: 'Paused' },
  verifying: { state: 'info', word: 'Verifying' },
  succeeded: { state: 'success', word: 'Succeeded' },
  failed: { state: 'error', word: 'Failed' },
  aborted: { state: 'error', word: 'Aborted' },
  superseded: { state: 'neutral', word: 'Superseded' },
};

/** Token and word of a deployment's state. */
export function deploymentDisplay(state: DeploymentState) {
  return displays[state];
}
