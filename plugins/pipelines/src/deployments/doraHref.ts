import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';

const dayMs = 86_400_000;

/**
 * Where the DORA page shows how a deployment counts; by address only, that area
 * is not known here. Nothing but finished ones to production of a known service
 * counts.
 */
export function doraHref(
  deployment: Pick<
    DeploymentSummary,
    'instance' | 'externalId' | 'entityRef' | 'environment' | 'finishedAt'
  >,
): string | undefined {
  const { entityRef, environment, finishedAt } = deployment;
  if (!entityRef || !finishedAt || environment.tier !== 'production') {
    return undefined;
  }
  const at = Date.parse(finishedAt);
  const query = new URLSearchParams({
    scope: entityRef,
    samples: 'change_fail_rate',
    'samples.kind': 'all',
    'samples.from': new Date(at - dayMs).toISOString(),
    'samples.to': new Date(at + dayMs).toISOString(),
    sample: `${deployment.instance}/${deployment.externalId}`,
  });
  return `/dora?${query.toString()}`;
}
