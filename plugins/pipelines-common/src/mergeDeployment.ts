import { type DeploymentState } from '@quarterdeck/plugin-portal-common';
import { StateToken } from './runStatus';

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

/** Token and word of a deployment's state. */
export function deploymentDisplay(state: DeploymentState) {
  return displays[state];
}
