/** Invented advisories in the forms of package managers. */
const advisory = {
  findings: [
    { version: '1.2.0', paths: ['web>left>trim-all', 'trim-all'] },
    { version: '1.3.0', paths: ['right>trim-all'] },
  ],
  vulnerable_versions: '<1.4.0',
  module_name: 'trim-all',
  severity: 'moderate',
  github_advisory_id: 'GHSA-2222-3333-4444',
  cves: ['CVE-2030-10001'],
  patched_versions: '>=1.4.0',
  cvss: {
    score: 5.3,
    vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L',
  },
  recommendation: 'Upgrade to version 1.4.0 or later',
  cwe: ['CWE-400', 'CWE-1333'],
  id: 900001,
  references: '- https://example.org/trim-all/1\n- https://example.org/2',
  title: 'Slow expressions in trim-all',
  overview: 'A crafted text makes it wait.',
  url: 'https://github.com/advisories/GHSA-2222-3333-4444',
};

const counts = { info: 0, low: 0, moderate: 1, high: 0, critical: 0 };

const resolves = (path: string) => ({
  id: 900001,
  path,
  dev: true,
  optional: false,
});

export const npmAudit6 = {
  actions: [
    {
      isMajor: false,
      action: 'install',
      resolves: [resolves('trim-all'), resolves('right>trim-all')],
      module: 'trim-all',
      target: '1.4.0',
    },
  ],
  advisories: { 900001: advisory },
  muted: [],
  metadata: { vulnerabilities: counts, dependencies: 12 },
  runId: '00000000-0000-4000-8000-000000000001',
};

export const npmAuditError = {
  error: {
    code: 'ENOAUDIT',
    summary: 'Your configured registry does not support audit requests.',
    detail: '',
  },
};

export const pnpmAudit = {
  actions: [
    {
      action: 'review',
      module: 'trim-all',
      resolves: [resolves('.>left>trim-all')],
    },
  ],
  advisories: {
    900001: {
      ...advisory,
      cwe: '["CWE-400"]',
      findings: [{ version: '1.2.0', paths: ['.>left>trim-all'] }],
    },
  },
  muted: [],
  metadata: { vulnerabilities: counts, dependencies: 12 },
};

export const yarnBerryAudit = {
  actions: [],
  advisories: { 900001: { ...advisory, cwe: 'CWE-400', cves: undefined } },
  muted: [],
  metadata: { vulnerabilities: counts, dependencies: 12 },
};

const line = (path: string) => ({
  type: 'auditAdvisory',
  data: { resolution: { id: 900001, path, dev: false }, advisory },
});

export const yarnClassicAudit = [
  { type: 'warning', data: 'Nobody owns this package.' },
  line('trim-all'),
  line('up>trim-all'),
  { type: 'auditSummary', data: { vulnerabilities: counts } },
];

export const yarn4Audit = [
  {
    value: '@acme/rope',
    children: {
      ID: 900002,
      Issue: 'A rope that hangs its user',
      URL: 'https://github.com/advisories/GHSA-5555-6666-7777',
      Severity: 'high',
      'Vulnerable Versions': '<2.0.0',
      'Tree Versions': ['1.9.9'],
      Dependents: ['web@workspace:packages/web', 'knot@npm:3.0.0'],
    },
  },
  {
    value: 'old-rope',
    children: {
      ID: 'old-rope (deprecation)',
      Issue: 'Use @acme/rope',
      Severity: 'moderate',
      'Vulnerable Versions': '1.0.0',
      'Tree Versions': ['1.0.0'],
      Dependents: ['web@workspace:.'],
    },
  },
];

/** One package with two advisories, one that is affected through it, one alone. */
export const npmAudit7 = {
  auditReportVersion: 2,
  vulnerabilities: {
    'trim-all': {
      name: 'trim-all',
      severity: 'high',
      isDirect: false,
      via: [
        {
          source: 900001,
          name: 'trim-all',
          dependency: 'trim-all',
          title: 'Slow expressions in trim-all',
          url: 'https://github.com/advisories/GHSA-2222-3333-4444',
          severity: 'moderate',
          cwe: ['CWE-400'],
          cvss: { score: 0, vectorString: null },
          range: '<1.4.0',
        },
        {
          source: 900003,
          name: 'trim-all',
          dependency: 'trim-all',
          title: 'A second one, without cwe and cvss',
          url: 'https://github.com/advisories/GHSA-8888-9999-cccc',
          severity: 'high',
          range: '<=1.3.9',
        },
      ],
      effects: ['left'],
      range: '<=1.3.9',
      nodes: ['node_modules/trim-all'],
      fixAvailable: { name: 'left', version: '3.0.0', isSemVerMajor: true },
    },
    left: {
      name: 'left',
      severity: 'high',
      isDirect: true,
      via: ['trim-all'],
      effects: [],
      range: '*',
      nodes: ['node_modules/left'],
      fixAvailable: true,
    },
    solo: {
      name: 'solo',
      severity: 'critical',
      isDirect: true,
      via: [
        {
          source: 900004,
          name: 'solo',
          title: 'Solo talks to strangers',
          severity: 'critical',
          range: '<1.0.0',
        },
      ],
      effects: [],
      range: '<1.0.0',
      nodes: ['node_modules/solo'],
      fixAvailable: false,
    },
  },
  metadata: { vulnerabilities: { ...counts, total: 3 } },
};
