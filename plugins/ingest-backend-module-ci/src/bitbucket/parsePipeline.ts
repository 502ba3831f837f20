import { z } from 'zod';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import {
  lenient,
  maybeCount,
  maybeSha,
  maybeText,
  maybeTime,
} from '../bodyValues';
import { hasBegun, Progress, progressOf } from '../progressOf';
import { EventInputs, providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import { BitbucketDelivery, maybeAccount } from './bitbucketBody';
import { bitbucketWords } from './bitbucketWords';
import { pipelineRunId } from './parseStatus';

const word = lenient(z.object({ name: maybeText }));

const bodySchema = z.object({
  pipeline: z.object({
    build_number: z.int().min(0).max(2_147_483_647),
    uuid: maybeText,
    run_number: maybeCount,
    creator: maybeAccount,
    state: lenient(z.object({ name: maybeText, stage: word, result: word })),
    trigger: lenient(z.object({ name: maybeText, type: maybeText })),
    target: lenient(
      z.object({
        ref_name: maybeText,
        ref_type: maybeText,
        commit: lenient(z.object({ hash: maybeSha })),
        selector: lenient(z.object({ pattern: maybeText, type: maybeText })),
        pullrequest: lenient(z.object({ id: maybeCount })),
      }),
    ),
    created_on: maybeTime,
    completed_on: maybeTime,
  }),
});

type Pipeline = z.output<typeof bodySchema>['pipeline'];

const triggers = new Map<string, CiRun['trigger']>([
  ['push', 'push'],
  ['manual', 'manual'],
  ['schedule', 'schedule'],
  ['pull_request', 'change'],
  ['parent_step', 'upstream'],
]);

/** Where a run stands: its result when completed, else its stage, else its state. */
export function pipelineProgress(state: Pipeline['state']): Progress {
  const over = state?.name?.toUpperCase() === 'COMPLETED';
  if (over) {
    const end = progressOf(bitbucketWords, state?.result?.name, true);
    // A running word as the result of a completed run says nothing.
    return end.result ? end : { state: 'completed', result: 'unknown' };
  }
  const stage = state?.stage?.name;
  const here = progressOf(bitbucketWords, stage ?? state?.name);
  return stage && here.state === 'pending'
    ? progressOf(bitbucketWords, state?.name)
    : here;
}

/** A body with a `pipeline`, as the REST API gives it and integrations pass it on. */
export function parsePipeline(delivery: BitbucketDelivery): ParseOutcome {
  const read = readDelivery(
    bodySchema,
    delivery.body,
    `Bitbucket's ${delivery.event} webhook`,
  );
  if (!read.ok) return read.rejection;
  const data = runOf(read.value.pipeline, delivery);
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

function runOf(
  pipeline: Pipeline,
  { project, webUrl, defaultBranch, now }: BitbucketDelivery,
): EventInputs['ci.run.v1'] {
  const progress = pipelineProgress(pipeline.state);
  const { target, state } = pipeline;
  const trigger = pipeline.trigger?.name;
  const isTag = target?.ref_type === 'tag';
  const change = target?.pullrequest?.id;
  return {
    provider: 'bitbucket',
    instance: 'bitbucket.org',
    project,
    externalId: pipelineRunId(project, pipeline.build_number),
    attempt: 1,
    number: pipeline.build_number,
    pipeline: { name: target?.selector?.pattern ?? 'Pipelines' },
    trigger: triggers.get(trigger?.toLowerCase() ?? '') ?? 'unknown',
    rawTrigger: trigger,
    actor: pipeline.creator,
    branch: isTag ? undefined : target?.ref_name,
    tag: isTag ? target?.ref_name : undefined,
    defaultBranch,
    sha: target?.commit?.hash,
    changes: change === undefined ? [] : [{ externalId: String(change) }],
    url: `${webUrl}/pipelines/results/${pipeline.build_number}`,
    ...progress,
    rawState: state?.stage?.name ?? state?.name,
    rawResult: state?.result?.name,
    createdAt: pipeline.created_on,
    queuedAt: pipeline.created_on,
    startedAt: hasBegun(progress) ? pipeline.created_on : undefined,
    finishedAt:
      progress.state === 'completed' ? pipeline.completed_on : undefined,
    observedAt:
      pipeline.completed_on ?? pipeline.created_on ?? now.toISOString(),
  };
}
