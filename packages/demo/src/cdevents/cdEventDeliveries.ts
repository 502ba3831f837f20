import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { isoSecond } from '../history/clock';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf, uuidOf } from '../history/planDelivery';
import { cdHost, registry } from '../organisation/hosts';
import { organisationLogin } from '../organisation/people';
import { pipelineRunUid } from '../tekton/tektonDeliveries';

const outcomes: Partial<Record<JobPlan['conclusion'], string>> = {
  success: 'success',
  cancelled: 'cancel',
};

/** The CDEvents of a deployment. What goes back is told as a service rolled back. */
export function cdEventDeliveries(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
): PlannedDelivery[] {
  const { run } = numbered;
  const { deploysTo } = job.template;
  if (!deploysTo || !job.runner) return [];
  const { name } = run.repository;
  const id = uuidOf('cd deployment', jobIdOf(numbered, job));
  const chain = uuidOf('cd chain', numbered.id);
  const tell = (
    type: string,
    at: number,
    subjectId: string,
    more: object = {},
  ) =>
    planDeliveryOf('cdevents', at, `dev.cdevents.${type}`, [id], () => ({
      context: {
        specversion: type.endsWith('draft') ? '0.6.0-draft' : '0.5.1',
        id: uuidOf('cdevent', type, id),
        source: `https://${cdHost}/${organisationLogin}/${name}`,
        type: `dev.cdevents.${type}`,
        timestamp: isoSecond(at),
        chainId: chain,
      },
      subject: {
        id: subjectId,
        content: {
          environment: { id: deploysTo.environment },
          service: { id: name },
          artifactId: `pkg:oci/${name}@${run.release}?repository_url=${registry}`,
          pipelineRun: { id: pipelineRunUid(numbered, attempt.attempt) },
          ...more,
        },
      },
    }));
  const outcome = outcomes[job.conclusion] ?? 'failure';
  if (run.isRollback && outcome === 'success') {
    return [tell('service.rolledback.0.3.0', job.finishedAt, name)];
  }
  return [
    tell('deployment.started.0.1.0-draft', job.startedAt, id),
    tell('deployment.finished.0.1.0-draft', job.finishedAt, id, {
      outcome,
      ...(outcome === 'failure' ? { errors: 'The smoke test failed.' } : {}),
    }),
  ];
}
