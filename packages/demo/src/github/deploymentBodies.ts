import { AttemptPlan, Gate, JobPlan } from '../history/plan';
import { isoSecond } from '../history/clock';
import { codeHost } from '../organisation/people';
import { account, nameId, organisation } from './account';
import { jobIdOf } from './jobBody';
import { NumberedRun, runUrl, workflowRun } from './runBody';
import { repositoryApi, repositoryBody, webUrl } from './repositoryBody';

/** A job that deploys, with the run it belongs to. */
export interface DeployingJob {
  numbered: NumberedRun;
  attempt: AttemptPlan;
  job: JobPlan;
  environment: string;
}

/** The `deployment` object. */
export function deploymentObject(
  { numbered, job, environment }: DeployingJob,
  at: number,
) {
  const { run } = numbered;
  const id = jobIdOf(numbered, job);
  return {
    url: `${repositoryApi(run.repository)}/deployments/${id}`,
    id,
    task: 'deploy',
    original_environment: environment,
    environment,
    description: run.title,
    created_at: isoSecond(job.createdAt),
    updated_at: isoSecond(at),
    creator: account(run.actor),
    sha: run.commit.sha,
    ref: run.release ?? run.ref,
    payload: {},
    transient_environment: false,
    production_environment: environment.startsWith('production'),
  };
}

function frameOf({ numbered, attempt }: DeployingJob, at: number) {
  const { run } = numbered;
  return {
    // Another CI makes deployments by the API, and no workflow runs.
    workflow_run: run.repository.builder
      ? null
      : workflowRun(numbered, attempt, { status: 'in_progress', at }),
    repository: repositoryBody(run.repository, run.commit.at),
    organization: organisation,
    sender: account(run.actor),
  };
}

/** `deployment`, created. */
export function deploymentBody(deploying: DeployingJob): object {
  const at = deploying.job.createdAt;
  return {
    action: 'created',
    deployment: deploymentObject(deploying, at),
    ...frameOf(deploying, at),
  };
}

/** `deployment_status`, created. */
export function deploymentStatusBody(
  deploying: DeployingJob,
  state: 'waiting' | 'in_progress' | 'success' | 'failure',
  at: number,
): object {
  const { numbered, job, environment } = deploying;
  const id = jobIdOf(numbered, job);
  const { repository } = numbered.run;
  const { builder } = repository;
  const page = builder
    ? `${webUrl(repository)}/deployments`
    : `${runUrl(numbered)}/job/${id}`;
  return {
    action: 'created',
    deployment_status: {
      id: nameId('status', `${id}`, state),
      state,
      creator: account(numbered.run.actor),
      description: '',
      environment,
      environment_url: `https://${repository.name}.${environment}.quayside.example`,
      log_url: page,
      target_url: page,
      created_at: isoSecond(at),
      updated_at: isoSecond(at),
    },
    deployment: deploymentObject(deploying, at),
    check_run: builder ? null : { id, name: job.template.name },
    ...frameOf(deploying, at),
  };
}

/** `deployment_review`: the reviewers of an environment are asked, or have answered. */
export function deploymentReviewBody(
  deploying: DeployingJob,
  gate: Gate,
  action: 'requested' | 'approved' | 'rejected',
): object {
  const { numbered, attempt, job, environment } = deploying;
  const { run } = numbered;
  const asked = action === 'requested';
  const at = asked ? gate.askedAt : gate.decidedAt;
  const id = jobIdOf(numbered, job);
  const jobRun = {
    id,
    name: job.template.name,
    status: 'waiting',
    conclusion: null,
    html_url: `${runUrl(numbered)}/job/${id}`,
    created_at: isoSecond(job.createdAt),
    updated_at: isoSecond(at),
    environment,
  };
  const [lead] = run.repository.team;
  return {
    action,
    workflow_run: workflowRun(numbered, attempt, { status: 'waiting', at }),
    since: isoSecond(asked ? gate.askedAt : gate.decidedAt),
    ...(asked
      ? {
          workflow_job_run: jobRun,
          environment,
          requestor: account(attempt.by),
          reviewers: [{ type: 'User', reviewer: account(lead) }],
        }
      : {
          workflow_job_runs: [jobRun],
          approver: account(gate.by),
          comment:
            action === 'approved' ? 'Looks good.' : 'Not before the weekend.',
          reviewers: [{ type: 'User', reviewer: account(lead) }],
        }),
    repository: repositoryBody(run.repository, run.commit.at),
    organization: organisation,
    sender: account(asked ? attempt.by : gate.by),
    enterprise: { slug: organisation.login, html_url: `https://${codeHost}` },
  };
}
