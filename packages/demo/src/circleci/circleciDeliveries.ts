import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { webUrl } from '../github/repositoryBody';
import { isoSecond, SECOND } from '../history/clock';
import {
  AttemptPlan,
  Conclusion,
  JobPlan,
  PlannedDelivery,
  RunPlan,
} from '../history/plan';
import { planDeliveryOf, uuidOf } from '../history/planDelivery';
import { organisationLogin } from '../organisation/people';

const words: Record<Conclusion, string> = {
  success: 'success',
  failure: 'failed',
  cancelled: 'canceled',
  skipped: 'not_run',
  timed_out: 'timedout',
};

const triggers = {
  push: 'webhook',
  pull_request: 'webhook',
  schedule: 'scheduled_pipeline',
  workflow_dispatch: 'api',
  release: 'webhook',
} as const;

/** CircleCI tells of the end of jobs and workflows, and of nothing before. */
export function circleciDeliveries(numbered: NumberedRun): PlannedDelivery[] {
  const { run } = numbered;
  return run.attempts.flatMap(attempt => [
    // Nobody is told of a job that had no turn.
    ...attempt.jobs
      .filter(job => job.runner)
      .map(job => {
        const id = jobIdOf(numbered, job);
        const about = [run.repository.name, id];
        const at = job.finishedAt + SECOND;
        return planDeliveryOf('circleci', at, 'job-completed', about, () =>
          frame(numbered, attempt, {
            type: 'job-completed',
            at,
            about,
            job,
          }),
        );
      }),
    ...[attempt.finishedAt + SECOND].map(at => {
      const about = [run.repository.name, numbered.id, attempt.attempt];
      return planDeliveryOf('circleci', at, 'workflow-completed', about, () =>
        frame(numbered, attempt, { type: 'workflow-completed', at, about }),
      );
    }),
  ]);
}

/** Running it again makes a workflow with an id of its own. */
export function circleciWorkflowId(
  { id, run }: NumberedRun,
  attempt: number,
): string {
  return uuidOf('circleci workflow', run.repository.name, id, attempt);
}

function frame(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  told: { type: string; at: number; about: (string | number)[]; job?: JobPlan },
): object {
  const { run } = numbered;
  const { repository } = run;
  const { job } = told;
  const workflowId = circleciWorkflowId(numbered, attempt.attempt);
  return {
    id: uuidOf('circleci', told.type, ...told.about),
    type: told.type,
    happened_at: isoSecond(told.at),
    webhook: { id: uuidOf('circleci hook'), name: 'Quarterdeck' },
    workflow: {
      id: workflowId,
      name: run.workflow.name.toLowerCase().replace(/ /g, '-'),
      status: job ? 'running' : words[attempt.conclusion],
      created_at: isoSecond(attempt.startedAt),
      stopped_at: job ? null : isoSecond(attempt.finishedAt),
      url: `https://app.circleci.com/pipelines/workflows/${workflowId}`,
    },
    ...(job
      ? {
          job: {
            id: uuidOf('circleci job', jobIdOf(numbered, job)),
            number: jobIdOf(numbered, job),
            name: job.template.name.replace(/ /g, '-'),
            status: words[job.conclusion],
            started_at: isoSecond(job.startedAt),
            stopped_at: isoSecond(job.finishedAt),
          },
        }
      : {}),
    pipeline: pipelineBody(numbered),
    project: {
      id: uuidOf('circleci project', repository.name),
      name: repository.name,
      slug: `github/${organisationLogin}/${repository.name}`,
    },
    organization: { id: uuidOf('circleci org'), name: organisationLogin },
  };
}

function pipelineBody({ run, id, number }: NumberedRun) {
  const { repository, commit } = run;
  const person = { name: commit.author.name, email: commit.author.email };
  return {
    id: uuidOf('circleci pipeline', id),
    number,
    created_at: isoSecond(run.createdAt),
    trigger: { type: triggers[run.event] },
    vcs: {
      provider_name: 'github',
      origin_repository_url: webUrl(repository),
      target_repository_url: webUrl(repository),
      revision: commit.sha,
      commit: {
        subject: titleOf(run),
        body: '',
        author: person,
        authored_at: isoSecond(commit.at),
        committer: person,
        committed_at: isoSecond(commit.at),
      },
      ...(run.release ? { tag: run.release } : { branch: run.ref }),
    },
  };
}

function titleOf({ release, title, commit }: RunPlan): string {
  return release ? title : commit.subject;
}
