/** The times a duration is made of. */
export interface RunTimes {
  createdAt?: string | null;
  queuedAt?: string | null;
  startedAt?: string | null;
  /** When the first job of a run began, if its jobs are known. */
  workStartedAt?: string | null;
  finishedAt?: string | null;
}

const seconds = (from?: string | null, to?: string | null) => {
  if (!from || !to) return null;
  // Clocks of provider and runner differ: less than nothing is nothing.
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
};

/** When work began: the first job's start, else what the provider calls start. */
export function workStart(times: RunTimes): string | null {
  return times.workStartedAt ?? times.startedAt ?? null;
}

/**
 * Seconds of waiting before work began. GitHub calls a run started when it is
 * queued; the first job's start is when a runner took it, so that one counts.
 */
export function queueSeconds(times: RunTimes): number | null {
  return seconds(times.queuedAt ?? times.createdAt, workStart(times));
}

/** Seconds from work began to finished; queue and run together are the whole. */
export function runSeconds(times: RunTimes): number | null {
  return seconds(workStart(times), times.finishedAt);
}
