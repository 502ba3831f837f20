import {
  DeploymentAnswer,
  deploymentDisplay,
  deploymentKinds,
  DeploymentKind,
  DeploymentSummary,
  RolloutStepAnswer,
  rolloutStepDisplay,
  Verification,
  verifications,
} from '@quarterdeck/plugin-pipelines-common';
import { DeploymentRow } from '../../database/deployments/deploymentRows';
import { StepRow } from '../../database/deployments/rolloutSteps';
import { toDeployment } from '../toAnswers';

/** A kind as the tables hold it. */
export function kindOf(text: string | null): DeploymentKind {
  return deploymentKinds.find(kind => kind === text) ?? 'planned';
}

/** Token and word of a state as the tables hold it. */
export function stateOf(text: string | null): DeploymentAnswer['state'] {
  const states: readonly DeploymentAnswer['state'][] = [
    'queued',
    'waiting_gate',
    'in_progress',
    'paused',
    'verifying',
    'succeeded',
    'failed',
    'aborted',
    'superseded',
  ];
  return states.find(state => state === text) ?? 'queued';
}

/** How far a rollout has come. */
export function toRollout(
  rollout:
    | {
        phase?: string;
        step?: number;
        steps?: number;
        setWeight?: number;
        actualWeight?: number;
      }
    | null
    | undefined,
): DeploymentSummary['rollout'] {
  return rollout
    ? {
        phase: rollout.phase ?? null,
        step: rollout.step ?? null,
        steps: rollout.steps ?? null,
        wantedWeight: rollout.setWeight ?? null,
        actualWeight: rollout.actualWeight ?? null,
      }
    : null;
}

/** A superseded deployment that arrived says so, not only that it is history. */
function displayOf({ facts, live, verification }: DeploymentRow) {
  const { state, outcome } = facts;
  // GitHub calls a deployment inactive that was replaced in a sense of its own.
  return deploymentDisplay(
    state === 'superseded' && live && outcome ? outcome : state,
    verificationOf(verification),
  );
}

/** How a check came out, as the tables hold it. */
export function verificationOf(text: string | null): Verification | null {
  return verifications.find(item => item === text) ?? null;
}

/** A row of the deployment list. */
export function toDeploymentSummary(row: DeploymentRow): DeploymentSummary {
  const { facts } = row;
  const start = facts.startedAt ?? facts.createdAt;
  return {
    ...toDeployment(row),
    sha: row.sha,
    finishedAt: row.finishedAt,
    status: displayOf(row),
    provider: facts.provider,
    region: facts.region ?? null,
    service: facts.service ?? null,
    label: row.label,
    kind: kindOf(row.kind),
    kindFrom: row.kindTold ? 'source' : 'rule',
    strategy: facts.strategy ?? 'unknown',
    // An earlier try may have failed, or it degraded since.
    failure: (facts.outcome !== 'succeeded' && facts.failure) || null,
    reason: facts.reason ?? null,
    rollout: toRollout(facts.rollout),
    verification: verificationOf(row.verification),
    live: row.live,
    baseline:
      row.baseline === 'first' || row.baseline === 'gap' ? row.baseline : null,
    previous: row.previous,
    supersededBy: row.next,
    runAttempt: facts.runAttempt ?? null,
    isLatestAttempt: row.isLatest,
    durationSeconds:
      start && row.finishedAt
        ? Math.max(0, (Date.parse(row.finishedAt) - Date.parse(start)) / 1000)
        : null,
    listedAt: row.listedAt,
  };
}

/** A step of a rollout. */
export function toRolloutStep({ facts }: StepRow): RolloutStepAnswer {
  return {
    ordinal: facts.ordinal,
    kind: facts.kind,
    name: facts.name ?? null,
    state: facts.state,
    status: rolloutStepDisplay(facts.state),
    wantedWeight: facts.wantedWeight ?? null,
    actualWeight: facts.actualWeight ?? null,
    analysis: facts.analysis.map(item => ({
      name: item.name,
      phase: item.phase ?? null,
      value: item.value ?? null,
      message: item.message ?? null,
    })),
    message: facts.message ?? null,
    startedAt: facts.startedAt ?? null,
    finishedAt: facts.finishedAt ?? null,
    observedAt: facts.observedAt,
  };
}
