import {
  runTriggers,
  statusDisplay,
  statusKeys,
} from '@quarterdeck/plugin-pipelines-common';
import { FilterField, UrlState } from '@quarterdeck/plugin-portal-react';
import { RunFilter } from '../api/useRuns';

const oneOf = <T extends string>(
  values: readonly string[],
  known: readonly T[],
): T[] => known.filter(item => values.includes(item));

/** What a view fixes; the chips narrow further. */
const viewFilters: Record<string, RunFilter> = {
  default: { defaultBranch: true },
  'failed-default': { defaultBranch: true, status: ['failed'] },
  failed: { status: ['failed'] },
  waiting: { status: ['waiting'] },
  flaky: { status: ['flaky'] },
  running: { status: ['running', 'queued', 'waiting'] },
};

/** The list's filter as the URL says it. Values nobody knows are left out. */
export function filterOf(url: UrlState, scope: string | undefined): RunFilter {
  const view = url.get('view');
  return {
    scope,
    entity: url.list('entity'),
    pipeline: url.list('pipeline'),
    branch: url.list('branch'),
    status: oneOf(url.list('status'), statusKeys),
    statusNot: oneOf(url.list('status!'), statusKeys),
    trigger: oneOf(url.list('trigger'), runTriggers),
    actor: url.list('actor'),
    q: url.get('q'),
    ...viewFilters[view ?? ''],
  };
}

const same = (values: readonly string[]) =>
  values.map(value => ({ value, label: value }));

const triggerLabels: Record<(typeof runTriggers)[number], string> = {
  push: 'Push',
  change: 'Pull or merge request',
  schedule: 'Schedule',
  manual: 'By hand',
  api: 'API',
  upstream: 'Another run',
  deployment: 'Deployment',
  unknown: 'Unknown',
};

/** The chips over the list. */
export function runFilterFields(facets: {
  entities: string[];
  pipelines: string[];
  branches: string[];
  actors: string[];
}): FilterField[] {
  return [
    {
      key: 'entity',
      label: 'Entity',
      options: facets.entities.map(ref => ({
        value: ref,
        label: ref.replace(/^component:default\//, ''),
      })),
    },
    {
      key: 'pipeline',
      label: 'Pipeline',
      options: same(facets.pipelines),
      free: true,
    },
    {
      key: 'branch',
      label: 'Branch',
      options: same(facets.branches),
      free: true,
    },
    {
      key: 'status',
      notKey: 'status!',
      label: 'Status',
      options: statusKeys.map(key => ({
        value: key,
        label: statusDisplay(key).word,
      })),
    },
    {
      key: 'trigger',
      label: 'Trigger',
      options: runTriggers.map(value => ({
        value,
        label: triggerLabels[value],
      })),
    },
    { key: 'actor', label: 'Author', options: same(facets.actors), free: true },
  ];
}
