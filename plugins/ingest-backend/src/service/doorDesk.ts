import { createHash } from 'node:crypto';
import { Delivery } from '@quarterdeck/plugin-ingest-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { portalMetrics } from '@quarterdeck/plugin-portal-node';
import { BodyVault } from './bodyVault';
import { NewDelivery, Reading, RepeatKey, StoreOutcome } from './delivery';
import { DoorSource } from './doorSources';
import { GroupCommit } from './groupCommit';
import { CountedOutcome, SourceCounters } from './sourceCounters';

/** What all doors share: sources, storage, counters. */
export interface DoorDesk {
  sources: ReadonlyMap<string, DoorSource>;
  vault: BodyVault;
  logger: LoggerService;
  keepKeysDays: number;
  /** Settles after the commit. */
  store(delivery: NewDelivery): Promise<StoreOutcome>;
  /** Counts and times an answered request, and logs a refused one. */
  answered(request: AnsweredRequest): void;
  /** Counts what was fetched instead of sent, once it is stored. */
  fetched(delivery: NewDelivery): void;
}

/** A request that has been answered. */
export interface AnsweredRequest {
  door: Delivery['door'];
  /** `undefined` when no source could be named. */
  source?: string;
  status: number;
  /** Epoch milliseconds. */
  startedAt: number;
  seconds: number;
  outcome: CountedOutcome;
  message?: string;
  delivery?: NewDelivery;
}

const tenMinutesMs = 600_000;

const sha256 = (body: Buffer) =>
  createHash('sha256').update(body).digest('hex');

/** The key by which a repeat is known; without one, the body's hash for ten minutes. */
export function repeatKey(options: {
  key: string | undefined;
  body: Buffer;
  now: Date;
  keepKeysDays: number;
}): RepeatKey {
  const { key, body, now, keepKeysDays } = options;
  if (key !== undefined) {
    return {
      value: key.length <= 255 ? key : `long:${sha256(Buffer.from(key))}`,
      validUntil: new Date(now.getTime() + keepKeysDays * 86_400_000),
    };
  }
  return {
    value: `sha256:${sha256(body)}`,
    validUntil: new Date(now.getTime() + tenMinutesMs),
  };
}

/** Joins storage, counters, metrics and log into what the doors need. */
export function createDoorDesk(options: {
  sources: ReadonlyMap<string, DoorSource>;
  vault: BodyVault;
  logger: LoggerService;
  keepKeysDays: number;
  groupCommit: GroupCommit<NewDelivery, StoreOutcome>;
  counters: SourceCounters;
  /** Notes which entities the rules gave. */
  decided(source: string, reading: Reading): void;
  /** Tells open pages. */
  changed(): void;
}): DoorDesk {
  const { sources, vault, logger, keepKeysDays, groupCommit, counters } =
    options;
  const requests = portalMetrics.counter(
    'quarterdeck_ingest_requests_total',
    'Requests at a door, by source and status.',
    ['door', 'source', 'status'],
  );
  const seconds = portalMetrics.histogram(
    'quarterdeck_ingest_request_duration_seconds',
    'Time from the first byte to the answer, by door and source.',
    ['door', 'source'],
  );
  const events = portalMetrics.counter(
    'quarterdeck_ingest_events_total',
    'Events put into the log by the door.',
    ['door', 'source'],
  );

  return {
    sources,
    vault,
    logger,
    keepKeysDays,
    store: delivery => groupCommit.submit(delivery),
    answered(request) {
      // Only configured names become labels: a stranger must not grow them.
      const source =
        request.source !== undefined && sources.has(request.source)
          ? request.source
          : undefined;
      const labels = { door: request.door, source: source ?? 'unknown' };
      requests.inc({ ...labels, status: request.status });
      seconds.observe(labels, request.seconds);
      if (request.status >= 400) {
        const level = request.status >= 500 ? 'error' : 'info';
        logger[level](
          `${request.door} ${labels.source} answered ${request.status}: ${
            request.message ?? ''
          }`,
        );
      }
      if (source === undefined) return;
      const at = new Date(request.startedAt);
      const reading = request.delivery?.reading;
      const stored = request.outcome === 'accepted' ? reading : undefined;
      const unclaimed = stored?.events.some(
        ({ event }) => event.subject && !event.entityRef,
      );
      counters.record({
        source,
        outcome: request.outcome,
        at,
        seconds: request.seconds,
        reason: request.outcome === 'accepted' ? undefined : request.message,
        unclaimed,
      });
      if (stored) {
        events.inc(labels, stored.events.length);
        options.decided(source, stored);
        if (unclaimed) counters.recordUnclaimed(source, stored, at);
      }
      options.changed();
    },
    fetched({ source, door, reading }) {
      events.inc({ door, source }, reading.events.length);
      if (
        reading.events.some(({ event }) => event.subject && !event.entityRef)
      ) {
        counters.recordUnclaimed(source, reading, new Date());
      }
    },
  };
}
