import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { latest } from '../bodyValues';
import { hasBegun, Progress, progressOf } from '../progressOf';
import { EventInputs } from '../providerEvent';
import { branchOf, BuildkiteBody } from './buildkiteBody';
import { buildWords } from './buildkiteWords';

const triggers = new Map<string, CiRun['trigger']>([
  ['webhook', 'push'],
  ['ui', 'manual'],
  ['api', 'api'],
  ['schedule', 'schedule'],
  ['trigger_job', 'upstream'],
]);

/** Ends that a block step cannot hold open. */
const finalWords = new Set(['canceled', 'skipped', 'not_run']);

/**
 * Where a build stands. A build that waits at a block step is told as finished
 * with `blocked: true` and the result so far: it has not passed, it waits.
 */
export function buildkiteProgress(
  state: string | undefined,
  blocked: boolean,
  event: string,
): Progress {
  const word = state?.toLowerCase();
  if (blocked && !finalWords.has(word ?? '')) return { state: 'waiting_gate' };
  const over =
    event === 'build.finished' ||
    event === 'build.skipped' ||
    word === 'finished';
  if (!word && event === 'build.running') return { state: 'executing' };
  return progressOf(buildWords, word, over);
}

/** Whether this delivery says that the build waits at a block step. */
export function isBlocked({ build }: BuildkiteBody, event: string): boolean {
  return (
    event === 'build.blocked' ||
    build.state === 'blocked' ||
    (event === 'build.finished' && build.blocked === true)
  );
}

/** A build as a `ci.run.v1`. A rebuilt build is a run of its own, linked to the first. */
export function buildkiteRun(
  body: BuildkiteBody,
  event: string,
  project: string,
  now: Date,
): EventInputs['ci.run.v1'] {
  const { build, pipeline } = body;
  const progress = buildkiteProgress(
    build.state,
    isBlocked(body, event),
    event,
  );
  const change = build.pull_request?.id;
  const rebuilt = build.rebuilt_from?.id;
  const login = build.creator?.email ?? build.creator?.name;
  return {
    provider: 'buildkite',
    instance: 'buildkite.com',
    project,
    externalId: build.id,
    attempt: 1,
    number: build.number,
    pipeline: {
      externalId: pipeline?.id,
      name: pipeline?.name ?? pipeline?.slug ?? project,
    },
    title: build.message?.split('\n', 1)[0],
    trigger: change ? 'change' : triggers.get(build.source ?? '') ?? 'unknown',
    rawTrigger: build.source,
    actor: login
      ? {
          login,
          name: build.creator?.name,
          email: build.creator?.email,
          kind: build.source === 'schedule' ? 'schedule' : 'person',
        }
      : undefined,
    branch: branchOf(build),
    tag: build.tag,
    defaultBranch: pipeline?.default_branch,
    // `HEAD` until an agent has looked it up.
    sha: build.commit === 'HEAD' ? undefined : build.commit,
    changes: change ? [{ externalId: change }] : [],
    parentRun: rebuilt ?? build.triggered_from?.build_id,
    url: build.web_url,
    ...progress,
    rawState: build.state,
    createdAt: build.created_at,
    queuedAt: build.scheduled_at ?? build.created_at,
    startedAt: hasBegun(progress) ? build.started_at : undefined,
    finishedAt: progress.state === 'completed' ? build.finished_at : undefined,
    observedAt:
      latest(
        build.created_at,
        build.scheduled_at,
        build.started_at,
        build.finished_at,
      ) ?? now.toISOString(),
  };
}
