import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { gitlabTime, projectBody, projectUrl, userBody } from './gitlabProject';
import { tierOf } from './pipelineHook';

/** The Deployment Hooks of a job; one that never ran deploys nothing. */
export function gitlabDeployDeliveries(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
): PlannedDelivery[] {
  const { run } = numbered;
  const { deploysTo } = job.template;
  if (!deploysTo || !job.runner) return [];
  const id = jobIdOf(numbered, job);
  const hook = (status: string, at: number) =>
    planDeliveryOf(
      'gitlab',
      at,
      'Deployment Hook',
      [run.repository.name, id, status],
      () => deploymentHook(numbered, { attempt, job, status, at }),
    );
  const ended = { success: 'success', cancelled: 'canceled' } as const;
  const { conclusion } = job;
  return [
    hook('running', job.startedAt),
    hook(
      conclusion === 'success' || conclusion === 'cancelled'
        ? ended[conclusion]
        : 'failed',
      job.finishedAt,
    ),
  ];
}

function deploymentHook(
  numbered: NumberedRun,
  told: { attempt: AttemptPlan; job: JobPlan; status: string; at: number },
): object {
  const { run } = numbered;
  const { repository, commit } = run;
  const { job, attempt, status, at } = told;
  const id = jobIdOf(numbered, job);
  const environment = job.template.deploysTo?.environment ?? '';
  const url = projectUrl(repository);
  return {
    object_kind: 'deployment',
    status,
    status_changed_at: gitlabTime(at),
    deployment_id: id,
    deployable_id: id,
    deployable_url: `${url}/-/jobs/${id}`,
    environment,
    environment_tier: tierOf(environment),
    environment_slug: environment,
    environment_external_url: `https://${repository.name}.${environment}.quayside.example`,
    project: projectBody(repository),
    short_sha: commit.sha.slice(0, 8),
    user: userBody(job.gate?.by ?? attempt.by),
    user_url: null,
    commit_url: `${url}/-/commit/${commit.sha}`,
    commit_title: commit.subject,
    ref: run.release ?? run.ref,
  };
}
