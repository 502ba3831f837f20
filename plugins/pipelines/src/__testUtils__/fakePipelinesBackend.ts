import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import {
  fakeBackend,
  FakeAnswersOf,
} from '@quarterdeck/plugin-portal-react/testUtils';
import { gateAnswers } from './gateAnswers';
import { testAnswers } from './testAnswers';
import {
  measured,
  redRunAnswer,
  sampleFacets,
  sampleFailing,
  sampleMeta,
  sampleOverview,
  sampleRun,
  sampleSinceGreen,
} from './samplePipelines';

/** Answers by route; what is not named gets a standard one. */
export type FakeAnswers = FakeAnswersOf<typeof pipelinesContract>;

const list = (items: unknown[], nextCursor: string | null = null) => ({
  body: {
    items,
    nextCursor,
    total: { count: 1284, capped: false },
    meta: sampleMeta,
  },
});

const standard: FakeAnswers = {
  ...gateAnswers,
  ...testAnswers,
  listRuns: ({ query }) =>
    query.get('cursor')
      ? list([sampleRun('3')])
      : list([sampleRun('1', 'running'), sampleRun('2', 'failed')], 'next'),
  overview: { body: sampleOverview },
  failing: { body: { items: [sampleFailing()], total: 1, meta: sampleMeta } },
  facets: { body: sampleFacets },
  getRun: { body: redRunAnswer() },
  sinceGreen: { body: sampleSinceGreen },
  runHistory: { body: { items: [] } },
  listJobs: { body: { items: redRunAnswer().jobs, nextCursor: null } },
  exportRuns: { body: [] },
  trend: {
    body: {
      range: sampleOverview.range,
      zone: 'UTC',
      days: [
        {
          day: '2026-09-17',
          partial: true,
          passed: 9,
          flaky: 1,
          failed: 1,
          cancelled: 0,
          other: 0,
          successRate: 0.91,
          durationP50Seconds: 400,
          durationP95Seconds: 900,
          n: 11,
        },
      ],
      meta: sampleMeta,
    },
  },
  slowest: ({ query }) => ({
    body: {
      range: sampleOverview.range,
      items: [
        {
          entityRef: 'component:default/payments-api',
          instance: 'github.com',
          project: 'acme/payments-api',
          pipeline: 'CI',
          job: query.get('of') === 'jobs' ? 'integration' : null,
          p50Seconds: measured(400),
          p95Seconds: measured(900, 40, 700),
        },
      ],
      meta: sampleMeta,
    },
  }),
};

/** A backend in memory. */
export const fakePipelinesBackend = (answers?: FakeAnswers) =>
  fakeBackend(pipelinesContract, standard, answers);
