import {
  deploymentKinds,
  deploymentStates,
  environmentTiers,
  verifications,
} from '@quarterdeck/plugin-pipelines-common';
import { FilterField, UrlState } from '@quarterdeck/plugin-portal-react';
import { DeploymentFilter } from '../api/useDeployments';
import { kindWords, nameOfRef, tierWords } from './deploymentText';

const oneOf = <T extends string>(
  values: readonly string[],
  known: readonly T[],
): T[] => known.filter(item => values.includes(item));

/** Words of a state in the filter. */
const stateWords: Record<(typeof deploymentStates)[number], string> = {
  queued: 'Queued',
  waiting_gate: 'Waiting',
  in_progress: 'In progress',
  paused: 'Paused',
  verifying: 'Verifying',
  succeeded: 'Succeeded',
  failed: 'Failed',
  aborted: 'Aborted',
  superseded: 'Superseded',
};

/** What a view fixes; the chips narrow further. */
const viewFilters: Record<string, DeploymentFilter> = {
  production: { tier: ['production'] },
  active: {
    state: ['queued', 'waiting_gate', 'in_progress', 'paused', 'verifying'],
  },
  waiting: { state: ['waiting_gate', 'paused'] },
  failed: { state: ['failed', 'aborted'] },
  rollbacks: { kind: ['rollback'] },
};

/** The list's filter as the URL says it. Values nobody knows are left out. */
export function deploymentFilterOf(
  url: UrlState,
  scope: string | undefined,
  /** Without a time in the URL. */
  fallbackFrom?: string,
): DeploymentFilter {
  return {
    scope,
    entity: url.list('entity'),
    environment: url.list('environment'),
    tier: oneOf(url.list('tier'), environmentTiers),
    region: url.list('region'),
    state: oneOf(url.list('state'), deploymentStates),
    kind: oneOf(url.list('kind'), deploymentKinds),
    verification: oneOf(url.list('verification'), verifications),
    from: url.get('from') ?? fallbackFrom,
    to: url.get('to'),
    q: url.get('q'),
    ...viewFilters[url.get('view') ?? ''],
  };
}

/** Service, environment and tier: what list, timeline and drift have in common. */
export function placeFields(known: {
  entities: readonly string[];
  environments: readonly string[];
}): FilterField[] {
  return [
    {
      key: 'entity',
      label: 'Service',
      options: known.entities.map(value => ({
        value,
        label: nameOfRef(value),
      })),
    },
    {
      key: 'environment',
      label: 'Environment',
      free: true,
      options: known.environments.map(value => ({ value, label: value })),
    },
    {
      key: 'tier',
      label: 'Tier',
      options: environmentTiers.map(value => ({
        value,
        label: tierWords[value],
      })),
    },
  ];
}

/** State, kind and verification: what only the list can be narrowed by. */
export const listFields: readonly FilterField[] = [
  {
    key: 'state',
    label: 'State',
    options: deploymentStates.map(value => ({
      value,
      label: stateWords[value],
    })),
  },
  {
    key: 'kind',
    label: 'Kind',
    options: deploymentKinds.map(value => ({ value, label: kindWords[value] })),
  },
  {
    key: 'verification',
    label: 'Verification',
    options: verifications.map(value => ({
      value,
      label: { running: 'Running', passed: 'Passed', failed: 'Failed' }[value],
    })),
  },
];
