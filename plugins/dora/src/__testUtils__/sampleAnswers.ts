import type { FakeAnswers } from './fakeDoraBackend';
import {
  sampleBase,
  sampleBuckets,
  sampleOverview,
  sampleSeries,
} from './sampleFigures';
import {
  sampleDeployment,
  sampleDeploymentAnswer,
  sampleFailed,
  sampleHow,
  sampleLead,
  sampleServiceRow,
} from './sampleLists';

/** What a backend answers that knows one busy service. */
export const standardAnswers: FakeAnswers = {
  overview: { body: sampleOverview() },
  series: { body: sampleSeries() },
  scatter: ({ query }) => ({
    body: {
      ...sampleBase,
      total: 2,
      median: 3_120,
      items:
        query.get('metric') === 'change_lead_time'
          ? [
              dot('lead-1', '2026-09-02T10:00:00Z', 40_000),
              dot('lead-2', '2026-09-09T10:00:00Z', 90_000),
            ]
          : [
              dot('rec-1', '2026-09-03T10:00:00Z', 3_120),
              { ...dot('rec-2', '2026-09-16T09:00:00Z', 14_160), open: true },
            ],
    },
  }),
  listSamples: ({ query }) => ({
    body: {
      ...sampleBase,
      nextCursor: null,
      total: 1,
      items: [
        query.get('metric') === 'change_lead_time' ? sampleLead : sampleFailed,
      ],
    },
  }),
  listServices: {
    body: {
      ...sampleBase,
      nextCursor: null,
      services: 2,
      hiddenServices: 0,
      unit: 'week',
      buckets: sampleBuckets,
      items: [sampleServiceRow('ledger'), sampleServiceRow('payments-api')],
    },
  },
  listQuality: {
    body: {
      ...sampleBase,
      nextCursor: null,
      byKind: [
        { kind: 'missing_sha', count: 2 },
        { kind: 'clamped', count: 1 },
      ],
      items: [
        {
          id: 'q1',
          kind: 'missing_sha',
          service: 'component:default/payments-api',
          entityRef: 'component:default/payments-api',
          deploymentId: 'git.example/77',
          subject: 'git.example/77',
          at: '2026-09-10T10:00:00Z',
        },
      ],
    },
  },
  getDeployment: { body: sampleDeploymentAnswer() },
  classifyDeployment: ({ body }) => ({
    body: {
      id: '6f1c1a55-2b7e-4c5d-9f0a-0c3c9a1d2e3f',
      deploymentId: sampleDeployment.id,
      entityRef: sampleDeployment.entityRef,
      fixedBy: null,
      by: 'user:default/mei',
      at: '2026-09-17T09:59:00Z',
      undoneAt: null,
      undoneBy: null,
      undoReason: null,
      ...(body as object),
    },
  }),
  undoClassification: {
    body: {
      ...sampleDeploymentAnswer().classifications[0],
      undoneAt: '2026-09-17T10:00:00Z',
      undoneBy: 'user:default/mei',
    },
  },
  howComputed: { body: sampleHow },
  benchmarks: {
    body: {
      chosen: 'quick',
      industry: 'all',
      tables: [],
      industries: [],
      set: null,
      inherited: { benchmark: 'quick', industry: 'all', thresholds: null },
      canSet: true,
    },
  },
  listMarkers: {
    body: {
      canManage: true,
      items: [
        {
          id: '1d1f7d64-53a0-4d7a-8d61-0f8a7f4d1c11',
          scopeRef: null,
          at: '2026-09-07T00:00:00.000Z',
          label: 'we cut batch size',
          by: 'user:default/mei',
          createdAt: '2026-09-08T00:00:00.000Z',
        },
      ],
    },
  },
};

function dot(id: string, at: string, seconds: number) {
  return {
    id,
    at,
    seconds,
    open: false,
    service: 'component:default/payments-api',
    entityRef: 'component:default/payments-api',
    deploymentId: 'git.example/42',
    label: `change ${id}`,
  };
}
