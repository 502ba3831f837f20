import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { Fields, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { CircleciPipeline } from './circleciPipeline';

/** A delivery whose workflow, job and project have been read. */
export interface CircleciDelivery {
  place: { provider: 'circleci'; instance: string; project: string };
  workflow: Fields;
  workflowId: string;
  job: Fields;
  /** Empty when the delivery speaks of a workflow. */
  jobId: string;
  pipeline: CircleciPipeline;
  happenedAt?: string;
  now: Date;
}

/** `on_hold`: an approval job waits for somebody to let the workflow go on. */
export function holdGate(
  delivery: CircleciDelivery,
  held: { at?: string; url?: string },
): ParsedEvent {
  const { place, workflow, workflowId, jobId, pipeline, now } = delivery;
  const observedAt = held.at ?? now.toISOString();
  const data: EventInputs['gate.v1'] = {
    ...place,
    externalId: jobId ? `job:${jobId}` : `workflow:${workflowId}`,
    kind: 'approval',
    state: 'pending',
    runExternalId: workflowId,
    runAttempt: 1,
    jobExternalId: jobId || undefined,
    sha: pipeline.facts.sha,
    ref: pipeline.facts.branch ?? pipeline.facts.tag,
    askedAt: held.at,
    observedAt,
    url: held.url,
  };
  return providerEvent({
    type: 'gate.v1',
    subject: narrowed(place, { workflow: textOf(workflow.name) }),
    at: observedAt,
    correlation: { sha: data.sha, run: workflowId },
    data,
  });
}
