import { z } from 'zod';

/** The CloudEvents 1.0 envelope in structured JSON, as far as we read it. */
const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().optional(),
  time: z.string().optional(),
  data: z.unknown().optional(),
  /** Our extension attribute: the entity it speaks for. */
  entity: z.string().optional(),
});

/** Whether an item carries a CloudEvents envelope. */
export const isCloudEvent = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'specversion' in value;

/**
 * A CloudEvent as one of our own events, unchecked: the caller checks the
 * result as it checks any event. Types outside our registry stay what they are.
 */
export function readCloudEvent(value: object): unknown {
  const parsed = cloudEventSchema.safeParse(value);
  if (!parsed.success) return value;
  const { id, source, type, subject, time, data, entity } = parsed.data;
  return {
    // CloudEvents are the same when source and id are.
    id: `${source}\n${id}`.slice(0, 200),
    type,
    subject,
    entity,
    occurredAt: time ?? new Date().toISOString(),
    data,
  };
}
