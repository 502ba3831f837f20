import { securityContract } from '@quarterdeck/plugin-security-common';
import { gateAnswers } from './gateAnswers';
import { listAnswers } from './listAnswers';
import { overviewAnswers } from './overviewAnswers';
import { policyAnswers } from './policyAnswers';
import { vexAnswers } from './vexAnswers';

/** Names of the contract's routes. */
type RouteName = keyof typeof securityContract;

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

const standard: FakeAnswers = {
  ...overviewAnswers,
  ...listAnswers,
  ...gateAnswers,
  ...policyAnswers,
  ...vexAnswers,
};

function matchRoute(method: string, path: string) {
  const routes = Object.entries(securityContract).sort(
    // A fixed path before one with a name in it.
    ([, a], [, b]) => a.path.split(':').length - b.path.split(':').length,
  );
  for (const [name, route] of routes) {
    const pattern = new RegExp(
      `^${route.path.replace(/:([A-Za-z]+)/g, '(?<$1>[^/]+)')}$`,
    );
    const match = route.method === method ? pattern.exec(path) : null;
    if (match) {
      const params = Object.entries(match.groups ?? {}).map(
        ([key, value]) => [key, decodeURIComponent(value)] as const,
      );
      // Keys of the contract itself.
      return {
        name: name as RouteName,
        route,
        params: Object.fromEntries(params),
      };
    }
  }
  return undefined;
}

/** A backend in memory; an answer that the contract does not allow fails the test. */
export function fakeSecurityBackend(answers: FakeAnswers = {}) {
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
    if ('body' in answer) {
      match?.route.response.parse(answer.body);
      return new Response(JSON.stringify(answer.body), { status: 200 });
    }
    return new Response(
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
