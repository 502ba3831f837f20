import { resolveTime } from '@quarterdeck/plugin-portal-common';

/** The range a question names, and the equally long one before. */
export function askedRange(query: { from: string; to: string }, now: Date) {
  const from = resolveTime(query.from, now);
  const to = resolveTime(query.to, now);
  return {
    from,
    to,
    before: new Date(2 * from.getTime() - to.getTime()),
    answer: { from: from.toISOString(), to: to.toISOString() },
  };
}

/** The day of a moment, in UTC. */
export const dayText = (at: Date): string => at.toISOString().slice(0, 10);

/** Milliseconds of a day. */
export const dayMs = 86_400_000;
