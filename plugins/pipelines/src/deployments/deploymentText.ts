import {
  CommitCount,
  DeploymentKind,
  deploymentStrategies,
  EnvironmentTier,
  unknownReasons,
  Verification,
} from '@quarterdeck/plugin-pipelines-common';
import { formatCount } from '@quarterdeck/plugin-portal-react';

/** The page of a deployment. */
export function deploymentHref(key: {
  instance: string;
  externalId: string;
}): string {
  return `/deployments/${encodeURIComponent(key.instance)}/${encodeURIComponent(
    key.externalId,
  )}`;
}

/** `payments-api` of `component:default/payments-api`. */
export const nameOfRef = (entityRef: string): string =>
  entityRef.slice(entityRef.lastIndexOf('/') + 1);

/** `production eu` */
export const placeName = (place: {
  environment: string;
  region: string | null;
}): string =>
  place.region ? `${place.environment} ${place.region}` : place.environment;

/** What a deployment is called when nobody gave it a version. */
export const labelOf = (label: string | null | undefined): string =>
  label ?? 'unnamed';

/** Words of a kind. */
export const kindWords: Record<DeploymentKind, string> = {
  planned: 'Planned',
  rollback: 'Rollback',
  hotfix: 'Hotfix',
  redeploy: 'Redeploy',
  config: 'Configuration',
};

/** Words of a strategy; an unknown one is not mentioned. */
export const strategyWords: Record<
  (typeof deploymentStrategies)[number],
  string | null
> = {
  rolling: 'rolling',
  recreate: 'recreate',
  blue_green: 'blue/green',
  canary: 'canary',
  gitops_sync: 'GitOps sync',
  unknown: null,
};

/** Words of a tier. */
export const tierWords: Record<EnvironmentTier, string> = {
  production: 'Production',
  staging: 'Staging',
  testing: 'Testing',
  development: 'Development',
  other: 'Other',
};

/** Why a number of commits is "–". */
export const unknownWords: Record<(typeof unknownReasons)[number], string> = {
  no_commit: 'The deployment names no commit.',
  no_pushes: 'No push of this repository has arrived.',
  not_on_default_branch: 'Its commit is not on the default branch.',
  history_incomplete: 'The pushes that arrived do not reach back to it.',
  other_repository: 'It comes from another repository.',
  no_environment_before: 'There is no environment before it.',
};

/** `3 commits`, `1 commit`. */
export const commitWords = (count: number): string =>
  `${formatCount(count)} commit${count === 1 ? '' : 's'}`;

/** `3 behind`, `2 ahead`, `newest`; "–" with the reason when it is not known. */
export function behindWords(count: CommitCount): {
  text: string;
  reason?: string;
} {
  const { commits, reason } = count;
  if (commits === null) {
    return { text: '–', reason: reason && unknownWords[reason] };
  }
  if (commits === 0) return { text: 'newest' };
  return commits > 0
    ? { text: `${formatCount(commits)} behind` }
    : { text: `${formatCount(-commits)} ahead` };
}

/** A length in one unit: `6 min`, `3 h`, `41 d`. Nobody needs its seconds. */
export function roughly(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** A share of traffic, 0 to 100, as text. */
export const weightWords = (weight: number | null): string =>
  weight === null ? '–' : `${Number(weight.toFixed(1))} %`;

/** How the check of a deployment came out, within a sentence. */
export const verificationWords: Record<Verification, string> = {
  running: 'verifying',
  passed: 'verified',
  failed: 'verification failed',
};
