import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { SECOND } from '../history/clock';
import { AttemptPlan, Conclusion, JobPlan } from '../history/plan';
import { jobStage } from '../organisation/jobStage';
import {
  commitBody,
  gitlabTime,
  projectBody,
  projectUrl,
  userBody,
} from './gitlabProject';

const words: Record<Conclusion, string> = {
  success: 'success',
  failure: 'failed',
  cancelled: 'canceled',
  skipped: 'skipped',
  timed_out: 'failed',
};

const sources = {
  push: 'push',
  pull_request: 'merge_request_event',
  schedule: 'schedule',
  workflow_dispatch: 'web',
  release: 'push',
} as const;

/** GitLab counts no attempts: running again makes a pipeline of its own. */
export function pipelineId({ id }: NumberedRun, attempt: number): number {
  return id * 10 + attempt;
}

/** Where a job stands then. */
function statusAt(job: JobPlan, at: number): string {
  const { gate } = job;
  if (at >= job.finishedAt) return words[job.conclusion];
  if (at < job.createdAt || job.conclusion === 'skipped') return 'created';
  if (gate && at < gate.decidedAt) return 'manual';
  return at < job.startedAt ? 'pending' : 'running';
}

function pipelineStatus(attempt: AttemptPlan, statuses: string[], at: number) {
  if (at >= attempt.finishedAt) return words[attempt.conclusion];
  if (statuses.includes('running')) return 'running';
  if (statuses.includes('manual')) return 'manual';
  return at > attempt.startedAt + SECOND ? 'running' : 'pending';
}

/** Pipeline Hook: the pipeline and all of its jobs as they stand then. */
export function pipelineHook(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  at: number,
): object {
  const { run } = numbered;
  const { repository, commit, pull } = run;
  const builds = attempt.jobs.map(job => buildBody(numbered, job, attempt, at));
  const status = pipelineStatus(
    attempt,
    builds.map(build => build.status),
    at,
  );
  const over = at >= attempt.finishedAt;
  const id = pipelineId(numbered, attempt.attempt);
  const url = `${projectUrl(repository)}/-/pipelines/${id}`;
  const seconds = Math.round((attempt.finishedAt - attempt.startedAt) / SECOND);
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id,
      iid: numbered.number * 2 + attempt.attempt - 1,
      name: run.title,
      ref: run.release ?? run.ref,
      tag: run.release !== undefined,
      sha: commit.sha,
      before_sha: commit.parent,
      source: sources[run.event],
      status,
      detailed_status: status,
      stages: [...new Set(attempt.jobs.map(job => jobStage(job.template)))],
      created_at: gitlabTime(attempt.startedAt),
      finished_at: over ? gitlabTime(attempt.finishedAt) : null,
      duration: over ? seconds : null,
      queued_duration: 2,
      url,
    },
    merge_request: pull
      ? {
          iid: pull.number,
          title: pull.title,
          source_branch: pull.branch,
          target_branch: 'main',
          state: 'opened',
          url: `${projectUrl(repository)}/-/merge_requests/${pull.number}`,
        }
      : null,
    user: userBody(attempt.by),
    project: projectBody(repository),
    commit: commitBody(repository, commit),
    builds,
  };
}

function buildBody(
  numbered: NumberedRun,
  job: JobPlan,
  attempt: AttemptPlan,
  at: number,
) {
  const { template, gate, runner } = job;
  const status = statusAt(job, at);
  const begun = runner !== undefined && at >= job.startedAt;
  const over = at >= job.finishedAt;
  const queuedAt = gate?.decidedAt ?? job.createdAt;
  const { deploysTo } = template;
  return {
    id: jobIdOf(numbered, job),
    stage: jobStage(template),
    name: template.name,
    status,
    created_at: gitlabTime(attempt.startedAt),
    started_at: begun ? gitlabTime(job.startedAt) : null,
    finished_at: over && runner ? gitlabTime(job.finishedAt) : null,
    duration: begun && over ? (job.finishedAt - job.startedAt) / SECOND : null,
    queued_duration: begun ? (job.startedAt - queuedAt) / SECOND : null,
    failure_reason:
      over && job.conclusion === 'timed_out'
        ? 'stuck_or_timeout_failure'
        : null,
    when: gate ? 'manual' : 'on_success',
    manual: gate !== undefined,
    allow_failure: false,
    user: userBody(gate && at >= gate.decidedAt ? gate.by : attempt.by),
    runner:
      begun && runner
        ? {
            id: runner.id,
            description: runner.name,
            runner_type: 'group_type',
            active: true,
            is_shared: false,
            tags: [template.pool],
          }
        : null,
    environment: deploysTo
      ? {
          name: deploysTo.environment,
          action: 'start',
          deployment_tier: tierOf(deploysTo.environment),
        }
      : null,
  };
}

/** GitLab's word for what an environment is for. */
export function tierOf(environment: string): string {
  if (environment.startsWith('production')) return 'production';
  return environment === 'staging' ? 'staging' : 'development';
}
