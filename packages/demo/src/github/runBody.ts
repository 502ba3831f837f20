import { AttemptPlan, JobPlan, RunPlan } from '../history/plan';
import { isoSecond } from '../history/clock';
import { account, nameId, organisation } from './account';
import { pullLink } from './pullRequestBody';
import { repositoryApi, repositoryBody, webUrl } from './repositoryBody';

/** A run with the numbers GitHub gave it. */
export interface NumberedRun {
  run: RunPlan;
  id: number;
  number: number;
  /** Also of the check run and of the deployment that a job makes. */
  jobIds: Map<JobPlan, number>;
}

/** How far an attempt has come, in GitHub's words. */
export interface RunView {
  status: 'queued' | 'in_progress' | 'waiting' | 'completed';
  at: number;
}

export function runUrl({ run, id }: NumberedRun): string {
  return `${webUrl(run.repository)}/actions/runs/${id}`;
}

/** The `workflow_run` object. */
export function workflowRun(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  view: RunView,
) {
  const { run, id } = numbered;
  const { repository, workflow, commit } = run;
  const api = `${repositoryApi(repository)}/actions/runs/${id}`;
  const signature = { name: commit.author.name, email: commit.author.email };
  return {
    id,
    name: workflow.name,
    head_branch: run.ref,
    head_sha: commit.sha,
    path: `.github/workflows/${workflow.file}`,
    display_title: run.title,
    run_number: numbered.number,
    event: run.event,
    status: view.status,
    conclusion: view.status === 'completed' ? attempt.conclusion : null,
    workflow_id: workflowId(run),
    check_suite_id: nameId('suite', repository.name, `${id}`),
    url: api,
    html_url: runUrl(numbered),
    pull_requests: run.pull ? [pullLink(run.pull, commit.sha)] : [],
    created_at: isoSecond(run.createdAt),
    updated_at: isoSecond(view.at),
    actor: account(run.actor),
    run_attempt: attempt.attempt,
    run_started_at: isoSecond(attempt.startedAt),
    triggering_actor: account(attempt.by),
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    previous_attempt_url:
      attempt.attempt > 1 ? `${api}/attempts/${attempt.attempt - 1}` : null,
    head_commit: {
      id: commit.sha,
      tree_id: commit.sha.split('').reverse().join(''),
      message: commit.subject,
      timestamp: isoSecond(commit.at),
      author: signature,
      committer: signature,
    },
  };
}

function workflowId({ repository, workflow }: RunPlan): number {
  return nameId('workflow', repository.name, workflow.name);
}

/** `workflow_run`: requested, in_progress or completed. */
export function workflowRunBody(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  action: 'requested' | 'in_progress' | 'completed',
  at: number,
): object {
  const { run } = numbered;
  const status = action === 'requested' ? 'queued' : action;
  const path = `.github/workflows/${run.workflow.file}`;
  return {
    action,
    workflow_run: workflowRun(numbered, attempt, { status, at }),
    workflow: {
      id: workflowId(run),
      name: run.workflow.name,
      path,
      state: 'active',
      html_url: `${webUrl(run.repository)}/blob/main/${path}`,
      url: `${repositoryApi(run.repository)}/actions/workflows/${workflowId(
        run,
      )}`,
    },
    repository: repositoryBody(run.repository, run.commit.at),
    organization: organisation,
    sender: account(attempt.by),
  };
}
