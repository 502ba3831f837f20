/** An error whose message is one sentence for a person, saying what to do; printed without a stack. */
export class FriendlyError extends Error {
  name = 'FriendlyError';
}

const FULL_DISK = /ENOSPC|No space left on device|EDQUOT/i;
const DISK_IS_FULL =
  'The disk is full: free some space (about 3 GB are needed for the first start) and run the command again.';

/**
 * Puts faults of the machine into words.
 *
 * @param {unknown} error
 * @returns {string} one sentence, or the stack where we have none
 */
export function explain(error) {
  if (error instanceof FriendlyError) {
    return error.message;
  }
  const text =
    error instanceof Error ? error.stack ?? error.message : `${error}`;
  // Only a full disk is the same everywhere; a 403 may come from anybody.
  return FULL_DISK.test(text) ? DISK_IS_FULL : text;
}

/**
 * Finds a known fault of the machine or the registry in what an install printed.
 *
 * @param {string} output
 * @returns {string | undefined}
 */
export function explainOutput(output) {
  if (FULL_DISK.test(output)) {
    return DISK_IS_FULL;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network (is )?unreachable|RequestError|self[- ]signed certificate|unable to (get|verify)/i.test(
      output,
    )
  ) {
    return 'The npm registry cannot be reached: check the network, or set one that can with `npm config set registry <address>` (behind a proxy also `proxy`, `https-proxy` and `cafile`), and run the command again.';
  }
  if (/\bE?40[13]\b|ENEEDAUTH/.test(output)) {
    return 'The npm registry refuses us: log in to it with `npm login`, or check the token in your .npmrc, and run the command again.';
  }
  return undefined;
}
