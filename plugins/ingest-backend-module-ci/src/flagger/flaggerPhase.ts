import { Deployment } from '@quarterdeck/plugin-ingest-common';

/** What a phase of Flagger says of a deployment. */
export type FlaggerPhase =
  | { is: 'deployment'; state: Deployment['state'] }
  /** No deployment: the first version is taken as the baseline, or the canary goes. */
  | { is: 'other'; reason: string };

const deployment = (state: Deployment['state']): FlaggerPhase => ({
  is: 'deployment',
  state,
});
const baseline: FlaggerPhase = {
  is: 'other',
  reason: 'Flagger took the running version as its baseline: no deployment.',
};
const removed: FlaggerPhase = {
  is: 'other',
  reason: 'The canary is being removed: no deployment.',
};

const phases = new Map<string, FlaggerPhase>([
  ['initializing', baseline],
  ['initialized', baseline],
  ['waiting', deployment('waiting_gate')],
  ['waitingpromotion', deployment('waiting_gate')],
  ['progressing', deployment('in_progress')],
  ['promoting', deployment('in_progress')],
  ['finalising', deployment('in_progress')],
  ['succeeded', deployment('succeeded')],
  // Traffic is back on the primary: caught, not failed on users.
  ['failed', deployment('aborted')],
  ['terminating', removed],
  ['terminated', removed],
]);

/**
 * Flagger's word in ours. A word nobody knows is `queued`, the one state that
 * can undo nothing; its own word is kept beside it.
 *
 * @see https://docs.flagger.app/usage/how-it-works#canary-status
 */
export function flaggerPhase(word: string): FlaggerPhase {
  return phases.get(word.toLowerCase()) ?? deployment('queued');
}
