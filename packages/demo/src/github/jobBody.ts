import { AttemptPlan, JobPlan, StepPlan } from '../history/plan';
import { isoSecond } from '../history/clock';
import { account, organisation } from './account';
import { NumberedRun, runUrl } from './runBody';
import { repositoryApi, repositoryBody } from './repositoryBody';

type JobAction = 'queued' | 'waiting' | 'in_progress' | 'completed';

/** The number of a job, which it has from the moment the run is known. */
export function jobIdOf({ jobIds }: NumberedRun, job: JobPlan): number {
  const id = jobIds.get(job);
  if (id === undefined) throw new Error(`No id for ${job.template.name}.`);
  return id;
}

function stepBody(step: StepPlan, action: JobAction) {
  const done = action === 'completed';
  return {
    name: step.name,
    status: done ? 'completed' : 'in_progress',
    conclusion: done ? step.conclusion : null,
    number: step.number,
    started_at: isoSecond(step.startedAt),
    completed_at: done ? isoSecond(step.finishedAt) : null,
  };
}

/** `workflow_job`: queued, waiting, in_progress or completed. */
export function workflowJobBody(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
  action: JobAction,
): object {
  const { run } = numbered;
  const id = jobIdOf(numbered, job);
  const api = repositoryApi(run.repository);
  const begun = action === 'in_progress' || action === 'completed';
  const runner = begun ? job.runner : undefined;
  const steps: Record<JobAction, StepPlan[]> = {
    queued: [],
    waiting: [],
    in_progress: job.steps.slice(0, 1),
    completed: job.steps,
  };
  return {
    action,
    workflow_job: {
      id,
      run_id: numbered.id,
      workflow_name: run.workflow.name,
      head_branch: run.ref,
      run_url: `${api}/actions/runs/${numbered.id}`,
      run_attempt: attempt.attempt,
      head_sha: run.commit.sha,
      url: `${api}/actions/jobs/${id}`,
      html_url: `${runUrl(numbered)}/job/${id}`,
      status: action,
      conclusion: action === 'completed' ? job.conclusion : null,
      created_at: isoSecond(job.createdAt),
      // While it waits, GitHub repeats the time it was made.
      started_at: isoSecond(begun ? job.startedAt : job.createdAt),
      completed_at: action === 'completed' ? isoSecond(job.finishedAt) : null,
      name: job.template.name,
      steps: steps[action].map(step => stepBody(step, action)),
      check_run_url: `${api}/check-runs/${id}`,
      labels: ['self-hosted', job.template.pool],
      runner_id: runner?.id ?? null,
      runner_name: runner?.name ?? null,
      runner_group_id: runner ? 2 : null,
      runner_group_name: runner ? job.template.pool : null,
    },
    repository: repositoryBody(run.repository, run.commit.at),
    organization: organisation,
    sender: account(attempt.by),
  };
}
