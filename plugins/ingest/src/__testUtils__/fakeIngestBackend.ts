import {
  ingestContract,
  PreviewAnswer,
} from '@quarterdeck/plugin-ingest-common';
import {
  sampleBody,
  sampleCauses,
  sampleDeadLetter,
  sampleDelivery,
  sampleHistory,
  sampleOverview,
  sampleReaders,
  sampleReceipt,
  sampleSources,
  sampleUnclaimed,
} from './sampleIngest';

type RouteName = keyof typeof ingestContract;

/** A request as the backend saw it. */
export interface SeenRequest {
  /** Name of the contract's route, or the path of a preview. */
  route: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Headers;
  body: string;
}

/** An answer, or a failure as `{ status, message }`. */
export type FakeAnswer =
  | { status: number; name?: string; message: string; path?: string }
  | { body: unknown };

type FakeAnswers = Partial<
  Record<
    RouteName | 'preview',
    FakeAnswer | ((seen: SeenRequest) => FakeAnswer)
  >
>;

const previewAnswer: PreviewAnswer = {
  status: 202,
  outcome: 'accepted',
  parsedAs: 'workflow_run.completed',
  check: 'No signature was sent; the door would refuse it.',
  events: [
    {
      type: 'ci.run.v1',
      subject: 'github.com/acme/shop#workflow=CI',
      entityRef: 'component:default/shop',
      resolvedBy: 'annotation',
      occurredAt: '2026-06-02T12:00:00.000Z',
      correlation: { commit: 'abc' },
      data: { title: '<b>bold</b>' },
    },
  ],
};

const standard: FakeAnswers = {
  getOverview: { body: sampleOverview },
  listSources: { body: { items: sampleSources } },
  listReaders: { body: { head: '48210337', items: sampleReaders } },
  listRejected: { body: { items: sampleCauses } },
  listDeliveries: { body: { items: [sampleDelivery] } },
  getDelivery: { body: sampleDelivery },
  getDeliveryBody: { body: sampleBody },
  replayDelivery: {
    body: { receipt: sampleReceipt, outcome: 'accepted', events: 3 },
  },
  fetchHistory: { body: { ...sampleHistory, state: 'running' } },
  stopHistory: { body: { ...sampleHistory, state: 'stopped' } },
  replayRejected: {
    body: { accepted: 12, rejected: 2, gone: 0, more: false, items: [] },
  },
  listUnclaimed: { body: { items: sampleUnclaimed } },
  listClaims: { body: { items: [] } },
  claimSubject: seen => {
    const { key, entityRef } = JSON.parse(seen.body);
    return { body: { key, entityRef, position: '48210338' } };
  },
  listDeadLetters: { body: { items: [sampleDeadLetter] } },
  replayDeadLetter: { body: { done: true } },
  restartReader: { body: { done: true } },
  rebuildReader: { body: { done: true } },
  preview: { body: previewAnswer },
};

function matchRoute(
  method: string,
  path: string,
): { name: RouteName; params: Record<string, string> } | undefined {
  for (const [name, route] of Object.entries(ingestContract)) {
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

/** A backend in memory for tests and for looking at the page without a portal. */
export function fakeIngestBackend(answers: FakeAnswers = {}) {
  const seen: SeenRequest[] = [];
  const fetchFake: typeof fetch = async (input, init) => {
    const request = new Request(String(input), init);
    const url = new URL(request.url);
    const path = url.pathname.replace(/^.*\/api\/ingest/, '');
    const preview = path.startsWith('/v1/preview/');
    const match = preview ? undefined : matchRoute(request.method, path);
    const record: SeenRequest = {
      route: match?.name ?? path,
      params: match?.params ?? {},
      query: url.searchParams,
      headers: request.headers,
      body: await request.text(),
    };
    seen.push(record);
    const name = preview ? 'preview' : match?.name;
    const chosen = name && (answers[name] ?? standard[name]);
    const answer =
      typeof chosen === 'function'
        ? chosen(record)
        : chosen ?? { status: 404, message: `Nothing at ${path}.` };
    return 'body' in answer
      ? new Response(JSON.stringify(answer.body), { status: 200 })
      : new Response(
          JSON.stringify({
            error: {
              name: answer.name ?? 'Error',
              message: answer.message,
              path: answer.path,
            },
          }),
          { status: answer.status },
        );
  };
  return {
    fetch: fetchFake,
    seen,
    /** Requests of one route. */
    of: (route: string) => seen.filter(one => one.route === route),
  };
}
