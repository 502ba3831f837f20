import { Contract } from '@quarterdeck/plugin-portal-common';

/** A request as the backend saw it. */
export interface SeenRequest {
  /** Name of the contract's route, or a path that is none of it. */
  route: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** What was sent, as JSON; absent without one. */
  body?: unknown;
}

/** An answer, or a failure as `{ status, message }`. */
export type FakeAnswer =
  | { status: number; name?: string; message: string }
  | { body: unknown };

/** Answers by route of a contract. */
export type FakeAnswersOf<Routes extends Contract> = Partial<
  Record<keyof Routes, FakeAnswer | ((seen: SeenRequest) => FakeAnswer)>
>;

function matchRoute<Routes extends Contract>(
  contract: Routes,
  method: string,
  path: string,
) {
  const routes = Object.entries(contract).sort(
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
      return { name, route, params: Object.fromEntries(params) };
    }
  }
  return undefined;
}

/**
 * A backend in memory that speaks a contract; an answer that the contract does not
 * allow fails the test.
 *
 * @param standard - what it answers unless a test says otherwise
 */
export function fakeBackend<Routes extends Contract>(
  contract: Routes,
  standard: FakeAnswersOf<Routes>,
  answers: FakeAnswersOf<Routes> = {},
) {
  const seen: SeenRequest[] = [];
  const all: FakeAnswersOf<Routes> = { ...standard, ...answers };
  const fetchFake: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const match = matchRoute(contract, init?.method ?? 'GET', url.pathname);
    const record: SeenRequest = {
      route: match?.name ?? url.pathname,
      params: match?.params ?? {},
      query: url.searchParams,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    seen.push(record);
    const chosen = (match && all[match.name]) ?? {
      status: 404,
      message: `Nothing at ${url.pathname}.`,
    };
    const answer: FakeAnswer =
      typeof chosen === 'function' ? chosen(record) : chosen;
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
    of: (route: keyof Routes) => seen.filter(one => one.route === route),
  };
}
