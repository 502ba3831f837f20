import { z } from 'zod';
import { subjectSchema } from './events';

/** The three ways in. */
export const doors = ['hooks', 'events', 'reports'] as const;

/** What became of a delivery. `receiving` is a report still on its way in. */
export const deliveryStatuses = ['accepted', 'rejected', 'receiving'] as const;

const at = z.iso.datetime();

/** A delivery as the list shows it. */
export const deliverySchema = z.object({
  /** Time-ordered, 26 characters; the answer's `receipt`. */
  receipt: z.string(),
  source: z.string(),
  door: z.enum(doors),
  status: z.enum(deliveryStatuses),
  receivedAt: at,
  /** What the parser took it for: `workflow_run.completed`. */
  parsedAs: z.string().optional(),
  /** Size of the body as sent, before compression on our side. */
  bytes: z.int(),
  /** Events it put into the log. */
  events: z.int(),
  /** The entity of its first event that has one. */
  entityRef: z.string().optional(),
  /** Subject of its first event, as `subjectKey`. */
  subject: z.string().optional(),
  /** At least one of its events has no entity. */
  unclaimed: z.boolean(),
  /** How often the sender repeated it. */
  repeats: z.int(),
  /** How often it was parsed. */
  tries: z.int(),
  /** Rejected: what to change. Accepted with no events: why. */
  reason: z.string().optional(),
  /** JSON pointer into the body, where the reason has a place. */
  reasonPath: z.string().optional(),
});

/** @see deliverySchema */
export type Delivery = z.infer<typeof deliverySchema>;

/** An event as it stands in the log, or as a preview would write it. */
export const deliveryEventSchema = z.object({
  /** Absent in a preview. */
  position: z.string().optional(),
  type: z.string(),
  subject: z.string().optional(),
  entityRef: z.string().optional(),
  /** How the entity was found. */
  resolvedBy: z
    .enum(['explicit', 'annotation', 'mapping', 'claim', 'none'])
    .optional(),
  /** A note about the entity: `this source may not speak for …`. */
  note: z.string().optional(),
  occurredAt: at,
  correlation: z.record(z.string(), z.string()),
  data: z.unknown(),
});

/** @see deliveryEventSchema */
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

/** One attempt to read a delivery. */
export const deliveryTrySchema = z.object({
  at,
  outcome: z.enum(['accepted', 'rejected']),
  events: z.int(),
  reason: z.string().optional(),
  reasonPath: z.string().optional(),
  /** User who asked for it; absent when the sender's request caused it. */
  by: z.string().optional(),
});

/** A delivery with everything but its body. */
export const deliveryDetailSchema = deliverySchema.extend({
  /** `HMAC holds, secret 2 of 2`, or the token's subject. */
  check: z.string(),
  contentType: z.string().optional(),
  contentEncoding: z.string().optional(),
  /** The provider's delivery id or the key its module derived. */
  deliveryKey: z.string().optional(),
  /** Trace of the request that stored it. */
  traceId: z.string().optional(),
  /** When the body is dropped. */
  keptUntil: at,
  tries: z.int(),
  attempts: z.array(deliveryTrySchema),
  /** Events in the log, at most 200. */
  parsedEvents: z.array(deliveryEventSchema),
  /** Reports only. */
  category: z.string().optional(),
  format: z.string().optional(),
  ref: z.string().optional(),
  commit: z.string().optional(),
});

/** @see deliveryDetailSchema */
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

/** The body, with everything that looks like a secret masked. */
export const deliveryBodySchema = z.object({
  headers: z.record(z.string(), z.string()),
  contentType: z.string().optional(),
  /** Pretty-printed JSON or plain text. Hostile: show it as text only. */
  text: z.string(),
  /** `text` stops at 1 MiB; the whole body is this long. */
  bytes: z.int(),
  truncated: z.boolean(),
  /** How many values were masked. */
  masked: z.int(),
});

/** @see deliveryBodySchema */
export type DeliveryBody = z.infer<typeof deliveryBodySchema>;

/** Rejected deliveries that share source, reason and place. */
export const rejectedCauseSchema = z.object({
  /** Opaque; hand it back to read all of them again or to filter deliveries. */
  cause: z.string(),
  source: z.string(),
  door: z.enum(doors),
  reason: z.string(),
  reasonPath: z.string().optional(),
  format: z.string().optional(),
  entityRef: z.string().optional(),
  count: z.int(),
  firstAt: at,
  lastAt: at,
  /** The newest of them. */
  lastReceipt: z.string(),
});

/** @see rejectedCauseSchema */
export type RejectedCause = z.infer<typeof rejectedCauseSchema>;

/** A subject whose events belong to no entity yet. */
export const unclaimedSubjectSchema = z.object({
  /** `subjectKey`; hand it to `claimSubject`. */
  key: z.string(),
  subject: subjectSchema,
  source: z.string(),
  events: z.int(),
  firstAt: at,
  lastAt: at,
  /** Why not, if a rule named an entity the source may not speak for. */
  note: z.string().optional(),
});

/** @see unclaimedSubjectSchema */
export type UnclaimedSubject = z.infer<typeof unclaimedSubjectSchema>;

/** A person's decision about a subject. */
export const claimSchema = z.object({
  key: z.string(),
  subject: subjectSchema,
  entityRef: z.string(),
  claimedBy: z.string(),
  claimedAt: at,
  reason: z.string().optional(),
});

/** @see claimSchema */
export type Claim = z.infer<typeof claimSchema>;

/** What became of one request to read a delivery again. */
export const replayResultSchema = z.object({
  receipt: z.string(),
  outcome: z.enum(['accepted', 'rejected', 'unchanged', 'gone']),
  events: z.int(),
  reason: z.string().optional(),
  reasonPath: z.string().optional(),
});

/** @see replayResultSchema */
export type ReplayResult = z.infer<typeof replayResultSchema>;
