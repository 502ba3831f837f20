/** What the critical path is computed from. */
export interface TimedJob {
  externalId: string;
  queuedAt?: string | null;
  startedAt?: string | null;
  finishedAt?: string | null;
}

interface Interval {
  id: string;
  ready: number;
  start: number;
  end: number;
}

/** A job that becomes ready this long after another ended waited for it. */
const adjacencyMs = 30_000;

const at = (text?: string | null) => (text ? Date.parse(text) : undefined);

/**
 * The chain of jobs that decided how long the run took, in order.
 *
 * Providers do not send `needs`, so it follows from times: from the job that
 * ended last, back to the job that ended last before this one was queued (its
 * start, where no queue time is known), as long as the two are within 30 s. When
 * nothing ended that near, the job was ready from the beginning and the chain
 * ends. A job still running counts as ending now, at `now`.
 */
export function criticalPath(jobs: readonly TimedJob[], now: Date): string[] {
  const timed = jobs.flatMap((job): Interval[] => {
    const start = at(job.startedAt);
    if (start === undefined) return [];
    const end = at(job.finishedAt) ?? now.getTime();
    // Some providers call a job queued when the run begins; the start is later.
    const ready = Math.min(at(job.queuedAt) ?? start, start);
    return end < start ? [] : [{ id: job.externalId, ready, start, end }];
  });
  const byEnd = [...timed].sort(
    (a, b) => b.end - a.end || (a.id < b.id ? -1 : 1),
  );
  const path: string[] = [];
  let current: Interval | undefined = byEnd[0];
  while (current) {
    const job: Interval = current;
    path.unshift(job.id);
    const before: Interval | undefined = byEnd.find(
      other => !path.includes(other.id) && other.end <= job.start,
    );
    const waitedFor =
      before !== undefined &&
      (Math.abs(job.ready - before.end) <= adjacencyMs ||
        job.start - before.end <= adjacencyMs);
    current = waitedFor ? before : undefined;
  }
  return path;
}
