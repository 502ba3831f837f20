import {
  Finding,
  FindingSummary,
  HistoryEntry,
  Knowledge,
  ScanImport,
  SecurityDay,
  SeverityCounts,
} from '@quarterdeck/plugin-security-common';

const minute = 60_000;
const daySeconds = 86_400;

/** So many minutes ago, ISO. */
export const ago = (minutes: number): string =>
  new Date(Date.now() - minutes * minute).toISOString();

/** In so many days, ISO. */
export const inDays = (days: number): string => ago(-days * 24 * 60);

/** Counts with nothing but what is named. */
export const counts = (some: Partial<SeverityCounts> = {}): SeverityCounts => ({
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  unknown: 0,
  ...some,
});

/** Everything scanned and fresh, unless told otherwise. */
export const knowledge = (some: Partial<Knowledge> = {}): Knowledge => ({
  state: 'fresh',
  entities: 3,
  fresh: 3,
  stale: 0,
  incomplete: 0,
  neverScanned: 0,
  newestScanAt: ago(48),
  oldestScanAt: ago(300),
  ...some,
});

/** A row of the list. */
export const sampleFinding = (
  id: string,
  some: Partial<FindingSummary> = {},
): FindingSummary => ({
  id,
  entityRef: 'component:default/ledger',
  title: `Finding ${id}`,
  kind: 'dependency',
  state: 'open',
  suppressedBy: null,
  needsReview: false,
  pendingClose: false,
  severity: 'high',
  scanSeverity: null,
  tool: 'trivy',
  tools: ['trivy'],
  ruleId: 'CVE-2026-21840',
  vulnerabilityId: 'CVE-2026-21840',
  package: {
    name: 'qs-like',
    version: '6.5.2',
    ecosystem: 'npm',
    purl: 'pkg:npm/qs-like@6.5.2',
    fixedVersions: ['6.5.3'],
  },
  target: 'package-lock.json',
  path: 'package-lock.json',
  line: null,
  ref: 'main',
  environment: null,
  occurrences: 1,
  exploit: {
    epss: { score: 0.71, percentile: 0.98 },
    knownExploited: true,
  },
  sla: {
    state: 'due_soon',
    dueAt: inDays(3),
    days: 30,
    remainingSeconds: 3.5 * daySeconds,
  },
  priority: 700,
  assignee: null,
  firstSeenAt: ago(27 * 24 * 60),
  lastSeenAt: ago(48),
  fixedAt: null,
  reopenedCount: 0,
  ageSeconds: 27 * daySeconds,
  ...some,
});

const place = {
  path: null,
  startLine: null,
  endLine: null,
  startColumn: null,
  endColumn: null,
  snippet: null,
  name: null,
  method: null,
  url: null,
  parameter: null,
  message: null,
  link: null,
};

/** A finding in code, with places, data flow and two tools. */
export const sampleDetail = (
  id: string,
  some: Partial<Finding> = {},
): Finding => ({
  ...sampleFinding(id, {
    title: 'SQL built from request input',
    kind: 'sast',
    tool: 'codeql',
    tools: ['codeql', 'semgrep'],
    ruleId: 'js/sql-injection',
    vulnerabilityId: null,
    package: null,
    path: 'src/report/query.ts',
    line: 88,
    target: null,
    exploit: { epss: null, knownExploited: false },
  }),
  ruleName: 'SqlInjection',
  description:
    '# What\nThe query is built from `req.query.sort`.\n\n<script>alert(1)</script>',
  confidence: 'high',
  nativeSeverity: 'error',
  severitySource: 'native',
  severityOverride: null,
  stateReason: null,
  stateBy: null,
  stateAt: null,
  fixedBy: null,
  cvss: [
    {
      version: '3.1',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
      score: 9.1,
      source: 'tool',
    },
  ],
  cwes: [89],
  vulnerabilityIds: [],
  locations: [
    {
      ...place,
      path: 'src/report/query.ts',
      startLine: 87,
      endLine: 88,
      snippet:
        'const sql = `select * from entry\n  order by ${order} limit ${size}`;',
      link: 'https://git.example/ledger/query.ts#L87',
    },
  ],
  flow: [
    {
      ...place,
      path: 'src/http/report.ts',
      startLine: 31,
      message: 'req.query.sort',
    },
    {
      ...place,
      path: 'src/http/report.ts',
      startLine: 38,
      message: 'parseReport(order)',
    },
    {
      ...place,
      path: 'src/report/query.ts',
      startLine: 89,
      message: 'pool.query(sql)',
    },
  ],
  dependencyPaths: [],
  direct: null,
  development: null,
  licences: [],
  references: ['https://docs.example/sql', 'data:text/html,<b>no page</b>'],
  tags: ['security', 'injection'],
  url: null,
  fix: {
    fixedVersions: [],
    upgrade: [],
    alsoFixes: 0,
    remediation: 'Use a prepared statement.',
  },
  attributions: [
    {
      findingId: id,
      tool: 'codeql',
      toolVersion: '2.20',
      ruleId: 'js/sql-injection',
      severity: 'high',
      severitySource: 'native',
      nativeSeverity: 'error',
      occurrences: 1,
      firstSeenAt: ago(27 * 24 * 60),
      lastSeenAt: ago(48),
      endedAt: null,
      importId: 'import-1',
      url: null,
    },
    {
      findingId: `${id}-b`,
      tool: 'semgrep',
      toolVersion: null,
      ruleId: 'sqli',
      severity: 'medium',
      severitySource: 'native',
      nativeSeverity: 'WARNING',
      occurrences: 1,
      firstSeenAt: ago(20 * 24 * 60),
      lastSeenAt: ago(3000),
      endedAt: ago(2000),
      importId: null,
      url: null,
    },
  ],
  vex: [],
  acceptance: null,
  secret: null,
  inProduction: { answer: 'yes', environment: 'production', version: '2.41.3' },
  gates: [
    { environment: 'production', effect: 'warns', reason: 'high, in grace' },
  ],
  identity: { version: 1, key: 'abc' },
  firstCommit: '1111111aaaa',
  lastCommit: '6d3f0aabbbb',
  can: {
    triage: true,
    acceptRisk: true,
    states: ['open', 'triaged', 'in_progress', 'false_positive', 'fixed'],
  },
  ...some,
});

/** What happened to it. */
export const sampleHistory: HistoryEntry[] = [
  {
    id: 'h3',
    at: ago(10),
    kind: 'severity',
    actor: 'user:default/mei',
    text: 'Reachable from outside',
    importId: null,
    commit: null,
    changes: [{ field: 'severity', before: 'medium', after: 'high' }],
    actionId: 'action-9',
    canUndo: true,
  },
  {
    id: 'h1',
    at: ago(27 * 24 * 60),
    kind: 'created',
    actor: null,
    text: null,
    importId: 'import-1',
    commit: '1111111aaaa',
    changes: [],
    actionId: null,
    canUndo: false,
  },
];

/** A scan. */
export const sampleScan = (
  id: string,
  some: Partial<ScanImport> = {},
): ScanImport => ({
  id,
  entityRef: 'component:default/ledger',
  tool: 'codeql',
  toolVersion: '2.20',
  kinds: ['sast'],
  category: 'security',
  scope: null,
  ref: 'main',
  environment: null,
  commit: '6d3f0aabbbb',
  format: 'sarif-2.1.0',
  status: 'success',
  statusReason: null,
  scannedAt: ago(48),
  receivedAt: ago(47),
  counters: {
    created: 2,
    updated: 1,
    unchanged: 40,
    fixed: 3,
    reopened: 1,
    suppressed: 0,
    rejected: 0,
    pendingClose: 0,
  },
  before: counts({ high: 4 }),
  after: counts({ high: 3, medium: 1 }),
  notClosing: null,
  outdated: false,
  run: null,
  ...some,
});

/** Days as they were counted; the third is one nobody counted. */
export const sampleDays: SecurityDay[] = [4, 3, 2, 1, 0].map(back => ({
  at: ago(back * 24 * 60),
  partial: back === 0,
  known: back !== 2,
  open: counts({ critical: 1, high: 2 + back, medium: 3 }),
  byAge: { week: 2, month: 2 + back, quarter: 1, older: 1 },
  pastDue: 2,
  created: 3,
  fixed: 4,
  reopened: 0,
  net: -1,
}));
