import { z } from 'zod';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { id } from '../bodyValues';
import { countOf, Fields, fieldsOf, idOf, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import { githubChanges } from './githubChanges';
import { githubCommit } from './githubCommit';
import { GithubPlace } from './githubPlace';
import { githubProgress, hasBegun } from './githubProgress';
import { githubTrigger } from './githubTrigger';
import { accountOf, hashOf, timeOf } from './githubValues';

type RunInput = EventInputs['ci.run.v1'];

/** What a workflow run must have to be one. */
export const githubRunSchema = z.looseObject({ id });

/**
 * A workflow run as the REST API and `workflow_run` deliveries give it, as a
 * `ci.run.v1`; `undefined` when it has no id.
 *
 * `run_started_at` belongs to the attempt and `created_at` to the first one, so
 * a re-run is queued from its own start. GitHub has no finish time: `updated_at`
 * is one only when the run is over, and moves on while it runs.
 */
export function runFromApi(
  run: Fields,
  place: GithubPlace,
  /** `workflow`: what a delivery describes beside the run. */
  context: { now: Date; workflow?: Fields },
): RunInput | undefined {
  const externalId = idOf(run.id);
  if (!externalId) return undefined;
  const progress = githubProgress(textOf(run.status), textOf(run.conclusion));
  const attempt = countOf(run.run_attempt);
  const event = textOf(run.event);
  const trigger = githubTrigger(event);
  const workflow = fieldsOf(context.workflow);
  const path = withoutRef(textOf(run.path) ?? textOf(workflow.path));
  const createdAt = timeOf(run.created_at);
  const startedAt = timeOf(run.run_started_at);
  const updatedAt = timeOf(run.updated_at);
  const commit = githubCommit(fieldsOf(run.head_commit), place.webUrl);
  const ref = textOf(run.head_branch);
  // Only a release names its tag here; a pushed tag looks like a branch.
  const isTag = event === 'release';
  return {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    attempt: attempt || 1,
    number: countOf(run.run_number),
    pipeline: {
      externalId: idOf(run.workflow_id),
      // `run.name` is the title of the run where a workflow sets `run-name`.
      name:
        textOf(workflow.name) ??
        textOf(run.name) ??
        fileName(path) ??
        'unnamed workflow',
      path,
    },
    title: textOf(run.display_title) ?? commit?.message?.split('\n', 1)[0],
    trigger,
    rawTrigger: event,
    actor: runActor(run, trigger, attempt),
    branch: isTag ? undefined : ref,
    tag: isTag ? ref : undefined,
    defaultBranch: place.defaultBranch,
    sha: hashOf(run.head_sha),
    commit,
    changes: githubChanges(run.pull_requests, place),
    url: textOf(run.html_url) ?? `${place.webUrl}/actions/runs/${externalId}`,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    createdAt,
    queuedAt: !attempt || attempt === 1 ? createdAt : startedAt,
    startedAt: hasBegun(progress.state) ? startedAt : undefined,
    finishedAt: progress.state === 'completed' ? updatedAt : undefined,
    observedAt:
      updatedAt ?? startedAt ?? createdAt ?? context.now.toISOString(),
  };
}

/** Who started this attempt. GitHub names a person for a schedule; the clock did it. */
function runActor(
  run: Fields,
  trigger: CiRun['trigger'],
  attempt: number | undefined,
): RunInput['actor'] {
  const account = accountOf(run.triggering_actor) ?? accountOf(run.actor);
  return account && trigger === 'schedule' && attempt === 1
    ? { login: account.login, kind: 'schedule' }
    : account;
}

/** Where another repository's workflow is called, its ref follows: `ci.yml@v1`. */
function withoutRef(path: string | undefined): string | undefined {
  return path?.includes('@') ? path.replace(/@[^@]*$/, '') : path;
}

function fileName(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1) || undefined;
}
