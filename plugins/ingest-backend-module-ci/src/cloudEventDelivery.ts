import { z } from 'zod';
import {
  DeliveryHeaders,
  ParsedEvent,
  ParseOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { boundedId } from './boundedId';
import { lenient, maybeText } from './bodyValues';
import { headerValue } from './headerValue';

/** What a CloudEvent says about its data, whichever way it came. */
export interface CloudEvent {
  id?: string;
  source?: string;
  type?: string;
  subject?: string;
  time?: string;
  data: unknown;
  /** JSON pointer of the data in the body. */
  at: '' | '/data';
}

const envelopeSchema = z.object({
  specversion: z.string(),
  id: maybeText,
  source: maybeText,
  type: maybeText,
  subject: maybeText,
  time: maybeText,
  data: z.unknown().optional(),
  data_base64: maybeText,
  context: lenient(z.object({})),
});

/**
 * A CloudEvent in structured mode (an envelope around the data) or in binary
 * mode (`ce-` headers beside it). A body with neither is its own data.
 */
export function readCloudEvent(
  headers: DeliveryHeaders,
  body: unknown,
): CloudEvent {
  const envelope = envelopeSchema.safeParse(body);
  if (envelope.success && !envelope.data.context) {
    const { id, source, type, subject, time } = envelope.data;
    const { data, data_base64: packed } = envelope.data;
    const unpacked = data ?? (packed && unpackJson(packed));
    return { id, source, type, subject, time, data: unpacked, at: '/data' };
  }
  return {
    id: headerValue(headers, 'ce-id'),
    source: headerValue(headers, 'ce-source'),
    type: headerValue(headers, 'ce-type'),
    subject: headerValue(headers, 'ce-subject'),
    time: headerValue(headers, 'ce-time'),
    data: body,
    at: '',
  };
}

function unpackJson(packed: string): unknown {
  try {
    return JSON.parse(Buffer.from(packed, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

const keySchema = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
});
const namedSchema = z.union([z.object({ context: keySchema }), keySchema]);

/** CloudEvents are the same when source and id are; a batch is known by its hash. */
export function cloudEventKey(input: {
  headers: DeliveryHeaders;
  body: Buffer;
}): string | undefined {
  const { headers, body } = input;
  const id = headerValue(headers, 'ce-id');
  if (id) {
    return boundedId(`${headerValue(headers, 'ce-source') ?? ''} ${id}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const read = namedSchema.safeParse(value);
  if (!read.success) return undefined;
  const named = 'context' in read.data ? read.data.context : read.data;
  return boundedId(`${named.source} ${named.id}`);
}

/** Reads a batch (`application/cloudevents-batch+json`) one by one, or the one event there is. */
export function parseEach(
  body: unknown,
  parseOne: (body: unknown) => ParseOutcome,
): ParseOutcome {
  if (!Array.isArray(body)) return parseOne(body);
  const events: ParsedEvent[] = [];
  let reason: string | undefined;
  for (const [index, item] of body.entries()) {
    const outcome = parseOne(item);
    if (outcome.outcome === 'rejected') {
      return { ...outcome, path: `/${index}${outcome.path ?? ''}` };
    }
    if (outcome.outcome === 'parsed') events.push(...outcome.events);
    else reason ??= outcome.reason;
  }
  const parsedAs = `batch of ${body.length}`;
  return events.length > 0
    ? { outcome: 'parsed', parsedAs, events }
    : { outcome: 'ignored', parsedAs, reason: reason ?? 'The batch is empty.' };
}

/** Headers of a CloudEvent worth keeping: in binary mode they are half of it. */
export const cloudEventHeaders = [
  'content-type',
  'user-agent',
  'ce-specversion',
  'ce-id',
  'ce-source',
  'ce-type',
  'ce-subject',
  'ce-time',
];
