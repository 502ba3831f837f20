import { z } from 'zod';
import { environmentTier } from '../environmentTier';
import { EventInputs } from './eventInputs';
import { GithubPlace } from './githubPlace';
import {
  id,
  lenient,
  maybeAccount,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeSha,
  maybeText,
  maybeTime,
} from './githubValues';

/** The `deployment` object of `deployment` and `deployment_status`. */
export const githubDeploymentSchema = z.object({
  id,
  environment: z.string().min(1).max(255),
  production_environment: maybeFlag,
  transient_environment: maybeFlag,
  ref: maybeText,
  sha: maybeSha,
  task: maybeText,
  description: maybeText,
  creator: maybeAccount,
  created_at: maybeTime,
  updated_at: maybeTime,
});

/** The run that deploys, where GitHub Actions does it. */
export const deployingRunSchema = lenient(
  z.object({ id: maybeId, run_attempt: maybeCount, html_url: maybeText }),
);

/** What every event of a deployment says of it. */
export function githubDeployment(
  deployment: z.output<typeof githubDeploymentSchema>,
  place: GithubPlace,
  run: z.output<typeof deployingRunSchema>,
): Omit<EventInputs['deployment.v1'], 'state' | 'observedAt'> {
  return {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: deployment.id,
    environment: {
      name: deployment.environment,
      tier: environmentTier({
        name: deployment.environment,
        production: deployment.production_environment,
        transient: deployment.transient_environment,
      }),
    },
    ref: deployment.ref,
    sha: deployment.sha,
    task: deployment.task,
    description: deployment.description,
    actor: deployment.creator,
    runExternalId: run?.id,
    runAttempt: run?.id ? run.run_attempt || 1 : undefined,
    createdAt: deployment.created_at,
    url: run?.html_url,
  };
}
