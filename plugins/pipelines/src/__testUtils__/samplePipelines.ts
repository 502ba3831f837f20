import {
  AnswerMeta,
  CommitAnswer,
  Failing,
  Job,
  Measured,
  RunSummary,
  statusDisplay,
  StatusKey,
} from '@quarterdeck/plugin-pipelines-common';
import { RunAnswer, SinceGreenAnswer } from '../api/answerTypes';

const now = Date.now();

/** ISO time so many minutes ago. */
export const ago = (minutes: number): string =>
  new Date(now - minutes * 60_000).toISOString();

export const sampleMeta: AnswerMeta = {
  asOf: ago(0),
  lastEventAt: ago(1),
  lagSeconds: 0,
  stale: false,
  visibility: 'all',
};

/** A measured number. */
export const measured = (
  value: number | null,
  n = 40,
  previous: number | null = null,
): Measured => ({
  value,
  n,
  tooFew: n < 5,
  previous,
  ...(value === null && { reason: 'no_data' }),
});

/** A completed run of `payments-api`, unless said otherwise. */
export function sampleRun(
  externalId: string,
  key: StatusKey = 'passed',
  more: Partial<RunSummary> = {},
): RunSummary {
  const active = key === 'running' || key === 'queued' || key === 'waiting';
  return {
    instance: 'github.com',
    externalId,
    attempt: 1,
    isLatestAttempt: true,
    provider: 'github',
    project: 'acme/payments-api',
    entityRef: 'component:default/payments-api',
    pipeline: { key: '7', name: 'CI', path: '.github/workflows/ci.yml' },
    number: 482,
    title: `change ${externalId}`,
    status: statusDisplay(key),
    state: active ? 'executing' : 'completed',
    result: active ? null : 'success',
    rawState: null,
    rawResult: null,
    trigger: 'push',
    rawTrigger: 'push',
    actor: { login: 'rmenon', name: 'Ravi Menon', kind: 'person' },
    branch: 'main',
    tag: null,
    isDefaultBranch: true,
    sha: 'c41fe02aa7b1c41fe02aa7b1c41fe02aa7b1c41f',
    createdAt: ago(130),
    queuedAt: ago(130),
    startedAt: ago(130),
    workStartedAt: ago(129),
    finishedAt: active ? null : ago(122),
    queueSeconds: 31,
    runSeconds: active ? null : 434,
    listedAt: ago(122),
    url: `https://github.com/acme/payments-api/actions/runs/${externalId}`,
    ...more,
  };
}

/** A job that passed, unless said otherwise. */
export function sampleJob(
  name: string,
  key: StatusKey = 'passed',
  more: Partial<Job> = {},
): Job {
  return {
    instance: 'github.com',
    externalId: `job-${name}`,
    runExternalId: '48211',
    runAttempt: 1,
    project: 'acme/payments-api',
    entityRef: 'component:default/payments-api',
    pipelineName: 'CI',
    name,
    stage: null,
    kind: 'build',
    allowFailure: false,
    status: statusDisplay(key),
    state: 'completed',
    result: key === 'failed' ? 'failure' : 'success',
    rawState: null,
    rawResult: null,
    branch: 'main',
    sha: null,
    runner: { name: 'linux-large-14', group: 'linux-large', labels: [] },
    failureMessage: null,
    createdAt: ago(130),
    queuedAt: ago(130),
    startedAt: ago(129),
    finishedAt: ago(125),
    queueSeconds: 12,
    runSeconds: 240,
    notReached: false,
    onCriticalPath: false,
    url: `https://github.com/acme/payments-api/job/${name}`,
    steps: [],
    ...more,
  };
}

/** A run page's answer; green. */
export function sampleRunAnswer(more: Partial<RunAnswer> = {}): RunAnswer {
  const run = more.run ?? sampleRun('48211');
  return {
    run,
    commit: null,
    changes: [],
    attempts: [run],
    jobs: [sampleJob('compile', 'passed', { onCriticalPath: true })],
    gates: [],
    deployments: [],
    failure: null,
    criticalPath: ['compile'],
    gateWaitSeconds: null,
    medianQueueSeconds: measured(18),
    medianRunSeconds: measured(392),
    meta: sampleMeta,
    ...more,
  };
}

const step = (
  ordinal: number,
  name: string,
  key: StatusKey,
): Job['steps'][number] => ({
  ordinal,
  name,
  status: statusDisplay(key),
  startedAt: ago(128),
  finishedAt: ago(127),
  runSeconds: 61,
});

/** The same run, red: a job and its step failed. */
export function redRunAnswer(more: Partial<RunAnswer> = {}): RunAnswer {
  const run = sampleRun('48211', 'failed', {
    title: 'move ledger pool to pgbouncer',
    result: 'failure',
  });
  return sampleRunAnswer({
    run,
    attempts: [run],
    jobs: [
      sampleJob('compile', 'passed', { onCriticalPath: true }),
      sampleJob('integration', 'failed', {
        onCriticalPath: true,
        steps: [
          step(1, 'check out', 'passed'),
          step(2, 'run tests', 'failed'),
          step(3, 'upload report', 'skipped'),
        ],
      }),
      sampleJob('deploy', 'skipped', { notReached: true, startedAt: null }),
    ],
    failure: {
      jobExternalId: 'job-integration',
      job: 'integration',
      step: 'run tests',
      message: 'TimeoutError: ledger-db not ready after 60 s',
      sameFailures: 2,
    },
    criticalPath: ['compile', 'integration'],
    ...more,
  });
}

/** A commit. */
export const sampleCommit = (
  sha: string,
  subject: string,
  likely: string | null = null,
): CommitAnswer => ({
  sha,
  subject,
  author: { login: 'rmenon', name: 'Ravi Menon', kind: 'person' },
  authoredAt: ago(200),
  url: `https://github.com/acme/payments-api/commit/${sha}`,
  fileCount: 2,
  paths: ['src/testing/pool.ts', 'src/ledger/pool.ts'],
  likely,
});

export const sampleSinceGreen: SinceGreenAnswer = {
  green: sampleRun('48190', 'passed', { sha: '81be220f' }),
  commits: [
    sampleCommit(
      'c41fe02a',
      'move ledger pool',
      'touches what the failed step tests',
    ),
    sampleCommit('4aa9d13b', 'rename transfer ids'),
  ],
  complete: true,
  compareUrl: 'https://github.com/acme/payments-api/compare/a...b',
};

/** A red default branch. */
export function sampleFailing(more: Partial<Failing> = {}): Failing {
  const run = sampleRun('48211', 'failed');
  return {
    entityRef: 'component:default/payments-api',
    instance: 'github.com',
    project: 'acme/payments-api',
    pipeline: run.pipeline,
    branch: 'main',
    run,
    failedJob: 'integration',
    failedStep: 'run tests',
    message: 'TimeoutError: ledger-db not ready after 60 s',
    since: ago(134),
    sinceExact: true,
    redRuns: 2,
    brokenBy: {
      run,
      sha: run.sha,
      title: 'move ledger pool to pgbouncer',
      author: { login: 'rmenon', name: 'Ravi Menon', kind: 'person' },
    },
    ...more,
  };
}

const points = [0.97, null, 0.94].map((value, index) => ({
  at: ago(180 - index * 60),
  value,
  n: 10,
  partial: index === 2,
}));

export const sampleOverview = {
  range: { from: ago(1440), to: ago(0) },
  serviceCount: 31,
  runCount: 1284,
  defaultBranches: { failing: 1, total: 31, oldestSince: ago(134) },
  successRate: { ...measured(0.946, 412, 0.958), points },
  durationP50Seconds: { ...measured(462, 1200, 480), points },
  durationP95Seconds: { ...measured(1145, 1200), points },
  queueP95Seconds: {
    ...measured(110, 1200, 78),
    points,
    worstPool: { name: 'linux-large', value: 140, n: 300 },
  },
  waitingAtGate: { count: 0, longestSince: null },
  meta: sampleMeta,
};

export const sampleFacets = {
  entities: ['component:default/payments-api'],
  pipelines: ['CI', 'Release'],
  branches: ['main'],
  actors: ['rmenon'],
  capped: false,
};
