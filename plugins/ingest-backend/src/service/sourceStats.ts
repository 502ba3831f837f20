import {
  DeliveryCounts,
  IngestMinute,
  IngestOverview,
  IngestReader,
  IngestSource,
} from '@quarterdeck/plugin-ingest-common';
import { LastSeenRow, MinuteRow } from '../database/sourceMinutes';
import { DoorSource } from './doorSources';
import { answerBoundsMs } from './sourceCounters';

const minuteMs = 60_000;
const shownMinutes = 61;

const none: DeliveryCounts = {
  accepted: 0,
  duplicate: 0,
  rejected: 0,
  unclaimed: 0,
  refused: 0,
};

const add = (a: DeliveryCounts, b: DeliveryCounts): DeliveryCounts => ({
  accepted: a.accepted + b.accepted,
  duplicate: a.duplicate + b.duplicate,
  rejected: a.rejected + b.rejected,
  unclaimed: a.unclaimed + b.unclaimed,
  refused: a.refused + b.refused,
});

/** The first of the minutes the page shows. */
export function firstShownMinute(now: Date): Date {
  const running = Math.floor(now.getTime() / minuteMs) * minuteMs;
  return new Date(running - (shownMinutes - 1) * minuteMs);
}

/** The last hour minute by minute; a minute without rows is one of zeros. */
export function minuteSeries(
  rows: readonly MinuteRow[],
  now: Date,
): IngestMinute[] {
  const byMinute = new Map<number, DeliveryCounts>();
  for (const row of rows) {
    const at = row.minute.getTime();
    byMinute.set(at, add(byMinute.get(at) ?? none, row));
  }
  const first = firstShownMinute(now).getTime();
  return Array.from({ length: shownMinutes }, (_, index) => {
    const at = first + index * minuteMs;
    return {
      at: new Date(at).toISOString(),
      ...(byMinute.get(at) ?? none),
    };
  });
}

/**
 * A quantile in milliseconds from counts per bucket, linear within the bucket;
 * `null` when nothing was counted.
 */
export function answerQuantileMs(
  counts: readonly number[],
  quantile: number,
): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = quantile * total;
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    if (seen + count >= rank && count > 0) {
      const low = index === 0 ? 0 : answerBoundsMs[index - 1];
      const high = answerBoundsMs[index] ?? low;
      return low + ((rank - seen) / count) * (high - low);
    }
    seen += count;
  }
  return answerBoundsMs[answerBoundsMs.length - 1];
}

const words = (list: readonly string[]) => list.join(', ');

const doorsOf = ({ config, provider }: DoorSource): IngestSource['doors'] => [
  ...(provider ? (['hooks'] as const) : []),
  ...(config.tokenSubjects.length > 0 ? (['events', 'reports'] as const) : []),
];

const stateOf = (
  source: DoorSource,
  seen: LastSeenRow | undefined,
  now: Date,
): Pick<IngestSource, 'state' | 'stateReason'> => {
  const { config, provider } = source;
  const closed =
    config.secrets.length === 0 && config.tokenSubjects.length === 0;
  if (closed) {
    return {
      state: 'refused',
      stateReason: `It has no secret and no token subject, so nothing is let in. Set ingest.sources.${config.id}.secrets.`,
    };
  }
  if (!provider && config.tokenSubjects.length === 0) {
    return {
      state: 'refused',
      stateReason: `No module reads the kind "${config.kind}".`,
    };
  }
  if (!seen) {
    return { state: 'never', stateReason: 'Nothing has arrived yet.' };
  }
  if (seen.last_outcome === 'rejected' || seen.last_outcome === 'refused') {
    return {
      state: 'rejecting',
      stateReason: seen.last_reason ?? 'Its newest delivery was turned away.',
    };
  }
  const quietMs = now.getTime() - seen.last_at.getTime();
  if (config.silentAfterMs !== undefined && quietMs > config.silentAfterMs) {
    return {
      state: 'silent',
      stateReason: 'Quiet for longer than it is set to be.',
    };
  }
  return { state: 'receiving' };
};

/** A source as the list shows it. */
export function describeSource(options: {
  source: DoorSource;
  minutes: readonly MinuteRow[];
  seen: LastSeenRow | undefined;
  history?: IngestSource['history'];
  now: Date;
}): IngestSource {
  const { source, seen, now } = options;
  const { config, provider } = source;
  const doors = doorsOf(source);
  const own = options.minutes.filter(row => row.source_id === config.id);
  const minutes = minuteSeries(own, now);
  const hour = minutes.reduce(add, none);
  const checks = [
    ...(provider ? [provider.check] : []),
    ...(config.tokenSubjects.length > 0 ? ['events and reports, token'] : []),
  ];
  return {
    id: config.id,
    title: config.title,
    kind: config.kind,
    doors,
    check: words(checks) || 'no door open',
    path: doors.includes('hooks')
      ? `/api/ingest/v1/hooks/${config.id}`
      : '/api/ingest/v1/events',
    ...stateOf(source, seen, now),
    lastDeliveryAt: seen?.last_delivery_at?.toISOString(),
    perMinute: hour.accepted / (shownMinutes - 1),
    hour: {
      accepted: hour.accepted,
      duplicate: hour.duplicate,
      rejected: hour.rejected,
      unclaimed: hour.unclaimed,
      refused: hour.refused,
    },
    minutes,
    entities: config.entities === 'all' ? 'all' : [...config.entities],
    silentAfterSeconds:
      config.silentAfterMs === undefined
        ? undefined
        : config.silentAfterMs / 1000,
    settings: settingsOf(source),
    history: options.history,
  };
}

/** What the configuration says of a source; of its secrets only how many. */
function settingsOf({ config }: DoorSource): IngestSource['settings'] {
  const { limits } = config;
  return {
    secrets: config.secrets.length,
    tokenSubjects: [...config.tokenSubjects],
    eventTypes: [...config.eventTypes],
    mapping: [...config.mapping],
    limits: {
      bodyBytes: limits.bodyBytes,
      reportBytes: limits.reportBytes,
      decompressedBytes: limits.decompressedBytes,
      depth: limits.depth,
      perMinute: limits.perMinute,
      burst: limits.burst,
    },
  };
}

/** The numbers on top of the page, from the minutes of the last two hours. */
export function describeOverview(options: {
  sources: number;
  minutes: readonly MinuteRow[];
  readers: readonly IngestReader[];
  rejected: IngestOverview['rejected'];
  unclaimed: number;
  log: IngestOverview['log'];
  now: Date;
}): IngestOverview {
  const { readers, rejected, unclaimed, log, now } = options;
  const first = firstShownMinute(now);
  const last = options.minutes.filter(row => row.minute >= first);
  const before = options.minutes.filter(row => row.minute < first);
  const sum = (rows: readonly MinuteRow[]) =>
    rows.reduce((total, row) => total + row.accepted, 0);
  const counts = answerBoundsMs
    .map((_, index) => index)
    .concat(answerBoundsMs.length)
    .map(index =>
      last.reduce((total, row) => total + (row.answer_counts[index] ?? 0), 0),
    );
  const lags = readers.map(reader => reader.lagSeconds).sort((a, b) => a - b);
  const slowest = readers.reduce<IngestReader | undefined>(
    (worst, reader) =>
      !worst || reader.lagSeconds > worst.lagSeconds ? reader : worst,
    undefined,
  );
  return {
    accepted: {
      perMinute: sum(last) / (shownMinutes - 1),
      previousPerMinute:
        before.length > 0 ? sum(before) / (shownMinutes - 1) : null,
    },
    answer: {
      p99Ms: answerQuantileMs(counts, 0.99),
      requests: counts.reduce((total, count) => total + count, 0),
    },
    rejected,
    doorToPage: {
      p95Seconds:
        lags.length > 0 ? lags[Math.ceil(lags.length * 0.95) - 1] : null,
      slowest: slowest && {
        consumer: slowest.consumer,
        lagSeconds: slowest.lagSeconds,
      },
    },
    log,
    minutes: minuteSeries(last, now),
    tabs: {
      sources: options.sources,
      rejected: rejected.deliveries,
      unclaimed,
      setAside: readers.reduce(
        (total, reader) => total + reader.deadLetters,
        0,
      ),
      readers: readers.length,
    },
    asOf: now.toISOString(),
  };
}
