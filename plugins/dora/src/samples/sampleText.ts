import {
  CountedDeployment,
  DoraSample,
  MetricName,
} from '@quarterdeck/plugin-dora-common';
import { SampleQuery } from '../api/listQueries';
import { kindWords } from '../words/kindWords';

/** Page of a deployment, by `instance/externalId`. */
export function deploymentHref(id: string): string {
  const slash = id.indexOf('/');
  const parts = slash < 0 ? [id] : [id.slice(0, slash), id.slice(slash + 1)];
  return `/deployments/${parts.map(encodeURIComponent).join('/')}`;
}

const shortSha = (text: string): string =>
  /^[0-9a-f]{12,}$/i.test(text) ? text.slice(0, 7) : text;

/** `payments-api 5.21.4`: a deployment as people call it. */
export function deploymentName(deployment: CountedDeployment): string {
  const name =
    deployment.entityRef?.split('/').pop() ??
    deployment.service.split('/').pop() ??
    deployment.service;
  const version =
    deployment.version ?? deployment.release ?? deployment.externalId;
  return `${name} ${shortSha(version)}`;
}

/** What a sample is called in a list. */
export function sampleName({ leadTime, deployment }: DoraSample): string {
  if (!leadTime) return deploymentName(deployment);
  return leadTime.change?.title ?? `${leadTime.repo} ${shortSha(leadTime.sha)}`;
}

const outcomes: Record<CountedDeployment['outcome'], string> = {
  succeeded: 'arrived',
  failed: 'did not arrive, users met it',
  auto_aborted: 'taken back by its own rollout',
  not_reached: 'no user met it',
  unknown_reach: 'unknown whether users met it',
};

/** How a deployment counts, in words. */
export function countsAs(deployment: CountedDeployment): string {
  if (!deployment.counted) return 'left out by a person';
  return [
    kindWords[deployment.kind].toLocaleLowerCase('en-US'),
    outcomes[deployment.outcome],
    deployment.failed && 'counts as failed',
    deployment.affected && 'on top of a failed one',
    deployment.rework && 'rework',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Parts of a metric's samples one may look at; the first is shown unasked. */
export const sampleParts: Readonly<
  Record<MetricName, ReadonlyArray<{ value: string; label: string }>>
> = {
  change_lead_time: [
    { value: 'longest', label: 'Longest first' },
    { value: 'newest', label: 'Newest first' },
  ],
  deployment_frequency: [{ value: 'all', label: 'All' }],
  failed_deployment_recovery_time: [
    { value: 'recovered', label: 'Recovered' },
    { value: 'open', label: 'Open' },
  ],
  change_fail_rate: [
    { value: 'failed', label: 'Failed' },
    { value: 'all', label: 'All' },
  ],
  deployment_rework_rate: [
    { value: 'rework', label: 'Rework' },
    { value: 'all', label: 'All' },
  ],
};

const kinds = [
  'planned',
  'rollback',
  'hotfix',
  'redeploy',
  'config',
  'roll_forward',
] as const;

/** What to ask for, by metric and the part that is open. */
export function sampleFilter(
  metric: MetricName,
  part: string | undefined,
): Pick<SampleQuery, 'kind' | 'failed' | 'rework' | 'open' | 'order'> {
  const kind = kinds.find(one => one === part);
  const chosen = part ?? sampleParts[metric][0].value;
  return {
    kind: kind && [kind],
    failed:
      metric === 'change_fail_rate' && chosen === 'failed' ? true : undefined,
    rework:
      metric === 'deployment_rework_rate' && chosen !== 'all'
        ? true
        : undefined,
    open:
      metric === 'failed_deployment_recovery_time'
        ? chosen === 'open'
        : undefined,
    order:
      metric === 'change_lead_time' && chosen === 'longest'
        ? 'longest'
        : undefined,
  };
}
