import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
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

/** Names of the contract's routes. */
type RouteName = keyof typeof pipelinesContract;

/** A request as the backend saw it. */
export interface SeenRequest {
  route: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** What was sent, as JSON; absent without one. */
  body?: unknown;
}

/** An answer, or a failure as `{ status, message }`. */
type FakeAnswer =
  | { status: number; name?: string; message: string }
  | { body: unknown };

/** Answers by route; what is not named gets a standard one. */
export type FakeAnswers = Partial<
  Record<RouteName, FakeAnswer | ((seen: SeenRequest) => FakeAnswer)>
>;

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

function matchRoute(method: string, path: string) {
  for (const [name, route] of Object.entries(pipelinesContract)) {
    const pattern = new RegExp(
      `^${route.path.replace(/:([A-Za-z]+)/g, '(?<$1>[^/]+)')}$`,
    );
    const match = route.method === method ? pattern.exec(path) : null;
    if (match) {
      const params = Object.entries(match.groups ?? {}).map(
        ([key, value]) => [key, decodeURIComponent(value)] as const,
      );
      // Keys of the contract itself.
      return { name: name as RouteName, params: Object.fromEntries(params) };
    }
  }
  return undefined;
}

/** A backend in memory. */
export function fakePipelinesBackend(answers: FakeAnswers = {}) {
  const seen: SeenRequest[] = [];
  const fetchFake: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const match = matchRoute(init?.method ?? 'GET', url.pathname);
    const record: SeenRequest = {
      route: match?.name ?? url.pathname,
      params: match?.params ?? {},
      query: url.searchParams,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    seen.push(record);
    const chosen = match && (answers[match.name] ?? standard[match.name]);
    const answer =
      typeof chosen === 'function'
        ? chosen(record)
        : chosen ?? { status: 404, message: `Nothing at ${url.pathname}.` };
    return 'body' in answer
      ? new Response(JSON.stringify(answer.body), { status: 200 })
      : new Response(
          JSON.stringify({
            error: { name: answer.name ?? 'Error', message: answer.message },
          }),
          { status: answer.status },
        );
  };
  return {
    fetch: fetchFake,
    seen,
    /** Requests of one route. */
    of: (route: RouteName) => seen.filter(one => one.route === route),
  };
}
