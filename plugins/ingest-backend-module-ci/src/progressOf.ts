import { CiRun } from '@quarterdeck/plugin-ingest-common';

/** State and result in our words. */
export type Progress = Pick<CiRun, 'state' | 'result'>;

/** What one word of a provider says: where a thing stands, or how it ended. */
export type Stand =
  | Exclude<CiRun['state'], 'completed'>
  | NonNullable<CiRun['result']>;

/**
 * A provider's one word for state and result in ours. A word nobody knows is
 * `unknown` once the thing is over, and before that `pending`, the one state
 * that can undo nothing.
 */
export function progressOf(
  words: ReadonlyMap<string, Stand>,
  word: string | undefined,
  over = false,
): Progress {
  const stand = words.get(word?.toLowerCase() ?? '');
  switch (stand) {
    case 'pending':
    case 'waiting_gate':
    case 'executing':
    case 'finalizing':
      return { state: stand };
    case undefined:
      return over
        ? { state: 'completed', result: 'unknown' }
        : { state: 'pending' };
    default:
      return { state: 'completed', result: stand };
  }
}

/** Whether a thing has really begun: before that it waits for a runner or a person. */
export function hasBegun({ state }: Progress): boolean {
  return state !== 'pending' && state !== 'waiting_gate';
}
