import { CiRun } from '@quarterdeck/plugin-ingest-common';

/** State and result in our words, with GitHub's own kept beside them. */
export type GithubProgress = Pick<
  CiRun,
  'state' | 'result' | 'rawState' | 'rawResult'
>;

const states = new Map<string, CiRun['state']>([
  ['queued', 'pending'],
  ['requested', 'pending'],
  ['pending', 'pending'],
  ['waiting', 'waiting_gate'],
  ['in_progress', 'executing'],
  ['completed', 'completed'],
]);

/** `action_required` is not here: it waits for a person and has not ended. */
const results = new Map<string, NonNullable<CiRun['result']>>([
  ['success', 'success'],
  ['failure', 'failure'],
  ['cancelled', 'cancelled'],
  ['timed_out', 'timeout'],
  ['startup_failure', 'error'],
  ['skipped', 'skipped'],
  ['neutral', 'neutral'],
  // GitHub gave up on it after two weeks: nobody knows how it would have ended.
  ['stale', 'unknown'],
]);

/**
 * GitHub's `status` and `conclusion` in our words. Case does not matter: some
 * API versions and exports write them in capitals, or the conclusion as status.
 * A word nobody knows is `pending`, the one state that can undo nothing.
 */
export function githubProgress(
  status: string | undefined,
  conclusion: string | undefined,
): GithubProgress {
  const statusWord = status?.toLowerCase() ?? '';
  const endWord =
    conclusion?.toLowerCase() ?? (isEnd(statusWord) ? statusWord : '');
  const known = states.get(statusWord);
  let state: CiRun['state'] = 'pending';
  let result: CiRun['result'];
  if (endWord === 'action_required') {
    state = 'waiting_gate';
  } else if (known && known !== 'completed') {
    // A conclusion beside a running status is left over from an earlier attempt.
    state = known;
  } else if (known === 'completed' || endWord) {
    state = 'completed';
    result = results.get(endWord) ?? 'unknown';
  }
  return { state, result, rawState: status, rawResult: conclusion };
}

function isEnd(word: string): boolean {
  return word === 'action_required' || results.has(word);
}

/** Whether the thing has really begun: before that, GitHub's `started_at` is the queue time. */
export function hasBegun(state: CiRun['state']): boolean {
  return state !== 'pending' && state !== 'waiting_gate';
}
