const issue = {
  id: 'SNYK-JS-TRIMALL-900001',
  title: 'Regular Expression Denial of Service',
  severity: 'medium',
  CVSSv3: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  cvssScore: 7.5,
  description: '## Overview\nSlow.\n## Remediation\nUpgrade to 1.4.0.\n',
  identifiers: { CVE: ['CVE-2030-10001'], CWE: ['CWE-400'] },
  fixedIn: ['1.4.0'],
  packageManager: 'npm',
  packageName: 'trim-all',
  name: 'trim-all',
  version: '1.2.0',
  semver: { vulnerable: ['<1.4.0'] },
  references: [{ title: 'Commit', url: 'https://example.org/commit/1' }],
  epssDetails: { probability: '0.00042', percentile: '0.05' },
};

/** The same issue by two paths in one project, a licence in another, an image. */
export const snyk = [
  {
    vulnerabilities: [
      { ...issue, from: ['web@1.0.0', 'left@2.0.0', 'trim-all@1.2.0'] },
      { ...issue, from: ['web@1.0.0', 'trim-all@1.2.0'] },
    ],
    ok: false,
    dependencyCount: 12,
    org: 'acme',
    packageManager: 'npm',
    projectName: 'web',
    displayTargetFile: 'web/package-lock.json',
    filtered: { ignore: [{ ...issue, id: 'SNYK-JS-TRIMALL-900009' }] },
    path: '/builds/acme/shop',
  },
  {
    vulnerabilities: [
      {
        id: 'snyk:lic:npm:copyleft:GPL-3.0',
        title: 'GPL-3.0 license',
        type: 'license',
        severity: 'high',
        license: 'GPL-3.0',
        packageManager: 'npm',
        name: 'copyleft',
        version: '3.0.0',
        from: ['api@1.0.0', 'copyleft@3.0.0'],
      },
    ],
    ok: false,
    dependencyCount: 3,
    packageManager: 'npm',
    projectName: 'api',
    displayTargetFile: 'api/package-lock.json',
  },
  {
    vulnerabilities: [
      {
        id: 'SNYK-DEBIAN12-BUCKET-1',
        title: 'A hole in the bucket',
        severity: 'low',
        packageManager: 'linux',
        packageName: 'bucket',
        name: 'bucket/libbucket1',
        version: '1.0-2',
        from: ['docker-image|shop@1.0', 'bucket/libbucket1@1.0-2'],
        identifiers: { CVE: ['CVE-2030-10002'], CWE: [] },
      },
    ],
    ok: false,
    dependencyCount: 80,
    packageManager: 'deb',
    projectName: 'docker-image|registry.example.org:5000/acme/shop',
    path: 'registry.example.org:5000/acme/shop:1.0',
    docker: { baseImage: 'debian:12' },
    applications: [
      {
        vulnerabilities: [{ ...issue, from: ['app', 'trim-all@1.2.0'] }],
        ok: false,
        packageManager: 'npm',
        targetFile: '/app/package.json',
      },
    ],
  },
];

export const snykIac = {
  ok: false,
  projectName: 'shop',
  targetFile: 'infra/bucket.tf',
  packageManager: 'terraformconfig',
  infrastructureAsCodeIssues: [
    {
      id: 'SNYK-CC-TF-900001',
      title: 'Bucket is public',
      severity: 'high',
      isIgnored: false,
      issue: 'Everybody can read it',
      impact: 'They will',
      resolve: 'Set acl to private',
      lineNumber: 7,
      path: ['resource', 'aws_s3_bucket[logs]', 'acl'],
      documentation: 'https://example.org/rules/900001',
    },
    {
      id: 'SNYK-CC-TF-900002',
      title: 'No logging',
      severity: 'low',
      isIgnored: true,
      lineNumber: -1,
      path: [],
    },
  ],
};

/** Two records that are one vulnerability, and one known by its word alone. */
export const osv = {
  results: [
    {
      source: { path: '/github/workspace/api/poetry.lock', type: 'lockfile' },
      packages: [
        {
          package: { name: 'snakeskin', version: '2.0', ecosystem: 'PyPI' },
          vulnerabilities: [
            {
              id: 'PYSEC-2030-7',
              aliases: ['CVE-2030-10003'],
              details: 'It bites.',
              affected: [
                {
                  package: { name: 'snakeskin', ecosystem: 'PyPI' },
                  ranges: [
                    {
                      type: 'ECOSYSTEM',
                      events: [{ introduced: '0' }, { fixed: '2.1' }],
                    },
                  ],
                },
              ],
              severity: [
                {
                  type: 'CVSS_V3',
                  score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
                },
              ],
            },
            {
              id: 'GHSA-2233-4455-6677',
              aliases: ['CVE-2030-10003'],
              summary: 'Bites in snakeskin',
              database_specific: { severity: 'MODERATE', cwe_ids: ['CWE-77'] },
              references: [{ type: 'WEB', url: 'https://example.org/bite' }],
            },
            {
              id: 'GHSA-8899-ccff-gghh',
              database_specific: { severity: 'MODERATE' },
            },
            { id: 'OSV-2030-1' },
          ],
          groups: [
            {
              ids: ['GHSA-2233-4455-6677', 'PYSEC-2030-7'],
              max_severity: '9.8',
            },
          ],
        },
      ],
    },
  ],
};

const dependencyCheckVulnerability = {
  source: 'NVD',
  name: 'CVE-2030-10004',
  severity: 'CRITICAL',
  cvssv3: {
    baseScore: 9.8,
    attackVector: 'NETWORK',
    attackComplexity: 'LOW',
    privilegesRequired: 'NONE',
    userInteraction: 'NONE',
    scope: 'UNCHANGED',
    confidentialityImpact: 'HIGH',
    integrityImpact: 'HIGH',
    availabilityImpact: 'HIGH',
    baseSeverity: 'CRITICAL',
    version: '3.1',
  },
  cwes: ['CWE-78'],
  description: 'It runs what it is given.',
  references: [{ source: 'MISC', url: 'https://example.org/run', name: 'x' }],
};

export const dependencyCheck = {
  reportSchema: '1.1',
  scanInfo: { engineVersion: '11.0.0' },
  projectInfo: { name: 'shop' },
  dependencies: [
    {
      fileName: 'runner-1.0.jar',
      filePath: '/var/lib/build/shop/lib/runner-1.0.jar',
      packages: [
        { id: 'pkg:maven/org.example/runner@1.0', confidence: 'HIGH' },
      ],
      vulnerabilities: [
        dependencyCheckVulnerability,
        {
          source: 'NVD',
          name: 'CVE-2030-10005',
          cvssv2: { score: 5, accessVector: 'NETWORK', severity: 'MEDIUM' },
        },
      ],
      suppressedVulnerabilities: [
        {
          ...dependencyCheckVulnerability,
          name: 'CVE-2030-10006',
          notes: 'no',
        },
      ],
    },
    { fileName: 'clean.jar', filePath: 'lib/clean.jar' },
  ],
};

export const dependencyTrack = {
  version: '1.2',
  meta: { application: 'Dependency-Track', version: '4.12.0' },
  project: { name: 'shop', version: '1.0' },
  findings: [
    {
      component: {
        uuid: '00000000-0000-4000-8000-000000000002',
        group: 'org.example',
        name: 'runner',
        version: '1.0',
        purl: 'pkg:maven/org.example/runner@1.0?type=jar',
      },
      vulnerability: {
        source: 'GITHUB',
        vulnId: 'GHSA-2233-4455-6677',
        severity: 'HIGH',
        cvssV3BaseScore: 8.1,
        aliases: [{ cveId: 'CVE-2030-10004', ghsaId: 'GHSA-2233-4455-6677' }],
        cwes: [{ cweId: 78 }],
        epssScore: 0.2,
        epssPercentile: 0.9,
      },
      analysis: { isSuppressed: false },
    },
    {
      component: { name: 'nameless', version: '2' },
      vulnerability: { vulnId: 'INT-1', severity: 'UNASSIGNED' },
      analysis: { state: 'FALSE_POSITIVE', isSuppressed: true },
    },
  ],
};

const zapAlert = {
  pluginid: '10055',
  alertRef: '10055-4',
  name: 'CSP: Wildcard Directive',
  riskcode: '2',
  confidence: '3',
  desc: '<p>It allows &quot;all&quot;.</p><p>Of it.</p>',
  solution: '<p>Name them.</p>',
  reference: '<p>https://example.org/csp</p>',
  cweid: '693',
  instances: [
    {
      uri: 'https://shop.example.org/orders/42?page=2#top',
      method: 'GET',
      param: 'Content-Security-Policy',
      evidence: "default-src 'none'",
    },
    { uri: 'https://shop.example.org/', method: 'POST' },
  ],
};

export const zap = {
  '@programName': 'ZAP',
  '@version': '2.15.0',
  site: [
    {
      '@name': 'https://shop.example.org',
      alerts: [
        zapAlert,
        { ...zapAlert, alertRef: '10055-5', confidence: '0' },
        { ...zapAlert, alertRef: '10055-6', riskcode: '9', instances: [] },
      ],
    },
  ],
};

const sonarIssue = {
  key: 'AX-1',
  rule: 'java:S2076',
  severity: 'BLOCKER',
  component: 'shop:src/Run.java',
  project: 'shop',
  status: 'OPEN',
  type: 'VULNERABILITY',
  message: 'Do not run what the user types.',
  textRange: { startLine: 4, endLine: 5, startOffset: 1, endOffset: 9 },
  tags: ['cwe', 'cwe-78'],
  flows: [
    {
      locations: [
        { component: 'shop:src/Run.java', textRange: { startLine: 4 } },
        { component: 'shop:src/In.java', textRange: { startLine: 1 } },
      ],
    },
  ],
};

export const sonar = {
  paging: { pageIndex: 1, pageSize: 100, total: 5 },
  issues: [
    sonarIssue,
    { ...sonarIssue, key: 'AX-2', severity: 'MINOR', type: 'BUG' },
    {
      ...sonarIssue,
      key: 'AX-3',
      severity: 'MAJOR',
      status: 'RESOLVED',
      resolution: 'WONTFIX',
    },
    { ...sonarIssue, key: 'AX-4', status: 'CLOSED', resolution: 'FIXED' },
    {
      key: 'AX-5',
      rule: 'java:S1',
      component: 'shop',
      impacts: [{ softwareQuality: 'SECURITY', severity: 'BLOCKER' }],
    },
  ],
  components: [
    { key: 'shop', qualifier: 'TRK' },
    { key: 'shop:src/Run.java', qualifier: 'FIL', path: 'src/Run.java' },
  ],
};
