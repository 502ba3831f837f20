import { z } from 'zod';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { id } from '../bodyValues';
import { countOf, Fields, fieldsList, idOf, textOf } from '../fields';
import { jobKind } from '../jobKind';
import { EventInputs } from './eventInputs';
import { GithubPlace } from './githubPlace';
import { githubProgress, hasBegun } from './githubProgress';
import { hashOf, latest, textsOf, timeOf } from './githubValues';

const stepsMax = 1000;
const labelsMax = 50;

/** What a job must have to be one. */
export const githubJobSchema = z.looseObject({ id, run_id: id });

/**
 * A job as the REST API and `workflow_job` deliveries give it, as a `ci.job.v1`;
 * `undefined` when it or its run has no id.
 *
 * While a job waits, `started_at` repeats the time it was queued; it becomes the
 * start only once the job runs, so the two are kept apart here.
 */
export function jobFromApi(
  job: Fields,
  place: GithubPlace,
  context: { now: Date },
): EventInputs['ci.job.v1'] | undefined {
  const externalId = idOf(job.id);
  const runExternalId = idOf(job.run_id);
  if (!externalId || !runExternalId) return undefined;
  const progress = githubProgress(textOf(job.status), textOf(job.conclusion));
  const begun = hasBegun(progress.state);
  const name = textOf(job.name) ?? `job ${externalId}`;
  const steps = fieldsList(job.steps, stepsMax).map(stepOf);
  const createdAt = timeOf(job.created_at);
  const startedAt = timeOf(job.started_at);
  const completedAt = timeOf(job.completed_at);
  return {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    runExternalId,
    runAttempt: countOf(job.run_attempt) || 1,
    pipelineName: textOf(job.workflow_name),
    name,
    kind: jobKind(name),
    branch: textOf(job.head_branch),
    sha: hashOf(job.head_sha),
    runner: {
      name: textOf(job.runner_name),
      group: textOf(job.runner_group_name),
      labels: textsOf(job.labels, labelsMax),
    },
    steps,
    url:
      textOf(job.html_url) ??
      `${place.webUrl}/actions/runs/${runExternalId}/job/${externalId}`,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    createdAt,
    queuedAt: createdAt ?? (begun ? undefined : startedAt),
    startedAt: begun ? startedAt : undefined,
    finishedAt: progress.state === 'completed' ? completedAt : undefined,
    // A job has no `updated_at`: its newest time is when it last changed.
    observedAt:
      newest(latest(createdAt, startedAt, completedAt), steps) ??
      context.now.toISOString(),
  };
}

interface Step {
  ordinal: number;
  name: string;
  state: CiRun['state'];
  result?: CiRun['result'];
  rawState?: string;
  rawResult?: string;
  startedAt?: string;
  finishedAt?: string;
}

function stepOf(step: Fields, index: number): Step {
  const progress = githubProgress(textOf(step.status), textOf(step.conclusion));
  const ordinal = countOf(step.number) ?? index + 1;
  return {
    ordinal,
    name: textOf(step.name) ?? `step ${ordinal}`,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    startedAt: hasBegun(progress.state) ? timeOf(step.started_at) : undefined,
    finishedAt:
      progress.state === 'completed' ? timeOf(step.completed_at) : undefined,
  };
}

function newest(
  time: string | undefined,
  steps: readonly Step[],
): string | undefined {
  return steps.reduce(
    (result, step) => latest(result, step.startedAt, step.finishedAt),
    time,
  );
}
