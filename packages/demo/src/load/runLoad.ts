import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openConnection } from './connection';

/** What to send, where, and for how long. */
export const loadJobSchema = z.object({
  /** Full address; only this machine may be loaded. */
  url: z.url().refine(isThisMachine, 'load goes to this machine only'),
  /** Signs each body like GitHub when given. */
  secret: z.string().min(1).optional(),
  deliveries: z.array(z.object({ event: z.string(), body: z.string() })).min(1),
  connections: z.int().min(1).max(256),
  durationMs: z.int().min(100).max(600_000),
  /** Ends it earlier. */
  requests: z.int().min(1).max(5_000_000).optional(),
});

/** @see loadJobSchema */
export type LoadJob = z.infer<typeof loadJobSchema>;

/** What came of it. Times in milliseconds from request to the whole answer. */
export interface LoadResult {
  requests: number;
  ratePerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
}

function isThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

interface Prepared {
  /** Up to the value of the delivery id, the last header. */
  head: string;
  body: Buffer;
}

function prepare(job: LoadJob): Prepared[] {
  const { host, pathname } = new URL(job.url);
  return job.deliveries.map(({ event, body }) => {
    const bytes = Buffer.from(body);
    const signature =
      job.secret === undefined
        ? []
        : [
            `x-hub-signature-256: sha256=${createHmac('sha256', job.secret)
              .update(bytes)
              .digest('hex')}`,
          ];
    const lines = [
      `POST ${pathname} HTTP/1.1`,
      `host: ${host}`,
      'content-type: application/json',
      `content-length: ${bytes.length}`,
      `x-github-event: ${event}`,
      ...signature,
      'x-github-delivery: ',
    ];
    return { head: lines.join('\r\n'), body: bytes };
  });
}

const at = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Sends signed deliveries over a fixed number of connections, one request at a
 * time each, and measures the answers. Bodies are signed beforehand, so that
 * the sender takes as little of the machine as it can.
 */
export async function runLoad(asked: LoadJob): Promise<LoadResult> {
  // Here as well, so that no caller can point it at somebody else's machine.
  const job = loadJobSchema.parse(asked);
  const mostRequests = job.requests ?? Infinity;
  const prepared = prepare(job);
  const address = new URL(job.url);
  const run = randomUUID();
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const until = started + job.durationMs;

  const connection = async () => {
    const open = await openConnection(address);
    while (next < mostRequests && performance.now() < until) {
      const number = next++;
      const { head, body } = prepared[number % prepared.length];
      const begun = performance.now();
      const status = await open.send([
        Buffer.from(`${head}${run}-${number}\r\n\r\n`, 'latin1'),
        body,
      ]);
      times.push(performance.now() - begun);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    open.close();
  };

  await Promise.all(Array.from({ length: job.connections }, connection));
  const seconds = (performance.now() - started) / 1000;
  const sorted = Float64Array.from(times).sort();
  return {
    requests: times.length,
    ratePerSecond: times.length / seconds,
    p50Ms: at(sorted, 0.5),
    p95Ms: at(sorted, 0.95),
    p99Ms: at(sorted, 0.99),
    statuses,
  };
}
