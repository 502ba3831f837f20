import {
  DeliveryHeaders,
  HistoryRequest,
} from '@quarterdeck/plugin-ingest-node';

import { decodeJsonText } from '../service/decodeJson';

/** An answer of a provider's API. */
export interface ApiAnswer {
  status: number;
  headers: DeliveryHeaders;
  /** Decoded JSON; `undefined` when there was none. */
  body: unknown;
}

const timeoutMs = 30_000;
const maxBytes = 32 * 1024 * 1024;
const maxRedirects = 3;

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new Error('The answer is larger than 32 MiB.');
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** What Postgres cannot keep is replaced, as in what is sent to the door. */
const decoded = (text: string): unknown => {
  const json = decodeJsonText(text);
  return json.ok ? json.value : undefined;
};

/** The address of a request. The token goes to the API's own origin and nowhere else. */
function addressOf(baseUrl: string, path: string): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
  if (!path.startsWith('/') || url.origin !== new URL(baseUrl).origin) {
    throw new Error('The address of a request leaves the API.');
  }
  return url;
}

/**
 * Makes one call. Redirects, which GitHub answers for renamed repositories,
 * are followed within the origin. Throws on faults of the network only; errors
 * never carry the token.
 */
export async function callApi(options: {
  baseUrl: string;
  request: Pick<HistoryRequest, 'method' | 'path'>;
  authorization: Record<string, string>;
  signal: AbortSignal;
}): Promise<ApiAnswer> {
  const { request, baseUrl } = options;
  const method = request.method ?? 'GET';
  let url = addressOf(baseUrl, request.path);
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'user-agent': 'quarterdeck-history',
        ...options.authorization,
      },
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const location = response.headers.get('location');
    const body = await readBounded(response);
    if (
      method === 'GET' &&
      location &&
      [301, 302, 307, 308].includes(response.status) &&
      redirects < maxRedirects
    ) {
      const target = new URL(location, url);
      if (target.origin !== url.origin) {
        throw new Error('The API sends the request to another host.');
      }
      url = target;
      continue;
    }
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: decoded(body),
    };
  }
}
