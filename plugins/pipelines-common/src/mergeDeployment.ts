import { type DeploymentState } from '@quarterdeck/plugin-portal-common';
import { StateToken } from './runStatus';
import { Verification } from './verification';

export {
  type DeploymentEnd,
  deploymentFinish,
  type DeploymentFacts,
  type DeploymentOutcome,
  type DeploymentState,
  mergeDeploymentFacts,
  soleDeployment,
  type StateSeen,
} from '@quarterdeck/plugin-portal-common';

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

/**
 * Token and word of a deployment's state. One that arrived and was checked says
 * how that came out.
 */
export function deploymentDisplay(
  state: DeploymentState,
  verification: Verification | null = null,
): { state: StateToken; word: string } {
  if (state === 'succeeded' && verification === 'passed') {
    return { state: 'success', word: 'Verified' };
  }
  if (state === 'succeeded' && verification === 'running') {
    return displays.verifying;
  }
  const ended = state === 'failed' || state === 'aborted';
  if (verification === 'failed' && (state === 'succeeded' || ended)) {
    return { state: 'error', word: 'Verification failed' };
  }
  return displays[state];
}
