/** A finding with a due date, as the burn-down counts it. */
export interface DueFinding {
  firstSeenAt: Date;
  dueAt: Date;
  /** null: it is open. */
  endedAt: Date | null;
  /** Of several that are alike, how many; absent: one. */
  count?: number;
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

/** How many of the moments, which ascend, come before the first that fits. */
function before(
  moments: readonly number[],
  fits: (at: number) => boolean,
): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(moments[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sums of what begins at a place and ends before another. */
function runs(length: number) {
  const changes = new Array<number>(length + 1).fill(0);
  return {
    add(from: number, to: number, count: number) {
      if (from >= to) return;
      changes[from] += count;
      changes[to] -= count;
    },
    sums(): number[] {
      let sum = 0;
      return changes.slice(0, length).map(change => (sum += change));
    },
  };
}

/**
 * Of what was open at the start: how many are left at each moment, how many of
 * these are overdue, and how many may be left. The moments ascend.
 */
export function burnDown(
  findings: readonly DueFinding[],
  moments: readonly Date[],
  now: Date,
): { startCount: number; points: BurnPoint[] } {
  const times = moments.map(at => at.getTime());
  const [start] = times;
  const [left, overdue, allowed] = [1, 2, 3].map(() => runs(times.length));
  let startCount = 0;
  for (const { firstSeenAt, dueAt, endedAt, count = 1 } of findings) {
    const due = dueAt.getTime();
    const end = endedAt === null ? Infinity : endedAt.getTime();
    if (start === undefined || firstSeenAt.getTime() > start || end <= start) {
      continue;
    }
    startCount += count;
    const ended = before(times, at => at >= end);
    left.add(0, ended, count);
    overdue.add(
      before(times, at => at > due),
      ended,
      count,
    );
    allowed.add(
      0,
      before(times, at => at >= due),
      count,
    );
  }
  const [remaining, late, may] = [left.sums(), overdue.sums(), allowed.sums()];
  return {
    startCount,
    points: moments.map((at, index) => ({
      at,
      remaining: at > now ? null : remaining[index],
      overdue: at > now ? null : late[index],
      allowed: may[index],
    })),
  };
}
