import {
  DeploymentDetail,
  RolloutStepAnswer,
  StepperPoint,
} from './deploymentAnswers';
import { StateToken } from './runStatus';

type Parts = Pick<DeploymentDetail, 'deployment' | 'gates' | 'run'> & {
  rolloutSteps: readonly RolloutStepAnswer[];
};

const point = (
  kind: StepperPoint['kind'],
  label: string,
  status: { state: StateToken; word: string },
  rest: Partial<StepperPoint> = {},
): StepperPoint => ({
  kind,
  label,
  status,
  at: null,
  note: null,
  by: null,
  ...rest,
});

const notYet = { state: 'neutral', word: 'Not yet' } as const;
const done = { state: 'success', word: 'Done' } as const;

function built({ run, deployment }: Parts): StepperPoint[] {
  if (!run) return [];
  const at = deployment.createdAt ?? run.startedAt ?? run.createdAt;
  return [point('built', 'Built', done, { at, by: run.actor })];
}

/** All gates as one point: the worst of them, and how many let go. */
function gate({ gates }: Parts): StepperPoint[] {
  if (gates.length === 0) return [];
  const open = gates.find(({ state }) => state === 'pending');
  const shut = gates.find(
    ({ state }) => state === 'rejected' || state === 'expired',
  );
  const through = gates.filter(
    ({ state }) => state === 'approved' || state === 'bypassed',
  );
  const decided = gates.flatMap(item => item.decidedAt ?? []).sort();
  const last = through.find(item => item.decidedAt === decided.at(-1));
  let status: { state: StateToken; word: string } = done;
  if (shut) {
    const word = shut.state === 'rejected' ? 'Rejected' : 'Expired';
    status = { state: 'error', word };
  } else if (open) status = { state: 'hold', word: 'Waiting' };
  return [
    point('gate', 'Gate', status, {
      at: decided.at(-1) ?? null,
      note: `${through.length} of ${gates.length}`,
      by: shut?.decidedBy ?? last?.decidedBy ?? null,
    }),
  ];
}

const stepNames: Record<RolloutStepAnswer['kind'], string> = {
  set_weight: 'Weight',
  pause: 'Pause',
  analysis: 'Analysis',
  experiment: 'Experiment',
  traffic_switch: 'Switch',
  promote: 'Promote',
  unknown: 'Step',
};

function rollout({ rolloutSteps }: Parts): StepperPoint[] {
  return rolloutSteps
    .filter(({ kind }) => kind !== 'pause')
    .map(step => {
      const weight = step.wantedWeight ?? step.actualWeight;
      const label =
        weight !== null && step.kind !== 'analysis'
          ? `${weight} %`
          : step.name ?? stepNames[step.kind];
      return point('rollout', label, step.status, {
        at: step.finishedAt ?? step.startedAt,
        note: step.message,
      });
    });
}

/** A weight the provider set without telling its steps. */
function progress({ deployment, rolloutSteps }: Parts): StepperPoint[] {
  const { rollout: now, outcome } = deployment;
  if (rolloutSteps.length > 0 || !now || outcome) return [];
  const weight = now.wantedWeight ?? now.actualWeight;
  const label = weight === null ? 'Rollout' : `${weight} %`;
  const note =
    now.step !== null && now.steps !== null
      ? `step ${now.step} of ${now.steps}`
      : now.phase;
  return [point('rollout', label, deployment.status, { note })];
}

/** How the check of what arrived came out; nothing where nobody checked. */
function verified({ verification }: Parts['deployment']): StepperPoint[] {
  if (verification === null) return [];
  const statuses = {
    passed: { state: 'success', word: 'Passed' },
    failed: { state: 'error', word: 'Failed' },
    running: { state: 'info', word: 'Running' },
  } as const;
  return [point('verified', 'Verified', statuses[verification])];
}

/** What the deployment itself came to: arrived, verified, failed, stopped. */
function end({ deployment }: Parts): StepperPoint[] {
  const { state, outcome, finishedAt, startedAt, failure, reason } = deployment;
  const by = deployment.actor;
  if (outcome === 'succeeded') {
    return [
      point('end', 'Deployed', done, { at: finishedAt, by }),
      ...verified(deployment),
    ];
  }
  if (outcome) {
    const verification =
      failure === 'analysis' || deployment.verification === 'failed';
    const words = { failed: 'Failed', aborted: 'Aborted' };
    const status = { state: 'error' as const, word: words[outcome] };
    const label = verification ? 'Verify' : 'Deployed';
    const kind = verification ? 'verified' : 'end';
    return [point(kind, label, status, { at: finishedAt, note: reason, by })];
  }
  if (state === 'verifying') {
    return [point('verified', 'Verify', deployment.status, { at: startedAt })];
  }
  if (state === 'in_progress' || state === 'paused') {
    const status = deployment.status;
    return [point('deploy', 'Deploy', status, { at: startedAt, by })];
  }
  return [point('end', 'Deployed', notYet)];
}

/** The line of states on top of a deployment's page: built → gate → … → verified. */
export function deploymentStepper(parts: Parts): StepperPoint[] {
  return [built, gate, rollout, progress, end].flatMap(part => part(parts));
}
