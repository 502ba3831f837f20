import {
  FilterField,
  severityWords,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import {
  findingGroupings,
  findingKinds,
  findingStates,
  severities,
  slaStates,
} from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import {
  entityName,
  kindWords,
  personName,
  slaWords,
  stateWords,
} from '../components/findingWords';

type Facets = Answer<'findingFacets'>;
type FacetKey = 'severity' | 'state' | 'kind' | 'sla' | 'tool' | 'entity';

/** A value with how many match, as far as counted. */
const counter =
  (facets: Facets | undefined, of: FacetKey) =>
  (value: string, label: string) => {
    const count = facets?.[of].find(one => one.value === value)?.count;
    const more = facets?.capped ? '+' : '';
    return {
      value,
      label: count === undefined ? label : `${label} (${count}${more})`,
    };
  };

const fromFacets = (
  facets: Facets | undefined,
  of: FacetKey | 'assignee' | 'environment',
  name: (value: string) => string = value => value,
) =>
  (facets?.[of] ?? []).map(({ value, count }) => ({
    value,
    label: `${name(value)} (${count})`,
  }));

/** Filters that come by a link; shown while they are set. */
const rare: ReadonlyArray<{ key: string; label: string }> = [
  { key: 'rule', label: 'Rule' },
  { key: 'vulnerability', label: 'Vulnerability' },
  { key: 'package', label: 'Package' },
  { key: 'path', label: 'Path' },
  { key: 'ref', label: 'Branch' },
  { key: 'cwe', label: 'CWE' },
  { key: 'owner', label: 'Owner' },
  { key: 'system', label: 'System' },
  { key: 'secret', label: 'Secret' },
  { key: 'issue', label: 'Same thing' },
  { key: 'import', label: 'Scan' },
  { key: 'newSince', label: 'New since' },
  { key: 'epssMin', label: 'EPSS at least' },
];

/** The chips over the list. */
export function filterFields(
  facets: Facets | undefined,
  url: UrlState,
  withoutEntity: boolean,
): FilterField[] {
  const chips: FilterField[] = [
    {
      key: 'severity',
      label: 'Severity',
      options: severities.map(value =>
        counter(facets, 'severity')(value, severityWords[value]),
      ),
    },
    {
      key: 'state',
      notKey: 'state!',
      label: 'State',
      options: findingStates.map(value =>
        counter(facets, 'state')(value, stateWords[value].word),
      ),
    },
    {
      key: 'entity',
      label: 'Entity',
      free: true,
      nameOf: entityName,
      options: fromFacets(facets, 'entity', entityName),
    },
    {
      key: 'kind',
      label: 'Kind',
      options: findingKinds.map(value =>
        counter(facets, 'kind')(value, kindWords[value]),
      ),
    },
    {
      key: 'sla',
      label: 'Due',
      options: slaStates.map(value =>
        counter(facets, 'sla')(value, slaWords[value]),
      ),
    },
    { key: 'tool', label: 'Tool', options: fromFacets(facets, 'tool') },
    {
      key: 'assignee',
      label: 'Assignee',
      free: true,
      nameOf: personName,
      options: [
        { value: 'none', label: 'Nobody' },
        ...fromFacets(facets, 'assignee', personName),
      ],
    },
  ];
  const set = rare
    .filter(({ key }) => url.get(key) !== undefined)
    .map(({ key, label }) => ({
      key,
      label,
      options: [],
      free: true,
      ...(key === 'owner' || key === 'system' ? { nameOf: entityName } : {}),
    }));
  return [
    ...chips.filter(({ key }) => !(withoutEntity && key === 'entity')),
    ...set,
  ];
}

/** What the switches of the filter menu are called. */
export const flagWords = {
  knownExploited: 'Known to be exploited',
  hasFix: 'A fix is known',
  reopened: 'Reopened',
  needsReview: 'The scanner was not sure',
  pendingClose: 'Gone in the newest scan only',
  suppressed: 'Suppressed in code, by tool or VEX',
};

/** What groups are called; those that name the same thing twice are left out. */
export const groupWords: Partial<
  Record<(typeof findingGroupings)[number], string>
> = {
  entity: 'Service',
  owner: 'Owner',
  severity: 'Severity',
  rule: 'Rule',
  vulnerability: 'Vulnerability',
  package: 'Package',
  file: 'File',
  tool: 'Tool',
  kind: 'Kind',
  state: 'State',
  assignee: 'Assignee',
};

/** The filter a group stands for. */
export const groupFilterKey = (
  group: (typeof findingGroupings)[number],
): string => {
  if (group === 'file') return 'path';
  return group === 'component' ? 'entity' : group;
};
