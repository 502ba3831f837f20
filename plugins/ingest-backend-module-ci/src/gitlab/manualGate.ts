import { Gate } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { Fields, fieldsOf, flagOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { gitlabActor } from './gitlabActor';
import { placeOf } from './gitlabDelivery';
import { GitlabPlace } from './gitlabPlace';

/**
 * The gate of a manual job: somebody has to start it, and has been asked since
 * the stages before it ended. A job that may stay unstarted (`allow_failure`)
 * holds only itself, so its gate does not name the run.
 */
export function manualGate(
  build: Fields,
  job: EventInputs['ci.job.v1'],
  place: GitlabPlace,
  askedAt: string | undefined,
): ParsedEvent[] {
  const status = textOf(build.status);
  const manual =
    status === 'manual' ||
    flagOf(build.manual) === true ||
    textOf(build.when) === 'manual';
  const state = manual ? stateOf(status, job.startedAt) : undefined;
  if (!state) return [];
  const environment = textOf(fieldsOf(build.environment).name);
  const approved = state === 'approved';
  // GitLab makes whoever starts the job its user.
  const decidedAt = approved ? job.queuedAt ?? job.startedAt : undefined;
  const data: EventInputs['gate.v1'] = {
    ...placeOf(place),
    externalId: `job:${job.externalId}`,
    kind: 'manual',
    state,
    environment,
    runExternalId: job.allowFailure ? undefined : job.runExternalId,
    runAttempt: job.allowFailure ? undefined : 1,
    jobExternalId: job.externalId,
    sha: job.sha,
    ref: job.branch,
    askedAt,
    decidedAt,
    decidedBy: approved ? gitlabActor(fieldsOf(build.user)) : undefined,
    observedAt: decidedAt ?? job.finishedAt ?? askedAt ?? job.observedAt,
    url: job.url,
  };
  return [
    providerEvent({
      type: 'gate.v1',
      subject: narrowed(place, { environment }),
      at: data.observedAt,
      correlation: { sha: job.sha, run: job.runExternalId },
      data,
    }),
  ];
}

function stateOf(
  status: string | undefined,
  startedAt: string | undefined,
): Gate['state'] | undefined {
  switch (status) {
    case 'manual':
      return 'pending';
    case 'pending':
    case 'running':
    case 'success':
    case 'failed':
    case 'canceling':
      return 'approved';
    case 'canceled':
      return startedAt ? 'approved' : 'expired';
    case 'skipped':
      return 'expired';
    default:
      // `created`: the stages before it still run, nobody is asked yet.
      return undefined;
  }
}
