import { GateFinding, GateResult } from '@quarterdeck/plugin-security-common';
import { ago, counts, inDays, sampleFinding } from './sampleFindings';

const page = (items: unknown[], more: object = {}) => ({
  body: { items, nextCursor: null, ...more },
});

const gateFinding = (some: Partial<GateFinding>): GateFinding => ({
  findingId: 'f1',
  title: 'Prototype pollution',
  severity: 'critical',
  kind: 'dependency',
  tool: 'trivy',
  ruleId: 'CVE-2026-21840',
  vulnerabilityId: 'CVE-2026-21840',
  package: 'qs-like 6.5.2',
  path: null,
  line: null,
  effect: 'fails',
  rule: 'severity',
  reason: 'critical is in fail_on',
  excuse: null,
  ...some,
});

/** A gate that fails on one finding and excuses another. */
export const failedResult: GateResult = {
  verdict: 'fail',
  passed: false,
  summary: '1 critical finding fails the gate',
  checks: [
    {
      kind: 'sast',
      verdict: 'error',
      error: 'stale',
      reason: 'the newest code scan is 9 days old, 7 are allowed',
      tool: 'codeql',
      scannedAt: ago(9 * 24 * 60),
      importId: 'scan-2',
    },
  ],
  findings: [
    gateFinding({}),
    gateFinding({
      findingId: 'f2',
      title: 'Weak hash',
      severity: 'high',
      effect: 'excused',
      reason: 'high is in fail_on',
      excuse: {
        by: 'risk_accepted',
        reason: 'accepted by mei',
        until: inDays(20),
        exception: null,
      },
    }),
  ],
  counts: {
    failing: counts({ critical: 1 }),
    warning: counts(),
    excused: counts({ high: 1 }),
    looked: 186,
  },
  failedLevels: ['critical'],
  unusedExceptions: [],
  evaluatedAt: ago(5),
};

const policy = {
  version: 1,
  fail_on: ['critical', 'high'],
  warn_on: ['medium'],
  scope: 'all',
  required: [{ kind: 'sast', max_age: '7d', same_commit: false }],
  on_error: 'fail',
  allow_empty: false,
  grace_days: { high: 3 },
  known_exploited: 'fail',
  fixable_only: false,
  skip_dev: false,
  exceptions: [],
};

const evaluation = {
  id: 'evaluation-1',
  question: {
    entity: 'component:default/ledger',
    environment: 'production',
    commit: '6d3f0aabbbb',
  },
  result: failedResult,
  policy: { from: 'all', version: 3, policy },
  askedBy: 'user:default/mei',
  override: null,
};

const secret = {
  id: 'secret-1',
  mask: 'FAKE…0001',
  rules: ['generic-api-key'],
  severity: 'critical',
  verified: true,
  state: 'to_rotate',
  seenAfterRotation: false,
  assignee: null,
  note: null,
  changedBy: null,
  changedAt: null,
  firstSeenAt: ago(5000),
  lastSeenAt: ago(50),
  entities: ['component:default/ledger', 'component:default/cart'],
  files: 3,
  findings: 4,
  openFindings: 4,
  canRotate: true,
};

/** An SBOM of a service. */
export const sampleSbom = (id: string, version: string) => ({
  id,
  entityRef: 'component:default/ledger',
  scope: null,
  ref: 'main',
  environment: null,
  commit: '6d3f0aabbbb',
  format: 'cyclonedx-1.6',
  tool: 'cdxgen',
  rootName: 'ledger',
  rootVersion: version,
  createdAt: ago(version === '2.0.0' ? 60 : 6000),
  components: 212,
  rejected: 0,
  newest: version === '2.0.0',
});

/** Gate, secrets, coverage, SBOMs. */
export const gateAnswers = {
  gateMatrix: page(
    [
      {
        entityRef: 'component:default/ledger',
        cells: [
          {
            entityRef: 'component:default/ledger',
            environment: 'production',
            verdict: 'fail',
            reason: '1 critical finding fails the gate',
            evaluationId: 'evaluation-1',
            at: ago(5),
          },
        ],
      },
    ],
    { environments: ['production'] },
  ),
  listGateEvaluations: page([evaluation]),
  getGateEvaluation: { body: evaluation },
  evaluateSecurityGate: { body: evaluation },
  simulateSecurityGate: {
    body: {
      items: [
        {
          entityRef: 'component:default/cart',
          now: 'pass',
          then: 'pass',
          result: {
            ...failedResult,
            verdict: 'pass',
            summary: 'nothing offends',
          },
        },
        {
          entityRef: 'component:default/ledger',
          now: 'pass',
          then: 'fail',
          result: failedResult,
        },
      ],
      wouldFail: 1,
      wouldPass: 1,
      capped: false,
    },
  },
  listSecrets: page([secret]),
  getSecret: {
    body: {
      ...secret,
      places: [
        sampleFinding('p1', { kind: 'secret', path: 'ops/seed.env', line: 4 }),
      ],
      visibility: 'own',
    },
  },
  updateSecret: { body: { ...secret, state: 'rotated' } },
  listCoverage: page([
    {
      entityRef: 'component:default/ledger',
      required: ['sast', 'secret'],
      kinds: [
        {
          kind: 'sast',
          state: 'fresh',
          tools: ['codeql'],
          lastScanAt: ago(48),
          lastCompleteAt: ago(48),
          ageSeconds: 2880,
          maxAgeSeconds: 604_800,
          importId: 'scan-1',
          run: null,
          stage: 'test',
          open: 3,
        },
        {
          kind: 'container',
          state: 'incomplete',
          tools: ['trivy'],
          lastScanAt: ago(100),
          lastCompleteAt: ago(9000),
          ageSeconds: 6000,
          maxAgeSeconds: null,
          importId: 'scan-2',
          run: null,
          stage: 'build',
          open: 1,
        },
      ],
      firstCaught: [
        { stage: 'test', count: 6 },
        { stage: null, count: 2 },
      ],
      coveredRatio: 0.5,
    },
  ]),
  listSboms: page([
    sampleSbom('sbom-2', '2.0.0'),
    sampleSbom('sbom-1', '1.0.0'),
  ]),
  searchComponents: page(
    [
      {
        entityRef: 'component:default/ledger',
        sbomId: 'sbom-2',
        ref: 'main',
        environment: null,
        rootVersion: '2.0.0',
        name: 'log-core',
        version: '2.14.1',
        ecosystem: 'maven',
        purl: 'pkg:maven/org.log/log-core@2.14.1',
        licences: ['Apache-2.0'],
        direct: true,
        inRange: 'yes',
        createdAt: ago(60),
      },
    ],
    { entitiesWithoutSbom: 2, visibility: 'all' },
  ),
  diffSboms: {
    body: {
      from: sampleSbom('sbom-1', '1.0.0'),
      to: sampleSbom('sbom-2', '2.0.0'),
      added: [],
      removed: [],
      changed: [
        {
          name: 'log-core',
          ecosystem: 'maven',
          purl: null,
          before: '2.14.1',
          after: '2.17.1',
          licencesBefore: ['Apache-2.0'],
          licencesAfter: ['Apache-2.0'],
          direction: 'upgrade',
        },
      ],
      licenceChanged: [],
      unchanged: 211,
    },
  },
  listLicences: page([], { newestSbomAt: null }),
};
