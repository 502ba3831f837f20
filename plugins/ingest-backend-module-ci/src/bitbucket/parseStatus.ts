import { z } from 'zod';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { boundedId } from '../boundedId';
import { lenient, maybeText, maybeTime } from '../bodyValues';
import { hasBegun, progressOf } from '../progressOf';
import { EventInputs, providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import {
  bitbucketCommit,
  bitbucketCommitSchema,
  BitbucketDelivery,
  maybeAccount,
} from './bitbucketBody';
import { bitbucketWords } from './bitbucketWords';

const bodySchema = z.object({
  actor: maybeAccount,
  commit_status: z.object({
    key: maybeText,
    name: maybeText,
    description: maybeText,
    state: maybeText,
    url: maybeText,
    refname: maybeText,
    created_on: maybeTime,
    updated_on: maybeTime,
    commit: lenient(bitbucketCommitSchema),
  }),
});

/** The number of a run of Bitbucket Pipelines in the address of its status. */
const pipelinesUrl =
  /\/(?:pipelines|addon\/pipelines)\/(?:home)?#?!?\/?results\/(\d{1,9})/;

/**
 * `repo:commit_status_created` and `_updated`. Bitbucket Pipelines tells of its
 * runs by these. A status of another system is left to that system, which tells
 * more and under its own ids.
 */
export function parseStatus(delivery: BitbucketDelivery): ParseOutcome {
  const read = readDelivery(
    bodySchema,
    delivery.body,
    `Bitbucket's ${delivery.event} webhook`,
  );
  if (!read.ok) return read.rejection;
  const { commit_status: status, actor } = read.value;
  const number = pipelinesUrl.exec(status.url ?? '')?.[1];
  if (!number) {
    return {
      outcome: 'ignored',
      parsedAs: delivery.event,
      reason:
        'This status is not of Bitbucket Pipelines. Connect the system that set it: it tells more.',
    };
  }
  const data = runOf(status, actor, Number(number), delivery);
  return {
    outcome: 'parsed',
    parsedAs: delivery.event,
    events: [
      providerEvent({
        type: 'ci.run.v1',
        subject: { instance: 'bitbucket.org', project: delivery.project },
        at: data.observedAt,
        correlation: { sha: data.sha, run: data.externalId },
        data,
      }),
    ],
  };
}

/** Runs are numbered per repository, and our key has only the instance beside the id. */
export function pipelineRunId(project: string, number: number): string {
  return boundedId(`${project}/${number}`);
}

function runOf(
  status: z.output<typeof bodySchema>['commit_status'],
  actor: EventInputs['ci.run.v1']['actor'],
  number: number,
  { project, webUrl, defaultBranch, now }: BitbucketDelivery,
): EventInputs['ci.run.v1'] {
  const progress = progressOf(bitbucketWords, status.state);
  return {
    provider: 'bitbucket',
    instance: 'bitbucket.org',
    project,
    externalId: pipelineRunId(project, number),
    attempt: 1,
    number,
    pipeline: { name: 'Pipelines' },
    title: status.name ?? status.description,
    // A status does not say why the run was started.
    trigger: 'unknown',
    actor,
    branch: status.refname,
    defaultBranch,
    sha: status.commit?.hash,
    commit: status.commit && bitbucketCommit(status.commit, webUrl),
    url: status.url,
    ...progress,
    rawState: status.state,
    createdAt: status.created_on,
    queuedAt: status.created_on,
    // The status appears when the run starts.
    startedAt: hasBegun(progress) ? status.created_on : undefined,
    finishedAt: progress.state === 'completed' ? status.updated_on : undefined,
    observedAt: status.updated_on ?? status.created_on ?? now.toISOString(),
  };
}
