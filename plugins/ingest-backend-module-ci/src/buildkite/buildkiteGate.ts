import { EventInputs } from '../providerEvent';
import { BuildkiteBody, BuildkiteJob } from './buildkiteBody';

/**
 * The wait of a build at its block steps, as a `gate.v1`. The delivery that says
 * a build is blocked names no step, so all of a build share one gate: it is
 * asked anew at the next step.
 */
export function buildkiteGate(
  { build }: BuildkiteBody,
  project: string,
  now: Date,
  unblocked?: BuildkiteJob,
): EventInputs['gate.v1'] {
  const decided = unblocked
    ? unblocked.unblocked_at ?? unblocked.finished_at
    : undefined;
  const login = unblocked?.unblocked_by?.email ?? unblocked?.unblocked_by?.name;
  return {
    provider: 'buildkite',
    instance: 'buildkite.com',
    project,
    externalId: `${build.id}/blocked`,
    kind: 'manual',
    state: unblocked ? 'approved' : 'pending',
    runExternalId: build.id,
    runAttempt: 1,
    jobExternalId: unblocked?.id,
    sha: build.commit === 'HEAD' ? undefined : build.commit,
    ref: build.branch,
    askedAt: unblocked ? undefined : build.finished_at,
    decidedAt: decided,
    decidedBy: login
      ? {
          login,
          name: unblocked?.unblocked_by?.name,
          email: unblocked?.unblocked_by?.email,
          kind: 'person',
        }
      : undefined,
    comment: unblocked?.label ?? unblocked?.name,
    observedAt:
      decided ??
      (unblocked ? undefined : build.finished_at) ??
      now.toISOString(),
    url: build.web_url,
  };
}
