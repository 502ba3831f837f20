import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { canaryMoments } from './canaryPlan';
import { rolloutBody } from './rolloutBody';

/** The notifications of a canary; without `detail` that it begins, and how it ended. */
export function rolloutDeliveries(
  numbered: NumberedRun,
  _attempt: AttemptPlan,
  job: JobPlan,
  detail: boolean,
): PlannedDelivery[] {
  if (!job.template.deploysTo || !job.runner) return [];
  const id = jobIdOf(numbered, job);
  const { run } = numbered;
  const lastJob = run.workflow.jobs.at(-1);
  const moments = canaryMoments(job, {
    luck: id,
    inconclusive: run.inconclusive === true && job.template === lastJob,
  });
  return moments.flatMap((moment, index) =>
    detail || index === 0 || index === moments.length - 1
      ? [
          planDeliveryOf(
            'argorollouts',
            moment.at,
            moment.phase,
            [run.repository.name, id, index],
            () => rolloutBody(numbered, job, moment),
          ),
        ]
      : [],
  );
}
