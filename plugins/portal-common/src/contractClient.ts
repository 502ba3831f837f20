import { Contract, RouteContract, RouteInput, RouteOutput } from './contract';
import { writeListItem } from './listText';
import { PortalRequestError, readErrorAnswer } from './portalRequestError';

/** One function per route of the contract. */
export type ContractClient<C extends Contract> = {
  [Name in keyof C]: (
    input: RouteInput<C[Name]>,
    options?: { signal?: AbortSignal },
  ) => Promise<RouteOutput<C[Name]>>;
};

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** The path with its parameters filled in and the query appended. */
export function routeUrl(route: RouteContract, input: LooseInput): string {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (Array.isArray(value)) {
      for (const item of value) query.append(name, writeListItem(String(item)));
    } else if (value !== undefined && value !== null) {
      query.append(name, String(value));
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * A typed client of a plugin's contract. Answers are checked, so a page never
 * renders what the contract does not promise.
 *
 * @throws PortalRequestError for every answer that is not 2xx.
 */
export function createContractClient<C extends Contract>(
  contract: C,
  options: { fetch: typeof fetch; baseUrl: string },
): ContractClient<C> {
  const call = async (
    route: RouteContract,
    input: LooseInput,
    signal?: AbortSignal,
  ) => {
    const hasBody = input.body !== undefined;
    const response = await options.fetch(
      `${options.baseUrl}${routeUrl(route, input)}`,
      {
        method: route.method,
        signal,
        headers: hasBody ? { 'content-type': 'application/json' } : undefined,
        body: hasBody ? JSON.stringify(input.body) : undefined,
      },
    );
    if (!response.ok) throw await readErrorAnswer(response);
    const text = await response.text();
    const parsed = route.response.safeParse(text ? JSON.parse(text) : {});
    if (!parsed.success) {
      throw new PortalRequestError({
        status: 502,
        name: 'ContractError',
        message: `The answer of ${route.method} ${route.path} is not what this page expects. Reload the page: the portal may have been updated.`,
        path: `/${parsed.error.issues[0]?.path.join('/') ?? ''}`,
      });
    }
    return parsed.data;
  };
  const entries = Object.entries(contract).map(([name, route]) => [
    name,
    (input: LooseInput = {}, { signal }: { signal?: AbortSignal } = {}) =>
      call(route, input, signal),
  ]);
  // Built from the contract's own entries, so names and types agree.
  return Object.fromEntries(entries) as ContractClient<C>;
}
