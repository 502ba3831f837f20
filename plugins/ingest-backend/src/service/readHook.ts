import { subjectKey } from '@quarterdeck/plugin-ingest-common';
import {
  DeliveryHeaders,
  isForm,
  NewEvent,
  readFormField,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { checkEvent } from './checkEvent';
import { decodeJson } from './decodeJson';
import { DoorEvent, Reading } from './delivery';
import { EntityResolver } from './entityResolver';

const rejected = (
  httpStatus: number,
  reason: string,
  reasonPath?: string,
): Reading => ({
  status: 'rejected',
  httpStatus,
  reason,
  reasonPath,
  events: [],
});

/** The bytes that hold JSON: the body, or a field of the form it is. */
function jsonBytes(
  { formField }: WebhookProvider,
  headers: DeliveryHeaders,
  body: Buffer,
): Buffer | undefined {
  if (formField === undefined || !isForm(headers['content-type'])) return body;
  const value = readFormField(body, formField);
  return value === undefined ? undefined : Buffer.from(value);
}

/**
 * Reads a verified webhook: bytes to JSON, JSON to events by the provider's
 * parser, events to entities. Never throws for what a sender can send.
 */
export function readHook(options: {
  provider: WebhookProvider;
  resolver: EntityResolver;
  source: string;
  maxDepth: number;
  headers: DeliveryHeaders;
  body: Buffer;
  now: Date;
  receipt?: string;
  traceparent?: string;
}): Reading {
  const { provider, resolver, headers, now } = options;
  const bytes = jsonBytes(provider, headers, options.body);
  if (!bytes) {
    return rejected(
      400,
      `The form must have the field "${provider.formField}" exactly once.`,
      '/',
    );
  }
  const decoded = decodeJson(bytes, options.maxDepth);
  if (!decoded.ok) {
    const { status, message, path } = decoded.refusal;
    return rejected(status, message, path);
  }
  let parsed;
  try {
    parsed = provider.parse({ headers, body: decoded.value, now });
  } catch (error) {
    // A parser's own fault: keep the delivery, it can be read again once mended.
    const name = error instanceof Error ? error.name : 'Error';
    return rejected(422, `The ${provider.kind} parser failed (${name}).`, '/');
  }
  if (parsed.outcome === 'rejected') {
    return rejected(parsed.status ?? 422, parsed.message, parsed.path);
  }
  const { parsedAs } = parsed;
  if (parsed.outcome === 'ignored') {
    return { status: 'accepted', parsedAs, reason: parsed.reason, events: [] };
  }
  const events: DoorEvent[] = [];
  for (const parsedEvent of parsed.events) {
    const { type, subject, occurredAt, correlation, data } = parsedEvent;
    const checked = checkEvent(type, data);
    if (!checked.ok) {
      return {
        ...rejected(422, `${type}: ${checked.message}`, checked.path),
        parsedAs,
      };
    }
    const { entityRef, resolvedBy, note } = resolver.resolve(subject);
    const event: NewEvent = {
      type,
      subject: subjectKey(subject),
      entityRef,
      occurredAt,
      correlation,
      deliveryId: options.receipt,
      source: options.source,
      traceparent: options.traceparent,
      data: checked.data,
      checked: true,
    };
    events.push({ event, subject, resolvedBy, note });
  }
  return { status: 'accepted', parsedAs, events };
}
