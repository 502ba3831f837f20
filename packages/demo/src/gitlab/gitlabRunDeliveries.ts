import { NumberedRun } from '../github/runBody';
import { SECOND } from '../history/clock';
import { PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { pipelineHook } from './pipelineHook';

/** The Pipeline Hooks of a run: each tells of all jobs as they stand. */
export function gitlabRunDeliveries(
  numbered: NumberedRun,
  detail: boolean,
): PlannedDelivery[] {
  const { run } = numbered;
  return run.attempts.flatMap(attempt => {
    const moments = attempt.jobs.flatMap(({ startedAt, gate }) => [
      startedAt,
      ...(gate ? [gate.askedAt, gate.decidedAt] : []),
    ]);
    const times = new Set([
      ...(detail ? [attempt.startedAt, ...moments] : []),
      attempt.finishedAt,
    ]);
    return [...times].map(at =>
      planDeliveryOf(
        'gitlab',
        at + SECOND,
        'Pipeline Hook',
        [run.repository.name, numbered.id, attempt.attempt, at],
        () => pipelineHook(numbered, attempt, at),
      ),
    );
  });
}
