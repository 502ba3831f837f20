import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { isoSecond, SECOND } from '../history/clock';
import {
  AttemptPlan,
  Conclusion,
  JobPlan,
  PlannedDelivery,
} from '../history/plan';
import { planDeliveryOf, uuidOf } from '../history/planDelivery';
import { organisationLogin } from '../organisation/people';

const words: Record<Conclusion, string> = {
  success: 'passed',
  failure: 'failed',
  cancelled: 'canceled',
  skipped: 'skipped',
  timed_out: 'timed_out',
};

const sources = {
  push: 'webhook',
  pull_request: 'webhook',
  schedule: 'schedule',
  workflow_dispatch: 'ui',
  release: 'webhook',
} as const;

type BuildEvent = 'build.scheduled' | 'build.running' | 'build.finished';
type JobEvent = 'job.scheduled' | 'job.started' | 'job.finished';

/** The webhooks of a run's builds and their jobs. */
export function buildkiteDeliveries(
  numbered: NumberedRun,
  detail: boolean,
): PlannedDelivery[] {
  const { run } = numbered;
  const { name } = run.repository;
  return run.attempts.flatMap(attempt => {
    const build = (event: BuildEvent, at: number) =>
      planDeliveryOf(
        'buildkite',
        at + SECOND,
        event,
        [name, numbered.id, attempt.attempt],
        () => bodyOf(numbered, attempt, event),
      );
    const job = (event: JobEvent, at: number, about: JobPlan) =>
      planDeliveryOf(
        'buildkite',
        at,
        event,
        [name, jobIdOf(numbered, about)],
        () => bodyOf(numbered, attempt, event, about),
      );
    const ran = attempt.jobs.filter(({ runner }) => runner);
    const began = Math.min(...ran.map(({ startedAt }) => startedAt));
    return [
      ...(detail
        ? [
            build('build.scheduled', attempt.startedAt),
            ...(ran.length ? [build('build.running', began)] : []),
          ]
        : []),
      ...ran.flatMap(one => [
        ...(detail
          ? [
              job('job.scheduled', one.createdAt, one),
              job('job.started', one.startedAt, one),
            ]
          : []),
        job('job.finished', one.finishedAt, one),
      ]),
      build('build.finished', attempt.finishedAt),
    ];
  });
}

const buildStates: Record<BuildEvent | JobEvent, string> = {
  'build.scheduled': 'scheduled',
  'build.running': 'running',
  'build.finished': '',
  'job.scheduled': 'scheduled',
  'job.started': 'running',
  'job.finished': '',
};

/** Building again makes a build of its own. */
function buildId({ id }: NumberedRun, attempt: number): string {
  return uuidOf('buildkite build', id, attempt);
}

function bodyOf(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  event: BuildEvent | JobEvent,
  job?: JobPlan,
): object {
  const { run } = numbered;
  const { commit, pull, repository } = run;
  const slug = `${organisationLogin}/${repository.name}`;
  const page = `https://buildkite.com/${slug}`;
  const number = numbered.number * 2 + attempt.attempt - 1;
  const over = event === 'build.finished';
  const began = event !== 'build.scheduled';
  const runs = job ? 'running' : buildStates[event] || buildWord(attempt);
  const web = `${page}/builds/${number}`;
  return {
    event,
    build: {
      id: buildId(numbered, attempt.attempt),
      number,
      url: web,
      web_url: web,
      state: runs,
      blocked: false,
      message: run.title,
      commit: commit.sha,
      branch: run.ref,
      tag: run.release ?? null,
      source: sources[run.event],
      creator: { name: attempt.by.name, email: attempt.by.email },
      created_at: isoSecond(attempt.startedAt),
      scheduled_at: isoSecond(attempt.startedAt),
      started_at: began ? isoSecond(attempt.startedAt + 2 * SECOND) : null,
      finished_at: over ? isoSecond(attempt.finishedAt) : null,
      pull_request: pull ? { id: String(pull.number), base: 'main' } : null,
      rebuilt_from:
        attempt.attempt > 1
          ? { id: buildId(numbered, attempt.attempt - 1), number: number - 1 }
          : null,
    },
    pipeline: {
      id: uuidOf('buildkite pipeline', repository.name),
      slug: repository.name,
      name: repository.name,
      web_url: page,
      default_branch: 'main',
    },
    ...(job
      ? { job: jobBody(numbered, job, { event, page: web, attempt }) }
      : {}),
    sender: { name: attempt.by.name },
  };
}

/** A build that ran out of time has failed. */
function buildWord({ conclusion }: AttemptPlan): string {
  return conclusion === 'timed_out' ? 'failed' : words[conclusion];
}

function jobBody(
  numbered: NumberedRun,
  job: JobPlan,
  told: { event: BuildEvent | JobEvent; page: string; attempt: AttemptPlan },
) {
  const { event, page } = told;
  const id = uuidOf('buildkite job', jobIdOf(numbered, job));
  const over = event === 'job.finished';
  const begun = over || event === 'job.started';
  const { template, conclusion, runner } = job;
  return {
    id,
    type: 'script',
    name: template.name,
    state: over ? words[conclusion] : buildStates[event],
    web_url: `${page}#${id}`,
    exit_status: over && conclusion !== 'cancelled' ? exitOf(conclusion) : null,
    soft_failed: false,
    retries_count: 0,
    agent: begun
      ? { name: runner?.name, meta_data: [`queue=${template.pool}`] }
      : null,
    created_at: isoSecond(told.attempt.startedAt),
    runnable_at: isoSecond(job.createdAt),
    started_at: begun ? isoSecond(job.startedAt) : null,
    finished_at: over ? isoSecond(job.finishedAt) : null,
  };
}

function exitOf(conclusion: Conclusion): number {
  return conclusion === 'success' ? 0 : 1;
}
