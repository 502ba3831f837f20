import { writeListItem } from '@quarterdeck/plugin-portal-common';
import { UrlState } from '@quarterdeck/plugin-portal-react';
import {
  findingGroupings,
  findingKinds,
  findingSorts,
  findingStates,
  findingViews,
  severities,
  slaStates,
} from '@quarterdeck/plugin-security-common';
import { ListFilter } from '../api/answerTypes';

const oneOf = <T extends string>(
  values: readonly string[],
  known: readonly T[],
): T[] => known.filter(item => values.includes(item));

const some = <T>(list: T[]): T[] | undefined =>
  list.length > 0 ? list : undefined;

/** Keys of the URL that are switches. */
export const flagKeys = [
  'knownExploited',
  'hasFix',
  'reopened',
  'needsReview',
  'pendingClose',
  'suppressed',
] as const;

const yes = (text: string | undefined): true | undefined =>
  text === 'true' ? true : undefined;

/** Everything but the views: what a person narrowed by hand. */
function chipsOf(url: UrlState): ListFilter {
  const cwe = url.list('cwe').filter(one => /^[1-9]\d{0,5}$/.test(one));
  const epss = Number(url.get('epssMin'));
  return {
    entity: some(url.list('entity')),
    owner: some(url.list('owner')),
    system: some(url.list('system')),
    state: some(oneOf(url.list('state'), findingStates)),
    stateNot: some(oneOf(url.list('state!'), findingStates)),
    severity: some(oneOf(url.list('severity'), severities)),
    kind: some(oneOf(url.list('kind'), findingKinds)),
    tool: some(url.list('tool')),
    rule: some(url.list('rule')),
    vulnerability: some(url.list('vulnerability')),
    package: some(url.list('package')),
    path: url.get('path'),
    ref: some(url.list('ref')),
    environment: some(url.list('environment')),
    sla: some(oneOf(url.list('sla'), slaStates)),
    assignee: some(url.list('assignee')),
    newSince: url.get('newSince'),
    q: url.get('q'),
    secret: url.get('secret'),
    issue: url.get('issue'),
    import: url.get('import'),
    cwe: some(cwe),
    epssMin: epss > 0 && epss <= 1 ? epss : undefined,
    knownExploited: yes(url.get('knownExploited')),
    hasFix: yes(url.get('hasFix')),
    reopened: yes(url.get('reopened')),
    needsReview: yes(url.get('needsReview')),
    pendingClose: yes(url.get('pendingClose')),
    suppressed: yes(url.get('suppressed')),
  };
}

/** Whether the list is narrowed beyond its view. */
export const isNarrowed = (url: UrlState): boolean =>
  Object.values(chipsOf(url)).some(value => value !== undefined);

/**
 * The list's filter as the URL says it. Without `view` it is what needs triage;
 * `view=all` is every finding. Values nobody knows are left out.
 */
export function filterOf(
  url: UrlState,
  scope: string | undefined,
  fallback: (typeof findingViews)[number] | undefined = 'needs_triage',
): ListFilter {
  const text = url.get('view');
  const [view] = text === undefined ? [fallback] : oneOf([text], findingViews);
  return { scope, view, ...chipsOf(url) };
}

/** The order of the list. */
export const sortOf = (url: UrlState): (typeof findingSorts)[number] =>
  oneOf([url.get('sort') ?? ''], findingSorts)[0] ?? 'severity';

/** What rows are grouped by; `undefined`: they are not. */
export const groupOf = (
  url: UrlState,
): (typeof findingGroupings)[number] | undefined =>
  oneOf([url.get('group') ?? ''], findingGroupings)[0];

/** The filter as a query, for the exports. */
export const exportQuery = (filter: ListFilter): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (Array.isArray(value)) {
      for (const item of value) query.append(key, writeListItem(String(item)));
    } else if (value !== undefined) query.append(key, String(value));
  }
  return query;
};
