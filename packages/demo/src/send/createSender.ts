import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { PlannedDelivery } from '../history/plan';
import { requestOf, Senders, SignedRequest } from './requestOf';

/** Where and how deliveries are sent. */
export interface SenderOptions {
  /** The portal, without a path: `http://localhost:7007`. */
  portal: string;
  /** Who may send here; deliveries of the others are left out. */
  senders: Senders;
  concurrency: number;
  /** How long a door that answers 429 or 503, or not at all, is tried again. */
  patienceMs?: number;
  signal?: AbortSignal;
  /** Told what the door said of a delivery it did not take. */
  onRefused?: (line: string) => void;
}

/** What became of the deliveries so far. */
export interface SendCounts {
  /** 202: new to the door. */
  accepted: number;
  /** 200: the door had it already. */
  repeated: number;
  /** 422 and the like: kept as rejected, or refused. */
  refused: number;
  /** Of senders without a secret. */
  leftOut: number;
  /** Tried again, for 429, 503 or a broken connection. */
  retries: number;
}

export interface Sender {
  counts: SendCounts;
  send(delivery: PlannedDelivery): Promise<void>;
  /** All of them, some at the same time; starts in order. */
  sendAll(
    deliveries: Iterable<PlannedDelivery>,
    onProgress?: () => void,
  ): Promise<void>;
  close(): Promise<void>;
}

/** The door will not have anything from us: trying on is of no use. */
export class DoorRefusedError extends Error {
  override name = 'DoorRefusedError';
}

const HOPELESS = new Set([401, 403, 404]);

/** Sends webhooks by kept connections, and again when the door asks to wait. */
export function createSender(options: SenderOptions): Sender {
  const { signal, patienceMs = 120_000 } = options;
  const pool = new Pool(new URL(options.portal).origin, {
    connections: options.concurrency,
    pipelining: 1,
    headersTimeout: 60_000,
  });
  const counts = {
    accepted: 0,
    repeated: 0,
    refused: 0,
    retries: 0,
    leftOut: 0,
  };

  async function attempt(
    request: SignedRequest,
  ): Promise<{ waitMs: number } | undefined> {
    const { statusCode, headers, body } = await pool.request({
      method: 'POST',
      path: request.path,
      headers: request.headers,
      body: request.body,
    });
    if (statusCode === 429 || statusCode === 503) {
      await body.dump();
      const seconds = Number(headers['retry-after']);
      return { waitMs: seconds > 0 ? Math.min(seconds, 30) * 1000 : 500 };
    }
    if (HOPELESS.has(statusCode)) {
      throw new DoorRefusedError(
        `The door of ${options.portal} refuses ${
          request.path.split('?')[0]
        }: ${statusCode} ${(await body.text()).slice(0, 500)}`,
      );
    }
    if (statusCode >= 400) {
      options.onRefused?.(
        `${request.path.split('?')[0]} ${statusCode} ${(
          await body.text()
        ).slice(0, 500)}`,
      );
    } else await body.dump();
    if (statusCode === 202) counts.accepted += 1;
    else if (statusCode === 200) counts.repeated += 1;
    else counts.refused += 1;
    return undefined;
  }

  async function send(delivery: PlannedDelivery): Promise<void> {
    const sender = options.senders[delivery.source];
    if (!sender) {
      counts.leftOut += 1;
      return;
    }
    const bytes = bytesOf(delivery.body());
    const giveUpAt = Date.now() + patienceMs;
    for (let failures = 0; ; failures++) {
      signal?.throwIfAborted();
      let waitMs = Math.min(5_000, 200 * 2 ** Math.min(failures, 6));
      try {
        // Signed anew each time: some signatures hold the time.
        const again = await attempt(
          requestOf(sender, delivery, bytes, new Date()),
        );
        if (!again) return;
        waitMs = again.waitMs;
      } catch (error) {
        if (error instanceof DoorRefusedError || Date.now() > giveUpAt) {
          throw error;
        }
      }
      if (Date.now() > giveUpAt) {
        throw new DoorRefusedError(
          `The door of ${options.portal} has asked to wait for ${
            patienceMs / 1000
          } s.`,
        );
      }
      counts.retries += 1;
      await sleep(waitMs, undefined, { signal });
    }
  }

  async function sendAll(
    deliveries: Iterable<PlannedDelivery>,
    onProgress?: () => void,
  ): Promise<void> {
    const iterator = deliveries[Symbol.iterator]();
    let failed = false;
    const work = async () => {
      for (;;) {
        const next = failed ? undefined : iterator.next();
        if (!next || next.done) return;
        try {
          await send(next.value);
        } catch (error) {
          failed = true;
          throw error;
        }
        onProgress?.();
      }
    };
    const workers = Array.from({ length: options.concurrency }, work);
    const results = await Promise.allSettled(workers);
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
    }
  }

  return { counts, send, sendAll, close: () => pool.destroy() };
}

function bytesOf(body: object | string): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
