import { z } from 'zod';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { EventInputs } from './eventInputs';
import { githubChanges, githubPullRequestLinkSchema } from './githubChanges';
import { githubCommit, githubCommitSchema } from './githubCommit';
import { GithubPlace } from './githubPlace';
import { githubProgress, hasBegun } from './githubProgress';
import { githubTrigger } from './githubTrigger';
import {
  id,
  lenient,
  maybeAccount,
  maybeCount,
  maybeId,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from './githubValues';

/** A workflow run as the REST API and `workflow_run` deliveries give it. */
export const githubRunSchema = z.object({
  id,
  name: maybeText,
  display_title: maybeText,
  path: maybeText,
  run_number: maybeCount,
  run_attempt: maybeCount,
  event: maybeText,
  status: maybeText,
  conclusion: maybeText,
  workflow_id: maybeId,
  head_branch: maybeText,
  head_sha: maybeSha,
  head_commit: lenient(githubCommitSchema),
  pull_requests: readableItems(githubPullRequestLinkSchema, 50),
  actor: maybeAccount,
  triggering_actor: maybeAccount,
  created_at: maybeTime,
  run_started_at: maybeTime,
  updated_at: maybeTime,
  html_url: maybeText,
});

/** @see githubRunSchema */
export type GithubRun = z.output<typeof githubRunSchema>;

/** The workflow a run belongs to, when the delivery describes it. */
export const githubWorkflowSchema = lenient(
  z.object({ name: maybeText, path: maybeText }),
);

/**
 * A workflow run as a `ci.run.v1`.
 *
 * `run_started_at` belongs to the attempt and `created_at` to the first one, so
 * a re-run is queued from its own start. GitHub has no finish time: `updated_at`
 * is one only when the run is over, and moves on while it runs.
 */
export function runFromApi(
  run: GithubRun,
  place: GithubPlace,
  context: { now: Date; workflow?: z.output<typeof githubWorkflowSchema> },
): EventInputs['ci.run.v1'] {
  const progress = githubProgress(run.status, run.conclusion);
  const attempt = run.run_attempt || 1;
  const trigger = githubTrigger(run.event);
  const path = (run.path ?? context.workflow?.path)?.replace(/@[^@]*$/, '');
  const observedAt =
    run.updated_at ??
    run.run_started_at ??
    run.created_at ??
    context.now.toISOString();
  // Only a release names its tag here; a pushed tag looks like a branch.
  const isTag = run.event === 'release';
  return {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: run.id,
    attempt,
    number: run.run_number,
    pipeline: {
      externalId: run.workflow_id,
      // `run.name` is the title of the run where a workflow sets `run-name`.
      name:
        context.workflow?.name ??
        run.name ??
        fileName(path) ??
        'unnamed workflow',
      path,
    },
    title: run.display_title ?? run.head_commit?.message?.split('\n', 1)[0],
    trigger,
    rawTrigger: run.event,
    actor: runActor(run, trigger),
    branch: isTag ? undefined : run.head_branch,
    tag: isTag ? run.head_branch : undefined,
    defaultBranch: place.defaultBranch,
    sha: run.head_sha,
    commit: run.head_commit && githubCommit(run.head_commit, place.webUrl),
    changes: githubChanges(run.pull_requests, place),
    url: run.html_url ?? `${place.webUrl}/actions/runs/${run.id}`,
    ...progress,
    createdAt: run.created_at,
    queuedAt: attempt === 1 ? run.created_at : run.run_started_at,
    startedAt: hasBegun(progress.state) ? run.run_started_at : undefined,
    finishedAt: progress.state === 'completed' ? run.updated_at : undefined,
    observedAt,
  };
}

/** Who started this attempt. GitHub names a person for a schedule; the clock did it. */
function runActor(
  run: GithubRun,
  trigger: CiRun['trigger'],
): EventInputs['ci.run.v1']['actor'] {
  const account = run.triggering_actor ?? run.actor;
  if (!account || trigger !== 'schedule' || run.run_attempt !== 1)
    return account;
  return { ...account, kind: 'schedule' };
}

function fileName(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1) || undefined;
}
