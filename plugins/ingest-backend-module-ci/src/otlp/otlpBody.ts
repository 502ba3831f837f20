import { z } from 'zod';
import { lenient, maybeText, readableItems } from '../bodyValues';
import { Fields, fieldsList, fieldsOf } from '../fields';

/** Spans of one delivery that are looked at; the rest of a larger batch is refused. */
export const maxSpans = 10_000;

/** Attributes as text by their key. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** Attributes of a span or resource that are looked at. */
const maxAttributes = 256;

/** A plain value as text; lists and maps have none. */
function plainText(value: Fields): string | undefined {
  const { stringValue, intValue, doubleValue, boolValue } = value;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof intValue === 'number') return String(intValue);
  if (typeof intValue === 'string' && intValue.length <= 20) return intValue;
  if (typeof doubleValue === 'number') return String(doubleValue);
  return typeof boolValue === 'boolean' ? String(boolValue) : undefined;
}

/**
 * Attributes by their key; what has no plain value is left out. Read by hand: of
 * a span they are most, and a schema for each costs more than all else.
 */
const attributesSchema = z
  .unknown()
  .optional()
  .transform((list): Attributes => {
    const read: Record<string, string | undefined> = {};
    for (const { key, value } of fieldsList(list, maxAttributes)) {
      if (typeof key !== 'string' || key === '' || key.length > 256) continue;
      const plain = plainText(fieldsOf(value));
      if (plain) read[key] = plain.slice(0, 4096);
    }
    return read;
  });

const maxMillis = 253_402_300_799_999n;

/** Nanoseconds since 1970, as OTLP's JSON writes 64-bit numbers: in quotes, or as a number. */
const maybeNanos = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().min(0).max(1e20)])
  .transform(value => {
    const nanos = typeof value === 'number' ? Math.trunc(value) : value;
    const millis = BigInt(nanos) / 1_000_000n;
    return millis > 0n && millis <= maxMillis
      ? new Date(Number(millis)).toISOString()
      : undefined;
  })
  .nullish()
  .catch(undefined);

const codes: Readonly<Record<string, number>> = {
  STATUS_CODE_UNSET: 0,
  STATUS_CODE_OK: 1,
  STATUS_CODE_ERROR: 2,
};

/** A span; enums may be numbers or, from lax senders, names. */
export const otlpSpanSchema = z.object({
  traceId: z.string().min(1).max(64),
  spanId: z.string().min(1).max(64),
  parentSpanId: maybeText,
  name: maybeText,
  startTimeUnixNano: maybeNanos,
  endTimeUnixNano: maybeNanos,
  attributes: attributesSchema,
  status: lenient(
    z.object({
      code: lenient(
        z.union([z.int(), z.string().transform(name => codes[name] ?? 0)]),
      ),
      message: maybeText,
    }),
  ),
});

/** @see otlpSpanSchema */
export type OtlpSpan = z.output<typeof otlpSpanSchema>;

const scopeSchema = z.object({
  spans: readableItems(z.unknown(), maxSpans + 1),
});

/** An export request. */
export const otlpBodySchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: lenient(z.object({ attributes: attributesSchema })),
      scopeSpans: readableItems(scopeSchema, 100_000),
    }),
  ),
});
