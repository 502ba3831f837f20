import { RolloutObject, RolloutSpecStep } from './rolloutObject';
import { RolloutStanding } from './rolloutStanding';

/** How much traffic the new version should have, and has. */
export interface RolloutWeights {
  setWeight?: number;
  /** What the controller reports; the set weight where it reports none. */
  actualWeight?: number;
}

/** The weight the last `setWeight` up to a step asks for. */
export function weightAt(
  steps: readonly RolloutSpecStep[],
  index: number,
): number | undefined {
  for (let at = Math.min(index, steps.length - 1); at >= 0; at -= 1) {
    const { setWeight } = steps[at];
    if (setWeight !== undefined) return setWeight;
  }
  return undefined;
}

/** The weights a canary stands at now. */
export function rolloutWeights(
  rollout: RolloutObject,
  standing: RolloutStanding,
): RolloutWeights {
  const canary = rollout.spec.canary;
  if (!canary) return {};
  const { currentStepIndex, actualWeight: actual } = rollout.status;
  if (standing.state === 'succeeded') {
    // The weights of the status speak of a canary; there is none any more.
    return { setWeight: 100, actualWeight: 100 };
  }
  if (standing.state === 'aborted') {
    return { setWeight: 0, actualWeight: actual ?? 0 };
  }
  const setWeight =
    currentStepIndex === undefined
      ? undefined
      : weightAt(canary.steps, currentStepIndex) ??
        (canary.steps.length > 0 ? 0 : undefined);
  return { setWeight, actualWeight: actual ?? setWeight };
}
