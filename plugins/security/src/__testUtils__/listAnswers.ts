import {
  ago,
  counts,
  inDays,
  knowledge,
  sampleDetail,
  sampleFinding,
  sampleHistory,
  sampleScan,
} from './sampleFindings';
import { meta } from './overviewAnswers';
import { SeenRequest } from '@quarterdeck/plugin-portal-react/testUtils';

const page = (items: unknown[], more: object = {}) => ({
  body: { items, nextCursor: null, ...more },
});

const done = (action: unknown, changed = 1) => ({
  actionId: 'action-1',
  at: ago(0),
  by: 'user:default/mei',
  action,
  changed,
  unchanged: 0,
  undoneAt: null,
  undoneBy: null,
  canUndo: true,
});

/** A page of findings; `total` as counted. */
export const findingsPage = (
  items: unknown[],
  some: {
    total?: number;
    knowledge?: unknown;
    visibility?: 'all' | 'own';
    nextCursor?: string;
  } = {},
) => ({
  body: {
    items,
    nextCursor: some.nextCursor ?? null,
    total: { count: some.total ?? items.length, capped: false },
    knowledge: some.knowledge ?? knowledge(),
    meta: { ...meta, visibility: some.visibility ?? 'all' },
  },
});

const facet = (value: string, count: number) => ({ value, count });

/** What the preview of a change of two findings answers. */
export const samplePreview = {
  matched: 2,
  willChange: 2,
  unchanged: 0,
  bySeverity: counts({ high: 2 }),
  entities: 1,
  refused: [],
  samples: [sampleFinding('f1'), sampleFinding('f2')],
  overLimit: false,
  token: 'token-1',
};

/** Lists and changes of findings. */
export const listAnswers = {
  listFindings: findingsPage(
    [
      sampleFinding('f1', {
        title: 'Prototype pollution',
        severity: 'critical',
      }),
      sampleFinding('f2', {
        title: 'Live cloud key',
        kind: 'secret',
        reopenedCount: 1,
      }),
      sampleFinding('f3', {
        title: 'Advisory without score',
        severity: 'unknown',
        exploit: { epss: null, knownExploited: false },
        sla: { state: 'none', dueAt: null, days: null, remainingSeconds: null },
      }),
    ],
    { total: 205 },
  ),
  findingGroups: page([
    {
      key: 'component:default/ledger',
      label: 'component:default/ledger',
      count: 12,
      bySeverity: counts({ high: 12 }),
      pastDue: 1,
      entities: 1,
    },
  ]),
  findingFacets: {
    body: {
      views: [
        { view: 'needs_triage', count: { count: 38, capped: false } },
        { view: 'not_fixed', count: { count: 205, capped: false } },
      ],
      severity: [facet('critical', 4)],
      state: [facet('open', 200)],
      kind: [facet('secret', 3)],
      sla: [],
      tool: [facet('trivy', 9)],
      entity: [facet('component:default/ledger', 12)],
      assignee: [],
      environment: [],
      capped: false,
    },
  },
  listSavedViews: {
    body: {
      items: [
        {
          id: 'view-1',
          name: 'Ours that hurt',
          query: 'severity=critical',
          owner: 'group:default/payments',
          shared: true,
          createdBy: 'user:default/ravi',
          createdAt: ago(900),
          changedBy: 'user:default/ravi',
          changedAt: ago(900),
        },
      ],
      owners: ['user:default/mei', 'group:default/payments'],
    },
  },
  createSavedView: ({ body }: SeenRequest) => ({
    body: {
      id: 'view-2',
      name: 'x',
      query: '',
      owner: 'group:default/payments',
      shared: true,
      createdBy: 'user:default/mei',
      createdAt: ago(0),
      changedBy: 'user:default/mei',
      changedAt: ago(0),
      ...(body && typeof body === 'object' ? body : {}),
    },
  }),
  getFinding: ({ params }: SeenRequest) => ({ body: sampleDetail(params.id) }),
  findingHistory: page(sampleHistory),
  relatedFindings: {
    body: {
      groups: [
        {
          relation: 'same_rule',
          total: { count: 1, capped: false },
          items: [sampleFinding('r1', { title: 'Another of this rule' })],
        },
      ],
      visibility: 'all',
    },
  },
  actOnFinding: ({ params, body }: SeenRequest) => ({
    body: { done: done(body), finding: sampleDetail(params.id) },
  }),
  previewBulk: { body: samplePreview },
  applyBulk: ({ body }: SeenRequest) => ({
    body: {
      done: done(
        body && typeof body === 'object' && 'action' in body ? body.action : {},
        2,
      ),
      refused: [],
    },
  }),
  undoAction: {
    body: {
      done: {
        ...done({ action: 'assign', assignee: null }, 2),
        undoneAt: ago(0),
        undoneBy: 'user:default/mei',
        canUndo: false,
      },
      restored: 2,
      kept: 0,
    },
  },
  listImports: page([
    sampleScan('scan-1'),
    sampleScan('scan-2', { status: 'failed', statusReason: 'exit 137' }),
  ]),
  getImport: ({ params }: SeenRequest) => ({
    body: {
      ...sampleScan(params.id),
      previousId: null,
      nextId: null,
      rejects: [],
    },
  }),
  importFindings: page([
    {
      outcome: 'updated',
      finding: sampleFinding('f1'),
      changes: [{ field: 'fix', before: null, after: '6.5.3' }],
    },
  ]),
  listAcceptances: page([
    {
      id: 'acceptance-1',
      scope: {
        of: 'vulnerability',
        vulnerability: 'CVE-2026-21840',
        entities: [],
      },
      title: 'Prototype pollution in qs-like',
      owner: 'user:default/mei',
      reason: 'Not reachable behind the gateway',
      createdBy: 'user:default/mei',
      createdAt: ago(1000),
      expiresAt: inDays(5.5),
      state: 'ending',
      endedAt: null,
      endedBy: null,
      endReason: null,
      nextReminderAt: inDays(2),
      findings: 4,
      bySeverity: counts({ high: 4 }),
      entities: 2,
      canRevoke: true,
    },
  ]),
};
