import { CiJob, Deployment, Subject } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { environmentTier } from './environmentTier';
import {
  environmentIn,
  NamedEnvironment,
  saysDeploy,
} from './namedEnvironment';
import { EventInputs, providerEvent } from './providerEvent';

type DeploymentInput = EventInputs['deployment.v1'];

/** A job, stage, step or task that may deploy. */
export interface NamedWork
  extends Pick<
      CiJob,
      'provider' | 'instance' | 'project' | 'state' | 'result' | 'observedAt'
    >,
    Pick<
      DeploymentInput,
      | 'ref'
      | 'sha'
      | 'version'
      | 'region'
      | 'actor'
      | 'createdAt'
      | 'startedAt'
      | 'finishedAt'
      | 'url'
      | 'runExternalId'
      | 'runAttempt'
      | 'jobExternalId'
    > {
  /**
   * The provider's id of the work, without its attempt: trying it again is the
   * same deployment. `runAttempt` tells the tries apart.
   */
  externalId: string;
  name: string;
  /** What it is part of; may name the environment when the work itself does not. */
  stage?: string;
  /** The provider itself says that it deploys; else its name has to. */
  deploys?: boolean;
  /** An environment that a label or parameter names. */
  environment?: string;
  rawState?: string;
  rawResult?: string;
  failureMessage?: string;
}

type Standing = Pick<DeploymentInput, 'state' | 'failure'>;

/** Where a deployment stands by its work; `undefined` while or because nothing is deployed. */
function standingOf(work: NamedWork): Standing | undefined {
  const { state, result, startedAt } = work;
  switch (state) {
    // Before it begins there is a job and perhaps a gate, and most never begin.
    case 'pending':
    case 'waiting_gate':
      return undefined;
    case 'executing':
    case 'finalizing':
      return { state: 'in_progress' };
    default:
  }
  switch (result) {
    case 'success':
      return { state: 'succeeded' };
    case 'failure':
    case 'error':
      return { state: 'failed', failure: 'unknown' };
    // What never began was taken from the queue and touched nothing.
    case 'timeout':
      return startedAt ? { state: 'failed', failure: 'timeout' } : undefined;
    case 'cancelled':
      return startedAt ? { state: 'aborted', failure: 'aborted' } : undefined;
    case 'skipped':
      return undefined;
    default:
      // It ended and nobody says that it arrived.
      return { state: 'verifying' };
  }
}

/** Where a job deploys to, as far as its name, stage or label say so. */
export function namedPlace(
  work: Pick<NamedWork, 'name' | 'stage' | 'deploys' | 'environment'>,
): NamedEnvironment | undefined {
  if (!work.deploys && !saysDeploy(work.name)) return undefined;
  const named = environmentIn(work.name) ?? environmentIn(work.stage ?? '');
  const { environment } = work;
  if (!environment || environment.length > 255) return named;
  return { name: environment, region: named?.region };
}

const ends = new Set<Deployment['state']>(['succeeded', 'failed', 'aborted']);

/**
 * The deployment that a job is by its name, for providers that know no
 * deployments: `Deploy to staging`, `deploy-prod-eu`, a task `deploy` labelled
 * `environment=staging`. Without an environment there is none: production is
 * never guessed. Pure; gives no end that the work does not tell.
 */
export function deploymentByName(work: NamedWork): DeploymentInput | undefined {
  const place = namedPlace(work);
  const standing = place && standingOf(work);
  if (!place || !standing) return undefined;
  return {
    provider: work.provider,
    instance: work.instance,
    project: work.project,
    externalId: work.externalId,
    environment: {
      name: place.name,
      tier: environmentTier({ name: place.name }),
    },
    ...standing,
    rawState: (work.rawResult ?? work.rawState)?.slice(0, 64),
    reason: standing.failure ? work.failureMessage : undefined,
    ref: work.ref,
    sha: work.sha,
    version: work.version,
    region: work.region ?? place.region,
    description: work.name,
    actor: work.actor,
    runExternalId: work.runExternalId,
    runAttempt: work.runAttempt,
    jobExternalId: work.jobExternalId,
    createdAt: work.createdAt,
    startedAt: work.startedAt,
    finishedAt: ends.has(standing.state) ? work.finishedAt : undefined,
    observedAt: work.observedAt,
    url: work.url,
  };
}

/** {@link deploymentByName} as the events of a delivery: one or none. */
export function deploymentsByName(
  work: NamedWork,
  subject: Subject,
): ParsedEvent[] {
  const data = deploymentByName(work);
  if (!data) return [];
  return [
    providerEvent({
      type: 'deployment.v1',
      subject: { ...subject, environment: data.environment.name },
      at: data.observedAt,
      correlation: {
        sha: data.sha,
        run: data.runExternalId,
        deployment: data.externalId,
      },
      data,
    }),
  ];
}
