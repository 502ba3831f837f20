import { Deployment } from '@quarterdeck/plugin-ingest-common';
import { Stand } from '../progressOf';

/** States of a commit status and of a pipeline, and results of a pipeline. */
export const bitbucketWords: ReadonlyMap<string, Stand> = new Map<
  string,
  Stand
>([
  ['pending', 'pending'],
  ['parsing', 'pending'],
  ['ready', 'pending'],
  ['paused', 'waiting_gate'],
  ['halted', 'waiting_gate'],
  ['in_progress', 'executing'],
  ['inprogress', 'executing'],
  ['running', 'executing'],
  ['successful', 'success'],
  ['passed', 'success'],
  ['failed', 'failure'],
  ['error', 'error'],
  ['expired', 'timeout'],
  ['stopped', 'cancelled'],
  ['not_run', 'skipped'],
  ['skipped', 'skipped'],
]);

const deploymentWords = new Map<string, Deployment['state']>([
  // Made, and not yet brought anywhere.
  ['undeployed', 'queued'],
  ['pending', 'queued'],
  ['in_progress', 'in_progress'],
  ['successful', 'succeeded'],
  ['failed', 'failed'],
  ['error', 'failed'],
  ['stopped', 'aborted'],
  // Taken back: the version before it serves again.
  ['rolled_back', 'aborted'],
  ['redeployed', 'superseded'],
]);

/**
 * The state of a deployment by its status, else by its state. A word nobody
 * knows is `queued`, the one state that can undo nothing.
 */
export function bitbucketDeploymentState(
  state: string | undefined,
  status: string | undefined,
): Deployment['state'] {
  return (
    deploymentWords.get(status?.toLowerCase() ?? '') ??
    // `COMPLETED` alone does not say how.
    deploymentWords.get(state?.toLowerCase() ?? '') ??
    'queued'
  );
}
