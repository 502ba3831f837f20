const LIST = 50;
const SEARCH = 100;
const OVERVIEW = 150;
const first = 'component:default/seeded-0';

const list = query => [
  LIST,
  () =>
    `/v1/findings?${new URLSearchParams({
      limit: '50',
      withTotal: 'true',
      view: 'not_fixed',
      ...query,
    })}`,
];
const all = query => [
  LIST,
  () =>
    `/v1/findings?${new URLSearchParams({
      limit: '50',
      withTotal: 'true',
      ...query,
    })}`,
];
const groups = groupBy => [
  LIST,
  () => `/v1/findings/groups?view=not_fixed&limit=50&groupBy=${groupBy}`,
];
const ships = (name, range) => [
  SEARCH,
  () =>
    `/v1/components?${new URLSearchParams({
      name,
      ...(range ? { range } : {}),
    })}`,
];

/**
 * What is asked of a million findings and a thousand SBOMs, with its limit in
 * milliseconds: every filter, order and group of the pages.
 *
 * @param {readonly string[]} findingIds for the page of one
 * @returns {Record<string, [limitMs: number, pathOf: (n: number) => string]>}
 */
export function securityQuestions(findingIds) {
  const page = (limit, rest) => [
    limit,
    n => `/v1/findings/${findingIds[n % findingIds.length]}${rest}`,
  ];
  return {
    'list, as it opens': list({}),
    'list, needs triage': list({ view: 'needs_triage' }),
    'list, past due': list({ view: 'past_due' }),
    'list, mine': list({ view: 'mine' }),
    'list, acceptance ends': list({ view: 'accepted_ending' }),
    'list, everything': all({}),
    ...Object.fromEntries(
      ['priority', 'due', 'newest', 'oldest', 'epss', 'entity', 'lastSeen'].map(
        sort => [`list, sorted by ${sort}`, list({ sort })],
      ),
    ),
    'list, critical': list({ severity: 'critical' }),
    'list, high by priority': list({ severity: 'high', sort: 'priority' }),
    'list, one service': list({ entity: first }),
    'list, one service, high': list({ entity: first, severity: 'high' }),
    'list, a frequent tool': list({ tool: 'codescan' }),
    'list, a rare tool': list({ tool: 'prober' }),
    'list, accepted': all({ state: 'risk_accepted' }),
    'list, fixed': all({ state: 'fixed' }),
    'list, false positives': all({ state: 'false_positive' }),
    'list, a frequent kind': list({ kind: 'sast' }),
    'list, a rare kind': list({ kind: 'dast' }),
    'list, assigned to one': list({ assignee: 'user:default/person-7' }),
    'list, assigned to nobody': list({ assignee: 'none' }),
    'list, exploited (KEV)': list({ knownExploited: 'true' }),
    'list, EPSS at least 0.9': list({ epssMin: '0.9' }),
    'list, SLA breached': list({ sla: 'breached' }),
    'list, SLA breached by due date': list({ sla: 'breached', sort: 'due' }),
    'list, SLA due soon': list({ sla: 'due_soon' }),
    'list, SLA met': all({ sla: 'met' }),
    'list, one vulnerability': list({ vulnerability: 'GHSA-1500' }),
    'list, one rule': list({ rule: 'codescan/rule-40' }),
    'list, one package': list({ package: 'package-3100' }),
    'list, a folder': list({ path: 'src/area7/' }),
    'list, a branch': all({ ref: 'feature-b' }),
    'list, reopened': list({ reopened: 'true' }),
    'list, new since two days': list({ newSince: 'now-2d' }),
    'list, changed since a day': list({ changedSince: 'now-1d' }),
    'list, text of a few': list({ q: 'module1007' }),
    'list, text of many': list({ q: 'unchecked' }),
    'list, text of none': list({ q: 'nothingatall' }),
    'list, text of a CVE': list({ q: 'CVE-2026-1900' }),
    ...Object.fromEntries(
      [
        'severity',
        'tool',
        'entity',
        'owner',
        'rule',
        'package',
        'vulnerability',
        'file',
        'assignee',
      ].map(by => [`grouped by ${by}`, groups(by)]),
    ),
    'counts beside the filters': [
      LIST,
      () => '/v1/findings/facets?view=not_fixed',
    ],
    'finding page': page(OVERVIEW, ''),
    'finding page, related': page(OVERVIEW, '/related'),
    'finding page, history': page(OVERVIEW, '/history'),
    'overview, tiles': [OVERVIEW, () => '/v1/overview'],
    'overview, days': [OVERVIEW, () => '/v1/overview/days'],
    'overview, top risks': [OVERVIEW, () => '/v1/overview/top'],
    'overview, SLA': [OVERVIEW, () => '/v1/sla'],
    'overview, SLA burn-down': [OVERVIEW, () => '/v1/sla/burn-down'],
    licences: [SEARCH, () => '/v1/licences'],
    'who ships log4j-core < 2.17': ships('log4j-core', '<2.17'),
    'who ships log4j': ships('log4j'),
    'who ships a scope': ships('@scope1'),
    'who ships anything with p': ships('p'),
    'who ships anything with p < 2.3': ships('p', '<2.3'),
    'who ships anything with p < 0.0.1': ships('p', '<0.0.1'),
    'who ships a package URL': ships(
      'pkg:maven/org.apache.logging.log4j/log4j-core',
      '<2.17',
    ),
  };
}
