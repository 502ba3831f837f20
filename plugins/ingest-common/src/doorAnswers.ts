import { z } from 'zod';
import { deliveryEventSchema, deliveryStatuses, doors } from './deliveries';
import { subjectSchema } from './events';

/** Base path of the plugin, for senders and raw requests. */
export const ingestBasePath = '/api/ingest';

/**
 * Paths of the doors below `/api/ingest`. They take raw bodies and headers of
 * the sender, so they are not part of the contract's client.
 */
export const doorPaths = {
  hooks: (sourceId: string) => `/v1/hooks/${encodeURIComponent(sourceId)}`,
  events: '/v1/events',
  reports: '/v1/reports',
  previewHooks: (sourceId: string) =>
    `/v1/preview/hooks/${encodeURIComponent(sourceId)}`,
  previewEvents: '/v1/preview/events',
  previewReports: '/v1/preview/reports',
} as const;

/** The answer of every door: 202 when stored, 200 for a repeat. */
export const doorAnswerSchema = z.object({
  receipt: z.string(),
  events: z.int(),
});

/** @see doorAnswerSchema */
export type DoorAnswer = z.infer<typeof doorAnswerSchema>;

/**
 * What a preview answers. The request is the very one the door takes (raw
 * body, the sender's headers such as `x-github-event`), sent with the caller's
 * credentials; a signature may be missing.
 */
export const previewAnswerSchema = z.object({
  /** What the door would answer. */
  status: z.int(),
  outcome: z.enum(['accepted', 'rejected']),
  parsedAs: z.string().optional(),
  reason: z.string().optional(),
  reasonPath: z.string().optional(),
  /** In words: `No signature was sent; the door would refuse it.` */
  check: z.string(),
  events: z.array(deliveryEventSchema),
  /** Reports: size after decompression and the format found. */
  bytes: z.int().optional(),
  format: z.string().optional(),
  /** Reports: records that were read, and figures such as `severity.high`. */
  records: z.int().optional(),
  summary: z.record(z.string(), z.number()).optional(),
  /** Reports: how many records could not be read, and the first of them. */
  rejectedCount: z.int().optional(),
  rejected: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional(),
});

/** @see previewAnswerSchema */
export type PreviewAnswer = z.infer<typeof previewAnswerSchema>;

/** One of our own events, as `POST /v1/events` takes it. */
export const eventInputSchema = z.object({
  /** Drawn when absent; with it a repeat of the same event is known. */
  id: z.string().min(1).max(200).optional(),
  type: z.string().min(1).max(200),
  subject: z.union([subjectSchema, z.string().min(3).max(4096)]).optional(),
  entity: z.string().min(1).max(512).optional(),
  occurredAt: z.iso.datetime({ offset: true }),
  correlation: z
    .record(z.string().max(64), z.string().max(512))
    .refine(keys => Object.keys(keys).length <= 20, 'at most 20 keys')
    .optional(),
  data: z.record(z.string(), z.unknown()),
});

/** @see eventInputSchema */
export type EventInputItem = z.infer<typeof eventInputSchema>;

/** What a receipt tells. */
export const receiptSchema = z.object({
  receipt: z.string(),
  source: z.string(),
  door: z.enum(doors),
  status: z.enum(deliveryStatuses),
  receivedAt: z.iso.datetime(),
  events: z.int(),
  /** Of a report on its way in: bytes read so far. */
  bytes: z.int(),
  reason: z.string().optional(),
  reasonPath: z.string().optional(),
});

/** @see receiptSchema */
export type Receipt = z.infer<typeof receiptSchema>;
