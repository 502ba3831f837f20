/** A finding with a due date, as the burn-down counts it. */
export interface DueFinding {
  firstSeenAt: Date;
  dueAt: Date;
  /** null: it is open. */
  endedAt: Date | null;
}

/** One point of the line. */
export interface BurnPoint {
  at: Date;
  /** null: in the future. */
  remaining: number | null;
  overdue: number | null;
  /** How many may be left if every one is fixed on its due day. */
  allowed: number;
}

/**
 * Of what was open at the start: how many are left at each moment, how many of
 * these are overdue, and how many may be left.
 */
export function burnDown(
  findings: readonly DueFinding[],
  moments: readonly Date[],
  now: Date,
): { startCount: number; points: BurnPoint[] } {
  const [start] = moments;
  const open = start
    ? findings.filter(
        ({ firstSeenAt, endedAt }) =>
          firstSeenAt <= start && (endedAt === null || endedAt > start),
      )
    : [];
  const points = moments.map(at => {
    const left = open.filter(({ endedAt }) => endedAt === null || endedAt > at);
    const future = at > now;
    return {
      at,
      remaining: future ? null : left.length,
      overdue: future ? null : left.filter(({ dueAt }) => dueAt < at).length,
      allowed: open.filter(({ dueAt }) => dueAt > at).length,
    };
  });
  return { startCount: open.length, points };
}
