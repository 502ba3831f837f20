export const licenseChecker = {
  'trim-all@1.2.0': {
    licenses: 'MIT',
    publisher: 'A Person',
    path: 'C:\\build\\shop\\node_modules\\trim-all',
  },
  '@acme/guess@1.0.0': {
    licenses: 'MIT*',
    repository: 'https://example.org/guess',
    path: '/build/shop/node_modules/@acme/guess',
  },
  'many@1.0.0': { licenses: ['MIT', 'UNLICENSED'] },
  'own@1.0.0': { licenses: 'SEE LICENSE IN LICENCE.txt' },
  'custom@1.0.0': { licenses: 'Custom: https://example.org/licence' },
  'nobody@1.0.0': { licenses: 'UNKNOWN' },
  'either@1.0.0': { licenses: '(MIT OR GPL-3.0-only)' },
  'free@1.0.0': { licenses: 'Unlicense' },
};

export const ort = {
  repository: { vcs: { type: 'Git', url: 'https://example.org/shop.git' } },
  analyzer: {
    result: {
      packages: [
        {
          id: 'Maven:org.example:runner:1.0',
          purl: 'pkg:maven/org.example/runner@1.0',
          declared_licenses: ['Apache 2'],
          declared_licenses_processed: { spdx_expression: 'Apache-2.0' },
        },
      ],
    },
  },
  advisor: {
    results: {
      'Maven:org.example:runner:1.0': [
        {
          advisor: { name: 'OSV' },
          vulnerabilities: [
            {
              id: 'CVE-2030-10004',
              references: [
                {
                  url: 'https://example.org/run',
                  scoring_system: 'CVSS:3.1',
                  severity: 'CRITICAL',
                  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
                },
              ],
            },
          ],
        },
      ],
    },
  },
  evaluator: {
    violations: [
      {
        rule: 'COPYLEFT',
        pkg: 'Maven:org.example:runner:1.0',
        license: 'GPL-3.0-only',
        license_source: 'DECLARED',
        severity: 'ERROR',
        message: 'Copyleft is not wanted here.',
        how_to_fix: 'Take another one.',
      },
      { rule: 'HINTED', severity: 'HINT', message: 'By the way.' },
    ],
  },
};

/** The same as ORT's reporter writes it: packages by number. */
export const ortModel = {
  scopes: [],
  licenses: [{ _id: 0, id: 'GPL-3.0-only' }],
  packages: [{ _id: 0, id: 'NPM:@acme:rope:1.0.0' }],
  rule_violations: [
    {
      _id: 0,
      rule: 'COPYLEFT',
      pkg: 0,
      license: 0,
      severity: 'WARNING',
      message: 'Copyleft is not wanted here.',
      resolutions: [0],
    },
  ],
};

export const conftest = [
  {
    filename: './deploy/web.yaml',
    namespace: 'main',
    successes: 2,
    failures: [
      { msg: 'No memory limit', metadata: { query: 'data.main.deny' } },
      {
        msg: 'Runs as root',
        metadata: { id: 'K8S-1', severity: 'critical' },
      },
    ],
    warnings: [{ msg: 'No owner label' }],
    exceptions: [{ msg: 'Host network' }],
  },
  { filename: 'deploy/clean.yaml', namespace: 'main', successes: 5 },
];

export const policyReport = {
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  kind: 'PolicyReport',
  metadata: { name: 'shop', namespace: 'shop' },
  scope: { kind: 'Deployment', name: 'web', namespace: 'shop' },
  results: [
    {
      source: 'kyverno',
      policy: 'require-limits',
      rule: 'memory',
      result: 'fail',
      severity: 'medium',
      message: 'A memory limit is needed.',
      resources: [
        { kind: 'Pod', namespace: 'shop', name: 'web-1' },
        { kind: 'Pod', namespace: 'shop', name: 'web-2' },
      ],
    },
    {
      source: 'kyverno',
      policy: 'labels',
      result: 'warn',
      message: 'No owner',
    },
    { source: 'kyverno', policy: 'root', result: 'fail' },
    { source: 'kyverno', policy: 'fine', result: 'pass' },
    { source: 'kyverno', policy: 'left-out', result: 'skip' },
  ],
};

export const openReports = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'openreports.io/v1alpha1',
      kind: 'ClusterReport',
      metadata: { name: 'images' },
      results: [
        {
          source: 'image-scanner',
          policy: 'CVE-2030-10002',
          result: 'fail',
          severity: 'critical',
          category: 'vulnerability scan',
          properties: {
            pkgName: 'libbucket1',
            installedVersion: '1.0-2',
            fixedVersion: '1.0-3',
          },
        },
        { source: 'image-scanner', policy: 'later', result: 'error' },
      ],
    },
  ],
};
