import { InputError } from '@backstage/errors';
import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import { isEventType } from '@quarterdeck/plugin-ingest-common';
import { checkEventData, NewEvent } from '@quarterdeck/plugin-ingest-node';
import { randomUUID } from 'node:crypto';
import { EventRow } from '../database/appendRows';
import { cleanJson, cleanText } from './cleanText';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is stored of an event: checked, cleaned, as text. */
export function prepareEvent(event: NewEvent): EventRow {
  if (!isEventType(event.type)) {
    throw new InputError(`The log knows no event type '${event.type}'`);
  }
  if (event.id !== undefined && !UUID.test(event.id)) {
    throw new InputError(`The id of an event must be a uuid: '${event.id}'`);
  }
  if (Number.isNaN(event.occurredAt.getTime())) {
    throw new InputError(`An event of type '${event.type}' has no valid time`);
  }
  const { correlation } = event;
  return {
    id: event.id ?? randomUUID(),
    type: event.type,
    subject: optional(event.subject),
    entityRef: optional(event.entityRef?.toLocaleLowerCase('en-US')),
    occurredAt: event.occurredAt.toISOString(),
    correlation: cleanJson(correlation ?? {}),
    deliveryId: optional(event.deliveryId),
    source: optional(event.source),
    traceparent: optional(event.traceparent ?? activeTraceparent()),
    data: cleanJson(event.checked ? event.data : checkedData(event)),
  };
}

function checkedData(event: NewEvent): object {
  const check = checkEventData(event.type, event.data);
  if (check.ok) return check.data;
  const path = ['data', ...check.issue.path].join('.');
  throw new InputError(
    `An event of type '${event.type}' does not fit: ${path}: ${check.issue.message}`,
  );
}

function optional(text: string | undefined): string {
  return text === undefined ? '' : cleanText(text);
}

function activeTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  if (!span || !isSpanContextValid(span)) return undefined;
  const flags = span.traceFlags.toString(16).padStart(2, '0');
  return `00-${span.traceId}-${span.spanId}-${flags}`;
}
