import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which of the live keys signs the parts as one of the claimed HMAC-SHA256 digests; -1 when none. */
export function hmacMatch(
  claimed: readonly Buffer[],
  keys: readonly (Buffer | string)[],
  ...parts: readonly (Buffer | string)[]
): number {
  return keys.findIndex(key => {
    if (key.length === 0) return false;
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    const expected = hmac.digest();
    return claimed.some(
      candidate =>
        candidate.length === expected.length &&
        timingSafeEqual(candidate, expected),
    );
  });
}
