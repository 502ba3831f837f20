import { jsonExample, ReportExample } from './reportExample';

const codeAlert = (state: string, level: string | null) => ({
  number: 1,
  state,
  created_at: '2024-01-02T03:04:05Z',
  html_url: 'https://github.example/alert/1',
  dismissed_reason: state === 'dismissed' ? 'false positive' : null,
  dismissed_comment: state === 'dismissed' ? 'seen' : null,
  rule: {
    id: 'js/xss',
    severity: 'warning',
    security_severity_level: level,
    description: 'Cross-site scripting',
    name: 'js/xss',
    tags: ['security', 'external/cwe/cwe-079'],
  },
  tool: { name: 'CodeQL', version: '2.16.0' },
  most_recent_instance: {
    category: '/language:js',
    message: { text: 'It flows' },
    location: { path: 'src/a.js', start_line: 3, end_line: 4 },
  },
});

const secretAlert = (more: object) => ({
  number: 2,
  state: 'open',
  secret_type: 'adafruit_io_key',
  secret_type_display_name: 'Adafruit IO Key',
  secret: 'FAKE-SECRET-0006',
  resolution: null,
  ...more,
});

const advisory = {
  ghsa_id: 'GHSA-2222-3333-4444',
  cve_id: 'CVE-2024-0001',
  summary: 'Bad',
  description: 'Very bad',
  severity: 'medium',
  identifiers: [{ type: 'CVE', value: 'CVE-2024-0001' }],
  references: [{ url: 'https://example.com' }],
  cvss: {
    score: 7.5,
    vector_string: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  },
  cwes: [{ cwe_id: 'CWE-79' }],
  epss: { percentage: 0.1, percentile: 0.5 },
};

const dependabot = (more: object) => ({
  number: 3,
  state: 'open',
  dependency: {
    package: { ecosystem: 'npm', name: 'left-pad' },
    manifest_path: 'web/package-lock.json',
    scope: 'development',
    relationship: 'direct',
  },
  security_advisory: advisory,
  security_vulnerability: {
    package: { ecosystem: 'npm', name: 'left-pad' },
    severity: 'medium',
    first_patched_version: { identifier: '1.2.0' },
  },
  ...more,
});

const gitlab = (type: string, vulnerabilities: unknown[], more = {}) => ({
  version: '15.0.7',
  vulnerabilities,
  remediations: [],
  scan: {
    analyzer: { id: 'a', name: 'A' },
    scanner: { id: 's', name: 'Scanner', version: '1.0' },
    type,
    status: 'success',
    ...more,
  },
});

/** Reports and alerts of GitLab and GitHub. */
export const forgeExamples: readonly ReportExample[] = [
  jsonExample(
    'code, with signatures',
    'gitlab',
    gitlab('sast', [
      {
        id: 'i1',
        name: 'Injection',
        description: 'd',
        severity: 'Critical',
        identifiers: [
          {
            type: 'semgrep_id',
            name: 's1',
            value: 's1',
            url: 'https://x.example',
          },
          { type: 'cwe', name: 'CWE-89', value: '89' },
        ],
        location: { file: 'a.py', start_line: 3, class: 'A', method: 'b' },
        tracking: {
          items: [
            { signatures: [{ algorithm: 'scope_offset', value: 'A|b:1' }] },
          ],
        },
        flags: [{ type: 'flagged-as-likely-false-positive' }],
      },
      { id: 'i2', severity: 'Unknown', message: 'Something', location: {} },
      { id: 'i3' },
    ]),
    [
      {
        kind: 'sast',
        severity: 'critical',
        cwes: [89],
        fingerprints: { id: 'i1', scope_offset: 'A|b:1' },
        locations: [{ path: 'a.py', startLine: 3, name: 'A.b' }],
        tags: ['flagged-as-likely-false-positive'],
        tool: { name: 'Scanner', version: '1.0' },
      },
      { severity: 'unknown', title: 'Something' },
    ],
    { rejected: ['/vulnerabilities/2/identifiers'] },
  ),
  jsonExample(
    'packages of an image',
    'gitlab',
    gitlab('container_scanning', [
      {
        id: 'i1',
        severity: 'Medium',
        identifiers: [
          { type: 'cve', name: 'CVE-2024-1', value: 'CVE-2024-0001' },
        ],
        location: {
          dependency: { package: { name: 'apt' }, version: '1' },
          operating_system: 'debian:12',
          image: 'registry.example/shop:1',
        },
      },
    ]),
    [
      {
        kind: 'container',
        target: 'registry.example/shop',
        package: { name: 'apt', version: '1' },
        vulnerabilityIds: ['CVE-2024-0001'],
      },
    ],
  ),
  jsonExample(
    'secrets',
    'gitlab',
    gitlab('secret_detection', [
      {
        id: 'i1',
        name: 'AWS',
        severity: 'Critical',
        raw_source_code_extract: 'FAKE-SECRET-0008',
        identifiers: [{ type: 'gitleaks_rule_id', name: 'x', value: 'AWS' }],
        location: { file: 'a.env', start_line: 1, commit: { sha: 'abc123' } },
      },
    ]),
    [
      {
        kind: 'secret',
        secret: { value: 'FAKE-SECRET-0008', commit: 'abc123' },
      },
    ],
  ),
  jsonExample(
    'a scan that failed closes nothing',
    'gitlab',
    gitlab('dast', [], {
      status: 'failure',
      messages: [{ level: 'fatal', value: 'No route to host' }],
    }),
    [],
    {
      figures: {
        status: 'failed',
        reason: expect.stringContaining('No route to host'),
      },
    },
  ),
  jsonExample(
    'states and levels',
    'github-code-scanning',
    [
      codeAlert('open', 'critical'),
      codeAlert('dismissed', null),
      codeAlert('fixed', 'low'),
      { number: 4, rule: 'x', tool: {} },
    ],
    [
      {
        kind: 'sast',
        severity: 'critical',
        scope: '/language:js',
        cwes: [79],
        tool: { name: 'CodeQL', version: '2.16.0' },
        locations: [{ path: 'src/a.js', startLine: 3 }],
        url: 'https://github.example/alert/1',
      },
      {
        severity: 'medium',
        suppressed: { by: 'tool', reason: 'false positive: seen' },
      },
      { state: 'fixed' },
    ],
    { rejected: ['/3/rule'] },
  ),
  jsonExample(
    'a webhook tells of one alert only',
    'github-code-scanning',
    {
      action: 'created',
      alert: codeAlert('open', 'high'),
      ref: 'refs/heads/main',
    },
    [{ severity: 'high' }],
    { figures: { status: 'partial' } },
  ),
  jsonExample(
    'validity and resolution',
    'github-secret-scanning',
    [
      secretAlert({ validity: 'active' }),
      secretAlert({ state: 'resolved', resolution: 'revoked' }),
      secretAlert({ state: 'resolved', resolution: 'used_in_tests' }),
      secretAlert({ secret_type: null }),
    ],
    [
      {
        kind: 'secret',
        severity: 'critical',
        secret: { value: 'FAKE-SECRET-0006', verified: true },
      },
      { severity: 'high', state: 'fixed' },
      { suppressed: { by: 'tool', reason: 'used_in_tests' } },
    ],
    { rejected: ['/3/secret_type'] },
  ),
  jsonExample(
    'the API',
    'github-dependabot',
    [
      dependabot({}),
      dependabot({ state: 'dismissed', dismissed_reason: 'tolerable_risk' }),
      dependabot({ state: 'fixed' }),
      dependabot({ security_advisory: null }),
    ],
    [
      {
        kind: 'dependency',
        severity: 'medium',
        severitySource: 'native',
        vulnerabilityIds: ['CVE-2024-0001', 'GHSA-2222-3333-4444'],
        cwes: [79],
        epss: { score: 0.1, percentile: 0.5 },
        target: 'web/package-lock.json',
        package: {
          name: 'left-pad',
          ecosystem: 'npm',
          direct: true,
          development: true,
          fixedVersions: ['1.2.0'],
        },
      },
      { suppressed: { by: 'tool', reason: 'tolerable_risk' } },
      { state: 'fixed' },
    ],
    { rejected: ['/3/security_advisory'] },
  ),
  jsonExample(
    'the first page of a query',
    'github-dependabot',
    {
      data: {
        repository: {
          vulnerabilityAlerts: {
            pageInfo: { hasNextPage: true },
            nodes: [
              {
                createdAt: '2024-01-02T03:04:05Z',
                dismissedAt: '2024-01-03T03:04:05Z',
                dismissReason: 'no bandwidth',
                vulnerableManifestPath: 'pom.xml',
                securityVulnerability: {
                  severity: 'MODERATE',
                  package: { name: 'com.example:a', ecosystem: 'MAVEN' },
                  advisory: {
                    summary: 's',
                    identifiers: [
                      { type: 'GHSA', value: 'GHSA-2222-3333-4444' },
                    ],
                    cwes: { nodes: [{ cweId: 'CWE-502' }] },
                  },
                },
              },
            ],
          },
        },
      },
    },
    [
      {
        severity: 'medium',
        cwes: [502],
        target: 'pom.xml',
        suppressed: { by: 'tool', reason: 'no bandwidth' },
      },
    ],
    { figures: { status: 'partial' } },
  ),
];
