import { NumberedRun } from '../github/runBody';
import { PlannedDelivery } from '../history/plan';
import { cancelAttempt } from '../history/planAttempt';
import { runDeliveries } from '../history/runDeliveries';

/**
 * The webhooks that end a run now, as cancelled: what is under way when the
 * live traffic stops would otherwise run for ever.
 */
export function cancelRun(
  numbered: NumberedRun,
  now: number,
): PlannedDelivery[] {
  const { run } = numbered;
  const current = run.attempts.find(
    ({ startedAt, finishedAt }) => startedAt <= now && finishedAt > now,
  );
  if (!current) return [];
  const cancelled = cancelAttempt(current, now);
  const jobIds: NumberedRun['jobIds'] = new Map();
  const pairs = cancelled.jobs.map(
    (job, index) => [job, current.jobs[index]] as const,
  );
  for (const [job, planned] of pairs) {
    const id = numbered.jobIds.get(planned);
    if (id !== undefined) jobIds.set(job, id);
  }
  return runDeliveries(
    { ...numbered, jobIds, run: { ...run, attempts: [cancelled] } },
    false,
  ).filter(({ at }) => at >= now);
}
