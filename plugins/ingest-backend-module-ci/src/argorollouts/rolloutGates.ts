import { EventInputs } from '../providerEvent';
import { RolloutNotification } from './rolloutObject';
import { RolloutStanding } from './rolloutStanding';

/** A gate of a rollout; `id` within it. */
export interface RolloutGate
  extends Pick<
    EventInputs['gate.v1'],
    'kind' | 'state' | 'askedAt' | 'comment'
  > {
  id: string;
}

/**
 * The gate that is open now, and those that were passed. A rollout says
 * nothing when somebody promotes it, but a pause behind the step it is at has
 * been let go.
 */
export function rolloutGates(
  { rollout }: RolloutNotification,
  standing: RolloutStanding,
): RolloutGate[] {
  const { status, spec } = rollout;
  const steps = spec.canary?.steps ?? [];
  const index = status.currentStepIndex ?? 0;
  const done = standing.state === 'succeeded';
  const passed: RolloutGate[] = steps.flatMap((step, at) =>
    step.pause && (done || at < index)
      ? [
          {
            id: `step-${at + 1}`,
            kind: step.pause.duration === undefined ? 'manual' : 'timer',
            state: 'approved' as const,
          },
        ]
      : [],
  );
  const blueGreen = spec.blueGreen;
  if (blueGreen?.autoPromotionEnabled === false) {
    if (done)
      passed.push({ id: 'promotion', kind: 'manual', state: 'approved' });
    if (standing.state === 'aborted') {
      passed.push({ id: 'promotion', kind: 'manual', state: 'rejected' });
    }
  }
  const { gate } = standing;
  if (!gate) return passed;
  const asked = status.pauseConditions.find(
    pause => pause.reason === gate.reason,
  );
  return [
    ...passed,
    {
      id: idOf(gate.reason, index),
      kind: gate.kind,
      state: 'pending',
      askedAt: asked?.startTime,
      comment: status.message,
    },
  ];
}

function idOf(reason: string, index: number): string {
  switch (reason) {
    case 'CanaryPauseStep':
      return `step-${index + 1}`;
    case 'BlueGreenPause':
      return 'promotion';
    case 'InconclusiveAnalysisRun':
      return `analysis-${index + 1}`;
    default:
      return 'paused';
  }
}
