import { z } from 'zod';
import { doors } from './deliveries';

const at = z.iso.datetime();

/**
 * How a source does. `rejecting`: its newest delivery was rejected or refused;
 * `silent`: nothing for longer than it may be quiet; `refused`: it has no
 * secret and no token subject, so nothing is let in; `never`: nothing yet.
 */
export const sourceStates = [
  'receiving',
  'rejecting',
  'silent',
  'refused',
  'never',
] as const;

/** Counts of one minute or one hour. */
export const deliveryCountsSchema = z.object({
  accepted: z.int(),
  /** Repeats, answered 200. */
  duplicate: z.int(),
  /** Stored, but no parser understood them. */
  rejected: z.int(),
  /** Accepted with at least one event that has no entity. */
  unclaimed: z.int(),
  /** Turned away at the door with a 4xx; not stored. */
  refused: z.int(),
});

/** @see deliveryCountsSchema */
export type DeliveryCounts = z.infer<typeof deliveryCountsSchema>;

/** One minute of a source or of the whole door. */
export const minuteSchema = deliveryCountsSchema.extend({ at });

/** @see minuteSchema */
export type IngestMinute = z.infer<typeof minuteSchema>;

/** What the configuration says of a source, for its detail. Never a secret. */
export const sourceSettingsSchema = z.object({
  /** How many webhook secrets are live: 0, 1, or 2 during a rotation. */
  secrets: z.int(),
  tokenSubjects: z.array(z.string()),
  /** Event types it may send by token, `*` for any characters. */
  eventTypes: z.array(z.string()),
  /** The first rule that fits names the entity. */
  mapping: z.array(
    z.object({
      project: z.string(),
      instance: z.string().optional(),
      workflow: z.string().optional(),
      environment: z.string().optional(),
      path: z.string().optional(),
      entity: z.string(),
    }),
  ),
  limits: z.object({
    bodyBytes: z.int(),
    reportBytes: z.int(),
    decompressedBytes: z.int(),
    depth: z.int(),
    perMinute: z.number(),
    burst: z.int(),
  }),
});

/** @see sourceSettingsSchema */
export type IngestSourceSettings = z.infer<typeof sourceSettingsSchema>;

/**
 * Where fetching a source's history stands. `waiting`: the provider's rate
 * limit or a pause after a failure; it goes on by itself.
 */
export const historyStates = [
  'never',
  'running',
  'waiting',
  'done',
  'failed',
  'stopped',
] as const;

/** How far fetching the history of a source has come. */
export const historySchema = z.object({
  state: z.enum(historyStates),
  /** What is older is not asked for. */
  since: at.optional(),
  requestedBy: z.string().optional(),
  startedAt: at.optional(),
  updatedAt: at.optional(),
  finishedAt: at.optional(),
  /** With `waiting`: when it goes on. */
  resumeAt: at.optional(),
  /** Calls of the API so far. */
  requests: z.int(),
  /** Bodies they brought: stored, known already, or not understood. */
  fetched: z.int(),
  stored: z.int(),
  repeats: z.int(),
  rejected: z.int(),
  /** Calls that were refused and passed over. */
  skipped: z.int(),
  lastError: z.string().optional(),
});

/** @see historySchema */
export type IngestHistory = z.infer<typeof historySchema>;

/** A source as the list shows it. Never holds a secret. */
export const sourceSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** `github`, or `events` for senders with tokens only. */
  kind: z.string(),
  doors: z.array(z.enum(doors)),
  /** In words: `webhook, HMAC`. */
  check: z.string(),
  /** Where it sends, below the portal's address. */
  path: z.string(),
  state: z.enum(sourceStates),
  /** One sentence when the state is not `receiving`. */
  stateReason: z.string().optional(),
  lastDeliveryAt: at.optional(),
  /** Accepted per minute, mean of the last hour. */
  perMinute: z.number(),
  hour: deliveryCountsSchema,
  /** The last 60 whole minutes and the running one, oldest first; none left out. */
  minutes: z.array(minuteSchema),
  entities: z.union([z.literal('all'), z.array(z.string())]),
  silentAfterSeconds: z.number().optional(),
  settings: sourceSettingsSchema.optional(),
  /** Absent when its history cannot be fetched: no API in the configuration, or none of this kind. */
  history: historySchema.optional(),
});

/** @see sourceSchema */
export type IngestSource = z.infer<typeof sourceSchema>;

/** A reader of the log. */
export const readerSchema = z.object({
  consumer: z.string(),
  plugin: z.string(),
  position: z.string(),
  behind: z.int(),
  lagSeconds: z.number(),
  state: z.enum(['running', 'stopped', 'rebuilding']),
  stateReason: z.string().optional(),
  /** An older version made its tables: it has to be rebuilt, or is just now. */
  outdated: z.boolean().optional(),
  deadLetters: z.int(),
  lastAppliedAt: at.optional(),
});

/** @see readerSchema */
export type IngestReader = z.infer<typeof readerSchema>;

/** An event a reader could not apply and set aside. */
export const deadLetterSchema = z.object({
  id: z.string(),
  consumer: z.string(),
  error: z.string(),
  tries: z.int(),
  failedAt: at,
  replayRequested: z.boolean(),
  event: z.object({
    position: z.string(),
    type: z.string(),
    subject: z.string().optional(),
    entityRef: z.string().optional(),
    occurredAt: at,
    /** Receipt of its delivery. */
    receipt: z.string().optional(),
    source: z.string().optional(),
    data: z.unknown(),
  }),
});

/** @see deadLetterSchema */
export type IngestDeadLetter = z.infer<typeof deadLetterSchema>;

/** The tiles of the page and the counts of its tabs. */
export const overviewSchema = z.object({
  accepted: z.object({
    /** Mean of the last hour. */
    perMinute: z.number(),
    /** Mean of the hour before; `null` when nothing is known of it. */
    previousPerMinute: z.number().nullable(),
  }),
  answer: z.object({
    /** From the histogram of the last hour; `null` without requests. */
    p99Ms: z.number().nullable(),
    requests: z.int(),
  }),
  /** Rejected deliveries that still wait to be read again. */
  rejected: z.object({
    deliveries: z.int(),
    causes: z.int(),
    sources: z.int(),
  }),
  doorToPage: z.object({
    /** 95th percentile over the readers' lag; `null` without readers. */
    p95Seconds: z.number().nullable(),
    slowest: z
      .object({ consumer: z.string(), lagSeconds: z.number() })
      .optional(),
  }),
  log: z.object({ head: z.string(), oldest: z.string(), partitions: z.int() }),
  /** All sources together, as in {@link sourceSchema}. */
  minutes: z.array(minuteSchema),
  /** Numbers beside the tabs. */
  tabs: z.object({
    sources: z.int(),
    rejected: z.int(),
    unclaimed: z.int(),
    setAside: z.int(),
    readers: z.int(),
  }),
  /** When these numbers were taken. */
  asOf: at,
});

/** @see overviewSchema */
export type IngestOverview = z.infer<typeof overviewSchema>;
