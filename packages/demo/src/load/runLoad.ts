import { performance } from 'node:perf_hooks';
import { Client } from 'undici';

/** A request as it goes over the wire, made before the clock starts. */
export interface LoadBody {
  body: Buffer;
  headers: Record<string, string>;
}

/** What a load is. It ends by `requests` or by `durationMs`, whichever comes first. */
export interface LoadOptions {
  url: string;
  /** Sent in turns. */
  bodies: LoadBody[];
  connections: number;
  durationMs?: number;
  requests?: number;
  /**
   * Headers that must differ per request, like a delivery id. Called once per
   * request, so it should do next to nothing.
   */
  headersOf?: (sent: number) => Record<string, string>;
}

/** What a load measured. */
export interface LoadResult {
  requests: number;
  seconds: number;
  ratePerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
  /** How often each status came; `error` for broken connections. */
  statuses: Record<string, number>;
}

const MAX_CONNECTIONS = 1024;
const MAX_REQUESTS = 5_000_000;
const MAX_DURATION_MS = 10 * 60_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Requests over kept connections, one at a time on each. Only this machine can
 * be loaded, and only for a while.
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const url = checkedUrl(options);
  const { bodies, connections } = options;
  const requests = options.requests ?? MAX_REQUESTS;
  const durationMs = options.durationMs ?? MAX_DURATION_MS;
  // 0.1 ms is fine enough, and four bytes per request little enough.
  let samples = new Uint32Array(1 << 16);
  let sent = 0;
  let done = 0;
  const statuses: Record<string, number> = {};
  const path = `${url.pathname}${url.search}`;
  const started = performance.now();
  const until = started + durationMs;

  const work = async (client: Client) => {
    while (sent < requests && performance.now() < until) {
      const turn = sent;
      sent += 1;
      const { body, headers } = bodies[turn % bodies.length];
      const own = options.headersOf?.(turn);
      const from = performance.now();
      const status = await post(
        client,
        path,
        own ? { ...headers, ...own } : headers,
        body,
      );
      if (done === samples.length) {
        const larger = new Uint32Array(samples.length * 2);
        larger.set(samples);
        samples = larger;
      }
      samples[done] = (performance.now() - from) * 10;
      done += 1;
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };

  const clients = Array.from(
    { length: connections },
    () => new Client(url.origin, { pipelining: 1 }),
  );
  try {
    await Promise.all(clients.map(work));
  } finally {
    await Promise.all(clients.map(client => client.destroy()));
  }
  const seconds = (performance.now() - started) / 1000;
  const sorted = samples.subarray(0, done).sort();
  return {
    requests: done,
    seconds,
    ratePerSecond: done / seconds,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    maxMs: quantile(sorted, 1),
    statuses,
  };
}

function checkedUrl({
  url: text,
  bodies,
  connections,
  durationMs,
  requests,
}: LoadOptions): URL {
  const url = new URL(text);
  if (url.protocol !== 'http:' || !LOOPBACK.test(url.hostname)) {
    throw new Error(
      `${url.origin} is not on this machine: only loopback addresses are loaded.`,
    );
  }
  if (bodies.length === 0) throw new Error('There is nothing to send.');
  if (durationMs === undefined && requests === undefined) {
    throw new Error('A load needs an end: durationMs or requests.');
  }
  const bounds: [name: string, value: number | undefined, max: number][] = [
    ['connections', connections, MAX_CONNECTIONS],
    ['durationMs', durationMs, MAX_DURATION_MS],
    ['requests', requests, MAX_REQUESTS],
  ];
  for (const [name, value, max] of bounds) {
    if (value !== undefined && !(value >= 1 && value <= max)) {
      throw new Error(`${name} is ${value}: it may be 1 to ${max}.`);
    }
  }
  return url;
}

/** The status alone; the answer's body is thrown away chunk by chunk. */
function post(
  client: Client,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<string> {
  return new Promise(resolve => {
    let status = 'error';
    client.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, statusCode) {
          status = `${statusCode}`;
        },
        onResponseData() {},
        onResponseEnd() {
          resolve(status);
        },
        onResponseError() {
          resolve('error');
        },
      },
    );
  });
}

function quantile(sorted: Uint32Array, ratio: number): number {
  if (sorted.length === 0) return 0;
  const index = Math.ceil(sorted.length * ratio) - 1;
  return sorted[Math.max(0, index)] / 10;
}
