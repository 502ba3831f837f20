import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { environmentTier } from '../environmentTier';
import {
  countOf,
  Fields,
  fieldsOf,
  flagOf,
  idOf,
  maybeFields,
  textOf,
} from '../fields';
import { Rejection } from '../readDelivery';
import { EventInputs } from './eventInputs';
import {
  GithubDelivery,
  githubEvent,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { accountOf, hashOf, shortOf, timeOf } from './githubValues';

type DeploymentInput = EventInputs['deployment.v1'];

/** A deployment that can be named. */
export interface GithubDeployment {
  id: string;
  environment: string;
  /** The `deployment` object of the body. */
  fields: Fields;
}

/** What a delivery says of where its deployment stands. */
export interface DeploymentStanding {
  state: DeploymentInput['state'];
  rawState?: string;
  environmentUrl?: string;
  description?: string;
  startedAt?: string;
  finishedAt?: string;
  observedAt: string;
  url?: string;
}

/** The deployment of a delivery, or the refusal that names what it lacks. */
export function githubDeployment(
  delivery: GithubDelivery,
): GithubDeployment | Rejection {
  const fields = maybeFields(delivery.body.deployment);
  if (!fields) return refused(delivery, 'deployment');
  const id = idOf(fields.id);
  if (!id) return refused(delivery, 'deployment', 'id');
  const environment = shortOf(fields.environment, 255);
  if (!environment) return refused(delivery, 'deployment', 'environment');
  return { id, environment, fields };
}

/** A deployment as it now stands, as the one event of its delivery. */
export function deploymentEvent(
  delivery: GithubDelivery,
  { id, environment, fields }: GithubDeployment,
  standing: DeploymentStanding,
): ParseOutcome {
  const { place, body } = delivery;
  // The run that deploys, where GitHub Actions does it.
  const run = fieldsOf(body.workflow_run);
  const runExternalId = idOf(run.id);
  const data: DeploymentInput = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: id,
    environment: {
      name: environment,
      tier: environmentTier({
        name: environment,
        production: flagOf(fields.production_environment),
        transient: flagOf(fields.transient_environment),
      }),
      url: standing.environmentUrl,
    },
    state: standing.state,
    rawState: standing.rawState,
    ref: textOf(fields.ref),
    sha: hashOf(fields.sha),
    task: textOf(fields.task),
    description: standing.description ?? textOf(fields.description),
    actor: accountOf(fields.creator),
    runExternalId,
    runAttempt: runExternalId ? countOf(run.run_attempt) || 1 : undefined,
    // The check run of an Actions job has the job's id.
    jobExternalId: runExternalId && idOf(fieldsOf(body.check_run).id),
    createdAt: timeOf(fields.created_at),
    startedAt: standing.startedAt,
    finishedAt: standing.finishedAt,
    observedAt: standing.observedAt,
    url: standing.url ?? textOf(run.html_url),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'deployment.v1',
      subject: subjectOf(place, { environment }),
      at: data.observedAt,
      correlation: { sha: data.sha, run: runExternalId, deployment: id },
      data,
    }),
  );
}
