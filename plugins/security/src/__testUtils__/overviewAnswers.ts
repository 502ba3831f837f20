import { Measured } from '@quarterdeck/plugin-portal-common';
import {
  ago,
  counts,
  inDays,
  knowledge,
  sampleDays,
  sampleFinding,
  sampleScan,
} from './sampleFindings';

const measured = (
  value: number | null,
  previous: number | null = null,
): Measured => ({
  value,
  previous,
  n: 74,
  tooFew: false,
  ...(value === null && { reason: 'no_data' as const }),
});

/** Answers are read now, by somebody who may see everything. */
export const meta = {
  asOf: ago(0),
  lastEventAt: ago(2),
  lagSeconds: 0,
  stale: false,
  visibility: 'all' as const,
};

const range = { from: ago(90 * 24 * 60), to: ago(0) };

/** The tiles. */
export const sampleOverview = {
  range,
  knowledge: knowledge(),
  open: counts({
    critical: 4,
    high: 21,
    medium: 88,
    low: 61,
    info: 9,
    unknown: 3,
  }),
  openTotal: measured(186, 200),
  pastDue: measured(2, 1),
  dueSoon: measured(6, 6),
  timeToFixMedianSeconds: measured(11 * 86_400, 13 * 86_400),
  timeToFixMeanSeconds: measured(14 * 86_400, 13 * 86_400),
  created: measured(40, 30),
  fixed: measured(54, 20),
  reopened: measured(3, 5),
  netResolveRate: measured(0.9, 0.7),
  meanAgeSeconds: measured(30 * 86_400, null),
  slaMetRatio: measured(0.82, 0.7),
  accepted: measured(3, 3),
  acceptedEnding: measured(1, 0),
  riskScore: measured(470, 520),
  secrets: { toRotate: 2, verified: 1, blocked: null, bypassed: null },
  meta,
};

/** Charts, tops and due dates. */
export const overviewAnswers = {
  overview: { body: sampleOverview },
  overviewDays: {
    body: { range, points: sampleDays, knownFrom: ago(90 * 24 * 60) },
  },
  slaBurnDown: {
    body: {
      range,
      startCount: 20,
      points: sampleDays.map(({ at, partial }, index) => ({
        at,
        partial,
        remaining: 20 - index * 2,
        overdue: index > 2 ? 1 : 0,
        allowed: 18 - index * 2,
      })),
    },
  },
  topRisks: {
    body: {
      components: [
        {
          entityRef: 'component:default/ledger',
          open: counts({ critical: 2, high: 5 }),
          riskScore: 45,
          newCount: 3,
          pastDue: 2,
          previousRiskScore: 60,
        },
      ],
      vulnerabilities: [
        {
          vulnerabilityId: 'CVE-2026-21840',
          title: 'Prototype pollution in qs-like',
          severity: 'critical',
          entities: 4,
          findings: 6,
          knownExploited: true,
          epss: 0.71,
          hasFix: true,
        },
      ],
      rules: [
        {
          tool: 'codeql',
          ruleId: 'js/sql-injection',
          title: 'SQL built from request input',
          severity: 'high',
          entities: 2,
          findings: 3,
        },
      ],
    },
  },
  sla: {
    body: {
      range,
      bySeverity: [
        {
          severity: 'critical',
          days: 7,
          open: 4,
          breached: 2,
          dueSoon: 1,
          paused: 0,
          met: 9,
          missed: 1,
        },
        {
          severity: 'unknown',
          days: null,
          open: 3,
          breached: 0,
          dueSoon: 0,
          paused: 0,
          met: 0,
          missed: 0,
        },
      ],
      dueSoon: [sampleFinding('due')],
      longestOverdue: [
        sampleFinding('over', {
          sla: {
            state: 'breached',
            dueAt: inDays(-2),
            days: 7,
            remainingSeconds: -2.2 * 86_400,
          },
        }),
      ],
    },
  },
  listFeeds: {
    body: {
      items: [
        {
          feed: 'epss',
          asOf: ago(1440),
          loadedAt: ago(1400),
          loadedBy: 'user:default/mei',
          entries: 250_000,
          rejected: 0,
          stale: false,
        },
        {
          feed: 'kev',
          asOf: null,
          loadedAt: null,
          loadedBy: null,
          entries: 0,
          rejected: 0,
          stale: false,
        },
      ],
      canImport: false,
    },
  },
  home: {
    body: {
      knowledge: knowledge(),
      open: counts({ critical: 1, high: 4 }),
      pastDue: 2,
      assignedToMe: 1,
      needsTriage: 3,
      worst: [
        sampleFinding('worst', {
          title: 'Prototype pollution in qs-like',
          severity: 'critical',
        }),
      ],
      services: [],
      meta,
    },
  },
  entitySummary: {
    body: {
      entityRef: 'component:default/payments-api',
      knowledge: knowledge({ entities: 1, fresh: 1 }),
      open: counts({ critical: 1, high: 4, medium: 2 }),
      pastDue: 1,
      riskScore: 36,
      sinceDeployment: {
        at: ago(600),
        version: '5.21.4',
        created: 2,
        fixed: 1,
      },
      worst: ['a', 'b', 'c'].map(id =>
        sampleFinding(id, { title: `Worst ${id}` }),
      ),
      lastScans: [sampleScan('scan-1')],
      coverage: [
        {
          kind: 'sast',
          state: 'fresh',
          tools: ['codeql'],
          lastScanAt: ago(48),
          lastCompleteAt: ago(48),
          ageSeconds: 48 * 60,
          maxAgeSeconds: 604_800,
          importId: 'scan-1',
          run: null,
          stage: 'test',
          open: 3,
        },
        {
          kind: 'licence',
          state: 'stale',
          tools: ['license-checker'],
          lastScanAt: ago(9 * 24 * 60),
          lastCompleteAt: ago(9 * 24 * 60),
          ageSeconds: 9 * 86_400,
          maxAgeSeconds: 604_800,
          importId: 'scan-2',
          run: null,
          stage: null,
          open: 0,
        },
      ],
      trend: sampleDays,
      gate: {
        environment: 'production',
        verdict: 'fail',
        at: ago(30),
        evaluationId: 'evaluation-1',
      },
      meta,
    },
  },
};
