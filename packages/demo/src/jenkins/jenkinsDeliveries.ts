import { NumberedRun } from '../github/runBody';
import { SECOND } from '../history/clock';
import { AttemptPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { buildBody } from './buildBody';

/** The builds of a run: each request tells of the build with all of its stages. */
export function jenkinsDeliveries(
  numbered: NumberedRun,
  detail: boolean,
): PlannedDelivery[] {
  const { run } = numbered;
  return run.attempts.flatMap(attempt => {
    const times = new Set([
      ...(detail ? momentsOf(attempt) : []),
      attempt.finishedAt,
    ]);
    return [...times].map(at =>
      planDeliveryOf(
        'jenkins',
        at + SECOND,
        'build',
        [run.repository.name, numbered.id, attempt.attempt, at],
        () => buildBody(numbered, attempt, at),
      ),
    );
  });
}

/** When a pipeline would tell: as stages begin, ask for input, and get it. */
function momentsOf({ startedAt, jobs }: AttemptPlan): number[] {
  return [
    startedAt,
    ...jobs.flatMap(job => [
      job.startedAt,
      // Some seconds later, so that the pause has a length.
      ...(job.gate ? [job.gate.askedAt + 5 * SECOND] : []),
    ]),
  ];
}
