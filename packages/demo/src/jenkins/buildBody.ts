import { NumberedRun } from '../github/runBody';
import { AttemptPlan, Conclusion, JobPlan, RunPlan } from '../history/plan';
import { jenkinsHost } from '../organisation/hosts';

const results: Record<Conclusion, string> = {
  success: 'SUCCESS',
  failure: 'FAILURE',
  cancelled: 'ABORTED',
  skipped: 'NOT_BUILT',
  timed_out: 'ABORTED',
};

const stageWords: Record<Conclusion, string> = {
  ...results,
  failure: 'FAILED',
  skipped: 'NOT_EXECUTED',
};

/** The folders that a repository's jobs lie in. */
export const jenkinsFolders = ['quayside', 'money'];

/** Folder, multibranch project, then the branch, the change, or a job beside them. */
function jobNames({ repository, workflow, event, ref, pull }: RunPlan) {
  const project = [...jenkinsFolders, repository.name];
  if (pull) return [...project, `PR-${pull.number}`];
  const own = event === 'push' ? ref : workflow.name.toLowerCase();
  return [...project, own.replace(/[^a-z0-9]+/g, '-')];
}

/** Jenkins numbers builds anew when it builds again. */
export function buildNumber({ number }: NumberedRun, attempt: number): number {
  return number * 3 + attempt - 1;
}

/** How Quarterdeck knows the build: `quayside/money/ledger/main#12`. */
export function jenkinsRunId(numbered: NumberedRun, attempt: number): string {
  const name = jobNames(numbered.run).join('/');
  return `${name}#${buildNumber(numbered, attempt)}`;
}

const causes = {
  push: 'jenkins.branch.BranchEventCause',
  pull_request: 'jenkins.branch.BranchEventCause',
  schedule: 'hudson.triggers.TimerTrigger$TimerTriggerCause',
  workflow_dispatch: 'hudson.model.Cause$UserIdCause',
  release: 'hudson.triggers.SCMTrigger$SCMTriggerCause',
} as const;

/** A build as Jenkins' API tells it then, with its stages. */
export function buildBody(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  at: number,
): object {
  const { run } = numbered;
  const over = at >= attempt.finishedAt;
  const number = buildNumber(numbered, attempt.attempt);
  const path = jobNames(run)
    .map(name => `job/${encodeURIComponent(name)}`)
    .join('/');
  return {
    url: `https://${jenkinsHost}/${path}/${number}/`,
    number,
    displayName: `#${number} ${run.title}`,
    building: !over,
    result: over ? results[attempt.conclusion] : null,
    timestamp: attempt.startedAt,
    duration: over ? attempt.finishedAt - attempt.startedAt : 0,
    branch: run.pull ? run.ref : 'main',
    commit: run.commit.sha,
    actions: [
      {
        causes: [
          {
            _class: causes[run.event],
            userId: attempt.by.login,
            userName: attempt.by.name,
          },
        ],
      },
    ],
    stages: attempt.jobs.flatMap((job, index) =>
      job.createdAt <= at ? [stageBody(job, index, at)] : [],
    ),
  };
}

function stageBody(job: JobPlan, index: number, at: number) {
  const { template, gate, conclusion } = job;
  const { name } = template;
  const over = at >= job.finishedAt;
  const waits = gate !== undefined && !over && at < gate.decidedAt;
  const started = gate ? gate.askedAt : Math.min(job.startedAt, at);
  const decidedAt = gate ? Math.min(gate.decidedAt, at) : 0;
  const running = waits ? 'PAUSED_PENDING_INPUT' : 'IN_PROGRESS';
  return {
    id: String(6 + index * 4),
    name: name[0].toUpperCase() + name.slice(1),
    status: over ? stageWords[conclusion] : running,
    startTimeMillis: started,
    durationMillis: Math.max(0, Math.min(job.finishedAt, at) - started),
    pauseDurationMillis: gate ? Math.max(0, decidedAt - gate.askedAt) : 0,
  };
}
