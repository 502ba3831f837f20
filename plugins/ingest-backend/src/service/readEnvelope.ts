import {
  EventInputItem,
  eventInputSchema,
} from '@quarterdeck/plugin-ingest-common';

const within = (value: unknown, min: number, max: number) =>
  typeof value === 'string' && value.length >= min && value.length <= max;

const optionalWithin = (value: unknown, min: number, max: number) =>
  value === undefined || within(value, min, max);

const plainKeys = new Set(['type', 'subject', 'entity', 'occurredAt', 'data']);

/** A time in the form our own clients send: UTC with milliseconds, and a real day. */
function isPlainTime(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 24) return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

/**
 * Whether the schema would answer the item as it is. Only the form that senders
 * of many events use; everything else, wrong or merely rarer, is the schema's.
 */
function isPlain(item: unknown): item is EventInputItem {
  if (typeof item !== 'object' || item === null) return false;
  for (const key in item) {
    if (!plainKeys.has(key)) return false;
  }
  const { type, subject, entity, occurredAt, data } = item as {
    [key: string]: unknown;
  };
  return (
    within(type, 1, 200) &&
    optionalWithin(subject, 3, 4096) &&
    optionalWithin(entity, 1, 512) &&
    isPlainTime(occurredAt) &&
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data)
  );
}

/** Reads an item by {@link eventInputSchema}, the common form without its cost. */
export function readEnvelope(item: unknown) {
  return isPlain(item)
    ? { success: true as const, data: item, error: undefined }
    : eventInputSchema.safeParse(item);
}
