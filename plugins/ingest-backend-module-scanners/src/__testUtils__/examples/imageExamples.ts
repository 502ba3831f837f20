import { jsonExample, ReportExample } from './reportExample';

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

const vulnerability = (id: string, more: object = {}) => ({
  VulnerabilityID: id,
  PkgName: 'openssl',
  InstalledVersion: '1.0',
  FixedVersion: '1.1, 1.2',
  Severity: 'HIGH',
  Title: `About ${id}`,
  PkgIdentifier: { PURL: 'pkg:apk/alpine/openssl@1.0' },
  CVSS: { nvd: { V3Vector: vector, V3Score: 9.8 } },
  CweIDs: ['CWE-79'],
  ...more,
});

const match = (id: string, more: object = {}) => ({
  vulnerability: {
    id,
    severity: 'High',
    dataSource: `https://example.com/${id}`,
    cvss: [{ version: '3.1', vector, metrics: { baseScore: 9.8 } }],
    fix: { versions: ['2.0'], state: 'fixed' },
    ...more,
  },
  relatedVulnerabilities: [
    { id: 'CVE-2024-0009', epss: [{ epss: 0.5, percentile: 0.9 }] },
  ],
  artifact: {
    name: 'lodash',
    version: '1.0',
    type: 'npm',
    purl: 'pkg:npm/lodash@1.0',
    locations: [{ path: '/app/package.json' }],
    licenses: ['MIT', { value: 'ISC' }],
  },
});

/** Reports of Trivy and Grype. */
export const imageExamples: readonly ReportExample[] = [
  jsonExample(
    'every class of an image',
    'trivy',
    {
      SchemaVersion: 2,
      ArtifactName: 'registry.example:5000/shop:1.2.3',
      ArtifactType: 'container_image',
      Trivy: { Version: '0.60.0' },
      Metadata: { ImageID: 'sha256:1' },
      Results: [
        {
          Target: 'registry.example:5000/shop:1.2.3 (alpine 3.20)',
          Class: 'os-pkgs',
          Type: 'alpine',
          Packages: [{ Name: 'x' }],
          Vulnerabilities: [
            vulnerability('CVE-2024-0001', { Status: 'fixed' }),
            vulnerability('CVE-2024-0002', { Status: 'not_affected' }),
            vulnerability('CVE-2024-0003', { Status: 'will_not_fix' }),
            vulnerability('CVE-2024-0004', { Severity: 'UNKNOWN', CVSS: {} }),
            vulnerability('CVE-2024-0005', { Severity: undefined }),
            { VulnerabilityID: 'CVE-2024-0006' },
          ],
          ExperimentalModifiedFindings: [
            {
              Type: 'vulnerability',
              Status: 'not_affected',
              Statement: 'unused',
              Source: 'vex.json',
              Finding: vulnerability('CVE-2024-0007'),
            },
            { Type: 'odd', Finding: {} },
          ],
        },
        {
          Target: 'Node.js',
          Class: 'lang-pkgs',
          Type: 'node-pkg',
          Vulnerabilities: [
            vulnerability('GHSA-2222-3333-4444', {
              PkgPath: 'app/node_modules/a/package.json',
            }),
          ],
        },
        {
          Target: '/app/x.env',
          Class: 'secret',
          Secrets: [
            {
              RuleID: 'aws-access-key-id',
              Category: 'AWS',
              Severity: 'CRITICAL',
              Title: 'AWS key',
              StartLine: 2,
              EndLine: 2,
              Match: 'KEY=****************',
            },
          ],
        },
        {
          Target: 'OS Packages',
          Class: 'license',
          Licenses: [
            {
              Severity: 'HIGH',
              Category: 'restricted',
              PkgName: 'bash',
              Name: 'GPL-3.0',
              Confidence: 1,
            },
          ],
        },
      ],
    },
    [
      {
        kind: 'container',
        severity: 'high',
        severitySource: 'native',
        target: 'registry.example:5000/shop',
        cwes: [79],
        cvss: [{ version: '3.1', vector, score: 9.8, source: 'nvd' }],
        vulnerabilityIds: ['CVE-2024-0001'],
        package: {
          name: 'openssl',
          purl: 'pkg:apk/alpine/openssl@1.0',
          ecosystem: 'alpine',
          fixedVersions: ['1.1', '1.2'],
        },
        tool: { name: 'Trivy', version: '0.60.0' },
        tags: [],
      },
      { suppressed: { by: 'tool' } },
      { tags: ['will_not_fix'] },
      { severity: 'unknown', severitySource: 'native' },
      { severity: 'critical', severitySource: 'cvss31' },
      { suppressed: { by: 'vex', reason: 'unused' } },
      {
        kind: 'container',
        target: 'registry.example:5000/shop',
        locations: [{ path: 'app/node_modules/a/package.json' }],
      },
      {
        kind: 'secret',
        severity: 'critical',
        locations: [{ path: 'app/x.env', snippet: 'KEY=****************' }],
      },
      { kind: 'licence', severity: 'high', ruleId: 'GPL-3.0' },
    ],
    {
      rejected: [
        '/Results/0/Vulnerabilities/5/PkgName',
        '/Results/0/ExperimentalModifiedFindings/1/Type',
      ],
    },
  ),
  jsonExample(
    'only failed checks of a repository',
    'trivy',
    {
      SchemaVersion: 2,
      ArtifactName: '.',
      ArtifactType: 'repository',
      Results: [
        {
          Target: 'infra/main.tf',
          Class: 'config',
          Type: 'terraform',
          Misconfigurations: ['FAIL', 'PASS', 'EXCEPTION', undefined].map(
            (Status, index) => ({
              Type: 'Terraform Security Check',
              ID: `AVD-${index}`,
              Title: 't',
              Message: 'm',
              Severity: 'MEDIUM',
              Status,
              CauseMetadata: {
                Resource: 'aws_s3_bucket.logs',
                StartLine: 3,
                EndLine: 4,
                Code: { Lines: [{ Content: 'a' }, { Content: 'b' }] },
              },
            }),
          ),
        },
        {
          Target: 'package-lock.json',
          Class: 'lang-pkgs',
          Type: 'npm',
          Vulnerabilities: [vulnerability('CVE-2024-0001')],
        },
      ],
    },
    [
      {
        kind: 'iac',
        severity: 'medium',
        locations: [
          {
            path: 'infra/main.tf',
            startLine: 3,
            name: 'aws_s3_bucket.logs',
            snippet: 'a\nb',
          },
        ],
      },
      { ruleId: 'AVD-3' },
      { kind: 'dependency', target: 'package-lock.json' },
    ],
  ),
  jsonExample(
    'a cluster',
    'trivy',
    {
      ClusterName: 'prod',
      Resources: [
        {
          Namespace: 'default',
          Kind: 'Deployment',
          Name: 'shop',
          Results: [
            {
              Target: 'registry.example/shop:2 (debian 12)',
              Class: 'os-pkgs',
              Type: 'debian',
              Vulnerabilities: [vulnerability('CVE-2024-0001')],
            },
          ],
        },
      ],
    },
    [
      {
        kind: 'container',
        target: 'registry.example/shop',
        locations: [{ name: 'default/Deployment/shop' }],
      },
    ],
  ),
  jsonExample(
    'the list of old versions',
    'trivy',
    [
      {
        Target: 'shop:1 (alpine 3.7.1)',
        Type: 'alpine',
        Vulnerabilities: [vulnerability('CVE-2018-0001')],
      },
      { Target: 'Pipfile.lock', Type: 'pip', Vulnerabilities: null },
    ],
    [{ target: 'shop', severity: 'high' }],
  ),
  jsonExample(
    'a list of kubectl',
    'trivy-operator',
    {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'aquasecurity.github.io/v1alpha1',
          kind: 'VulnerabilityReport',
          metadata: {
            labels: {
              'trivy-operator.resource.kind': 'ReplicaSet',
              'trivy-operator.resource.name': 'shop',
              'trivy-operator.resource.namespace': 'default',
            },
          },
          report: {
            artifact: { repository: 'library/shop', tag: '1' },
            scanner: { name: 'Trivy', version: '0.50.0' },
            vulnerabilities: [
              {
                vulnerabilityID: 'CVE-2024-0001',
                resource: 'curl',
                installedVersion: '1',
                fixedVersion: '2',
                severity: 'LOW',
                score: 9.1,
              },
              { severity: 'LOW' },
            ],
            checks: [
              { checkID: 'K1', severity: 'HIGH', success: true },
              { checkID: 'K2', severity: 'HIGH', success: false, title: 't' },
            ],
          },
        },
      ],
    },
    [
      {
        severity: 'low',
        target: 'library/shop',
        locations: [{ name: 'default/ReplicaSet/shop' }],
        package: { name: 'curl', version: '1', fixedVersions: ['2'] },
      },
      { kind: 'iac', ruleId: 'K2', severity: 'high' },
    ],
    { rejected: ['/items/0/report/vulnerabilities/1/vulnerabilityID'] },
  ),
  jsonExample(
    'aliases, likelihood, repeats and ignored matches',
    'grype',
    {
      matches: [
        match('GHSA-2222-3333-4444', { knownExploited: [{ cve: 'x' }] }),
        {
          ...match('GHSA-2222-3333-4444'),
          artifact: {
            ...match('x').artifact,
            locations: [{ path: '/b/package.json' }],
          },
        },
        match('CVE-2024-0002', {
          severity: 'Negligible',
          fix: { state: 'wont-fix' },
        }),
        match('CVE-2024-0003', { severity: 'Unknown', cvss: [] }),
        { vulnerability: { id: 'CVE-1' } },
      ],
      ignoredMatches: [
        {
          ...match('CVE-2024-0004'),
          appliedIgnoreRules: [{ 'vex-status': 'not_affected', reason: 'no' }],
        },
      ],
      source: { type: 'image', target: { userInput: 'shop:1@sha256:aa' } },
      descriptor: { name: 'grype', version: '0.80.0' },
    },
    [
      {
        kind: 'container',
        severity: 'high',
        target: 'shop',
        knownExploited: true,
        epss: { score: 0.5, percentile: 0.9 },
        vulnerabilityIds: ['CVE-2024-0009', 'GHSA-2222-3333-4444'],
        package: { name: 'lodash', licences: ['MIT', 'ISC'] },
        locations: [{ path: 'app/package.json' }, { path: 'b/package.json' }],
        tool: { name: 'Grype', version: '0.80.0' },
      },
      { severity: 'info', tags: ['wont-fix'] },
      { severity: 'unknown' },
      { suppressed: { by: 'vex', reason: 'no' } },
    ],
    { rejected: ['/matches/4/artifact'] },
  ),
];
