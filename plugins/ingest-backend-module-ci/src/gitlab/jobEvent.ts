import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { GitlabPlace } from './gitlabPlace';

/** A job as an event of its project. */
export function jobEvent(
  job: EventInputs['ci.job.v1'],
  place: GitlabPlace,
): ParsedEvent {
  return providerEvent({
    type: 'ci.job.v1',
    subject: narrowed(place, { workflow: job.pipelineName }),
    at: job.observedAt,
    correlation: { sha: job.sha, run: job.runExternalId },
    data: job,
  });
}
