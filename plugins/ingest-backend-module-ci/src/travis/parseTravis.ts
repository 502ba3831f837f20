import { CiRun, Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { latest } from '../bodyValues';
import { deploymentsByName } from '../deploymentByName';
import { jobKind } from '../jobKind';
import { hasBegun } from '../progressOf';
import { EventInputs, providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import { urlPlace } from '../urlPlace';
import { TravisBody, travisBodySchema, TravisJob } from './travisBody';
import { travisProgress } from './travisWords';

const triggers = new Map<string, CiRun['trigger']>([
  ['push', 'push'],
  ['pull_request', 'change'],
  ['cron', 'schedule'],
  ['api', 'api'],
]);

/** Turns a notification of Travis CI into a run and the jobs of its matrix. Never throws. */
export const parseTravis: WebhookProvider['parse'] = ({ body, now }) => {
  const read = readDelivery(travisBodySchema, body, "Travis CI's notification");
  if (!read.ok) return read.rejection;
  const build = read.value;
  const run = runOf(build, now);
  const subject: Subject = { instance: run.instance, project: run.project };
  const change = run.changes?.[0]?.externalId;
  const correlation = {
    sha: run.sha,
    run: run.externalId,
    change: change && `${run.project}#${change}`,
  };
  const events = [
    providerEvent({
      type: 'ci.run.v1',
      subject,
      at: run.observedAt,
      correlation,
      data: run,
    }),
    ...build.matrix.flatMap(job => {
      const data = jobOf(job, build, run);
      return [
        providerEvent({
          type: 'ci.job.v1',
          subject,
          at: data.observedAt,
          correlation,
          data,
        }),
        ...deploymentsByName(
          {
            ...data,
            runAttempt: undefined,
            jobExternalId: job.id,
            ref: build.branch ?? build.tag,
            version: build.tag,
            actor: run.actor,
          },
          subject,
        ),
      ];
    }),
  ];
  return {
    outcome: 'parsed',
    parsedAs: `build.${(build.state ?? 'notification').slice(0, 40)}`,
    events,
  };
};

/** `app.travis-ci.com` shows what `travis-ci.com` runs; a server of one's own has its host. */
function instanceOf({ build_url: url }: TravisBody): string {
  return urlPlace(url)?.host.replace(/^app\./, '') ?? 'travis-ci.com';
}

function runOf(build: TravisBody, now: Date): EventInputs['ci.run.v1'] {
  const { repository } = build;
  const progress = travisProgress(build);
  const change = build.pull_request_number;
  const number = Number(build.number);
  const login = build.author_email ?? build.author_name;
  const sha = build.head_commit ?? build.commit;
  const author = login
    ? { login, name: build.author_name, email: build.author_email }
    : undefined;
  return {
    provider: 'travis',
    instance: instanceOf(build),
    project: `${repository.owner_name}/${repository.name}`,
    externalId: build.id,
    // A restarted build keeps its id, and nothing counts its restarts.
    attempt: 1,
    number:
      Number.isInteger(number) && number >= 0 && number < 2 ** 31
        ? number
        : undefined,
    pipeline: { name: 'Travis CI', path: '.travis.yml' },
    title: build.pull_request_title ?? build.message?.split('\n', 1)[0],
    trigger: triggers.get(build.type ?? '') ?? (change ? 'change' : 'unknown'),
    rawTrigger: build.type,
    actor: author,
    branch: build.branch,
    tag: build.tag,
    defaultBranch: repository.default_branch,
    sha,
    commit: sha
      ? {
          sha,
          message: build.message,
          author,
          committedAt: build.committed_at,
        }
      : undefined,
    changes: change ? [{ externalId: String(change) }] : [],
    url: build.build_url,
    ...progress,
    rawState: build.state ?? build.status_message,
    createdAt: build.created_at,
    queuedAt: build.queued_at ?? build.created_at,
    startedAt: hasBegun(progress) ? build.started_at : undefined,
    finishedAt: progress.state === 'completed' ? build.finished_at : undefined,
    observedAt:
      latest(
        build.created_at,
        build.queued_at,
        build.started_at,
        build.finished_at,
      ) ?? now.toISOString(),
  };
}

function jobOf(
  job: TravisJob,
  build: TravisBody,
  run: EventInputs['ci.run.v1'],
): EventInputs['ci.job.v1'] {
  const progress = travisProgress(job);
  const key = matrixKey(job.config);
  const named = textOf(job.config?.name) ?? textOf(job.config?.stage);
  const name = named ?? (key || `job ${job.number ?? job.id}`);
  return {
    provider: 'travis',
    instance: run.instance,
    project: run.project,
    externalId: job.id,
    runExternalId: run.externalId,
    runAttempt: 1,
    pipelineName: run.pipeline.name,
    name,
    stage: textOf(job.config?.stage),
    kind: jobKind(textOf(job.config?.stage) ?? name),
    allowFailure: job.allow_failure ?? false,
    matrixKey: key || undefined,
    branch: build.branch,
    sha: run.sha,
    url: job.job_url,
    ...progress,
    rawState: job.state ?? job.status_message,
    createdAt: job.created_at,
    queuedAt: job.queued_at ?? job.created_at,
    startedAt: hasBegun(progress) ? job.started_at : undefined,
    finishedAt: progress.state === 'completed' ? job.finished_at : undefined,
    observedAt:
      latest(job.queued_at, job.started_at, job.finished_at) ?? run.observedAt,
  };
}

/** Keys of a job's configuration that hold its place in the matrix. */
const matrixKeys = [
  'os',
  'dist',
  'arch',
  'language',
  'node_js',
  'python',
  'rvm',
  'go',
  'jdk',
  'php',
  'rust',
  'scala',
  'compiler',
  'env',
];

function matrixKey(config: TravisJob['config']): string {
  return matrixKeys
    .flatMap(key => {
      const value = textOf(config?.[key]);
      return value ? [`${key}=${value}`] : [];
    })
    .join(', ')
    .slice(0, 255);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.slice(0, 200) || undefined;
  return Array.isArray(value) && value.length === 1
    ? textOf(value[0])
    : undefined;
}
