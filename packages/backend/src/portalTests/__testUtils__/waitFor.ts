import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is there; says what was awaited when it never is. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 60_000,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > until) {
      throw new Error(`Waited ${timeoutMs / 1000} s for ${what}.`);
    }
    await sleep(50);
  }
}
