import { Deployment, Gate } from '@quarterdeck/plugin-ingest-common';
import { RolloutObject } from './rolloutObject';

/** Where a rollout stands in our words, and what it waits for. */
export interface RolloutStanding {
  state: Deployment['state'];
  failure?: Deployment['failure'];
  /** Open while it pauses. */
  gate?: { kind: Gate['kind']; reason: string };
}

const analysisWords = /\banalysis\b|\bassessed\b/i;

/**
 * A rollout's phase with its reason. "Degraded" alone is three things, told
 * apart by the reason; a pause is asked for by a step, by blue/green, by an
 * analysis that could not tell, or by a person.
 *
 * A phase nobody knows is `queued`, the one state that can undo nothing.
 */
export function rolloutStanding(rollout: RolloutObject): RolloutStanding {
  const { status } = rollout;
  switch (status.phase?.toLowerCase()) {
    case 'healthy':
      return { state: 'succeeded' };
    case 'progressing':
      return { state: 'in_progress' };
    case 'paused':
      return paused(rollout);
    case 'degraded':
      return degraded(rollout);
    default:
      return { state: 'queued' };
  }
}

function paused(rollout: RolloutObject): RolloutStanding {
  const words = reasonsOf(rollout);
  if (words.includes('InconclusiveAnalysisRun')) {
    return {
      state: 'paused',
      gate: { kind: 'analysis', reason: 'InconclusiveAnalysisRun' },
    };
  }
  if (words.includes('BlueGreenPause')) {
    return {
      state: 'paused',
      gate: { kind: 'manual', reason: 'BlueGreenPause' },
    };
  }
  if (words.includes('CanaryPauseStep')) {
    const { currentStepIndex: index = 0 } = rollout.status;
    const step = rollout.spec.canary?.steps[index];
    return {
      state: 'paused',
      gate: {
        // A pause with a duration lets itself go.
        kind: step?.pause?.duration === undefined ? 'manual' : 'timer',
        reason: 'CanaryPauseStep',
      },
    };
  }
  return {
    state: 'paused',
    gate: rollout.spec.paused
      ? { kind: 'manual', reason: 'Paused' }
      : undefined,
  };
}

function degraded(rollout: RolloutObject): RolloutStanding {
  const words = reasonsOf(rollout);
  if (words.includes('InvalidSpec'))
    return { state: 'failed', failure: 'config' };
  if (rollout.status.abort || words.includes('RolloutAborted')) {
    return {
      state: 'aborted',
      failure: analysisWords.test(words) ? 'analysis' : 'aborted',
    };
  }
  if (words.includes('ProgressDeadlineExceeded')) {
    return { state: 'failed', failure: 'timeout' };
  }
  return { state: 'failed', failure: 'unknown' };
}

/** Reasons and sentences of what holds now, as one text. */
function reasonsOf({ status }: RolloutObject): string {
  const conditions = status.conditions.filter(condition =>
    condition.type === 'Progressing'
      ? condition.status !== 'True'
      : condition.type === 'InvalidSpec' && condition.status === 'True',
  );
  return [
    status.message,
    ...status.pauseConditions.map(pause => pause.reason),
    ...conditions.flatMap(({ reason, message }) => [reason, message]),
  ]
    .filter(text => text !== undefined)
    .join('\n');
}
