import { FakeAnswers } from './fakePipelinesBackend';
import { ago, measured, sampleMeta } from './samplePipelines';

const range = { from: ago(40_000), to: ago(0) };
const shop = 'component:default/shop';
const counts = {
  tests: 212,
  passed: 210,
  failed: 1,
  skipped: 1,
  flaky: 1,
  seconds: 61,
};
const lost = (share: number) => ({
  queueHours: 4 * share,
  gateHours: 12 * share,
  retryHours: 2 * share,
  totalHours: 18 * share,
  jobs: 300,
  gates: 14,
  retries: 9,
});

/** A test in quarantine. */
export const sampleQuarantine = {
  id: '018f0000-0000-7000-8000-0000000000b1',
  entityRef: shop,
  suite: 'cart',
  name: 'adds twice',
  reason: 'SHOP-12: waits for a clock',
  createdBy: 'user:default/mei',
  createdAt: ago(3000),
  until: ago(-10_000),
  endedAt: null,
  endedBy: null,
  active: true,
};

const flakyTest = {
  kind: 'test',
  entityRef: shop,
  group: 'cart',
  name: 'adds twice',
  file: 'src/cart.test.ts',
  flakeRate: measured(0.12, 40),
  flakyCommits: 5,
  commits: 40,
  lastSeenAt: ago(50),
  lastSha: 'abcdef1234',
  lastRun: null,
  quarantine: null,
};

/** One report of the red run. */
export const sampleReport = {
  reportId: 'r1',
  entityRef: shop,
  format: 'junit',
  tool: 'jest',
  job: 'unit',
  branch: 'main',
  sha: 'abcdef1234',
  run: null,
  receivedAt: ago(10),
  counts,
  rejectedCount: 0,
  keptCases: 212,
};

/** A test that failed, with a message nobody should run. */
export const failedCase = {
  reportId: 'r1',
  suite: 'cart',
  name: 'adds <script>alert(1)</script>',
  file: 'src/cart.test.ts',
  result: 'failed',
  flaky: false,
  seconds: 1.2,
  message: 'Expected 2\nReceived <img src=x onerror=alert(1)>',
  knownFlaky: true,
  quarantined: false,
};

const figure = (covered: number, total: number) => ({
  covered,
  total,
  ratio: covered / total,
});

const coverage = (sha: string, covered: number) => ({
  entityRef: shop,
  sha,
  branch: 'main',
  at: ago(10),
  lines: figure(covered, 1000),
  branches: null,
  files: 12,
  run: null,
  parts: ['unit'],
  rejectedCount: 0,
});

/** Standard answers about tests and CI health. */
export const testAnswers: FakeAnswers = {
  ciHealth: {
    body: {
      range,
      tests: { ...counts, tests: 12_400, reports: 58 },
      flakyTests: 3,
      flakyJobs: 1,
      flakeRate: measured(0.031, 900, 0.02),
      quarantined: 1,
      lost: lost(1),
      lostBefore: lost(2),
      meta: sampleMeta,
    },
  },
  lostTime: {
    body: {
      range,
      meta: sampleMeta,
      total: lost(1),
      items: [
        {
          ...lost(1),
          owner: 'group:default/payments',
          entities: [{ ...lost(1), entityRef: shop }],
        },
      ],
    },
  },
  queueByPool: {
    body: {
      range,
      meta: sampleMeta,
      items: [
        {
          pool: 'linux-large',
          p50Seconds: measured(12),
          p95Seconds: measured(140, 300, 90),
          hours: 4,
        },
      ],
    },
  },
  listFlaky: ({ query }) => ({
    body: {
      nextCursor: null,
      range,
      meta: sampleMeta,
      items: [
        query.get('of') === 'jobs'
          ? { ...flakyTest, kind: 'job', group: 'CI', name: 'integration' }
          : flakyTest,
      ],
    },
  }),
  slowestTests: {
    body: {
      range,
      meta: sampleMeta,
      items: [
        {
          entityRef: shop,
          suite: 'search',
          name: 'indexes everything',
          file: null,
          meanSeconds: measured(31),
          totalSeconds: 4000,
        },
      ],
    },
  },
  listQuarantine: { body: { items: [sampleQuarantine], nextCursor: null } },
  addQuarantine: { body: sampleQuarantine },
  endQuarantine: { body: { ...sampleQuarantine, active: false } },
  runTests: {
    body: {
      nextCursor: null,
      reports: [sampleReport],
      counts,
      cases: [
        failedCase,
        {
          ...failedCase,
          name: 'adds once',
          result: 'passed',
          message: null,
          knownFlaky: false,
        },
      ],
      meta: sampleMeta,
    },
  },
  runCoverage: {
    body: {
      coverage: coverage('abcdef1234', 812),
      previous: coverage('1234abcdef', 830),
      linesDelta: -0.018,
      files: [
        { path: 'src/cart/total.ts', lines: figure(20, 90), branches: null },
      ],
      meta: sampleMeta,
    },
  },
  testHistory: {
    body: { items: [], flaky: null, quarantine: null },
  },
};
