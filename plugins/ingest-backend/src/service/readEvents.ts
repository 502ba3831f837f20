import {
  EventInputItem,
  EventType,
  isEventType,
  parseSubjectKey,
  Subject,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { checkEvent } from './checkEvent';
import { isCloudEvent, readCloudEvent } from './cloudEvent';
import { decodeJsonText, decodeUtf8, jsonDepthExceeds } from './decodeJson';
import { DoorEvent, Reading } from './delivery';
import { EntityResolver, Resolution } from './entityResolver';
import {
  BatchItem,
  CloudEventProvider,
  expandCloudEvents,
} from './expandCloudEvents';
import { SourceConfig } from './ingestConfig';
import { readEnvelope } from './readEnvelope';
import { Refusal, refuse } from './refusal';
import { anyWildcard } from './wildcard';

/** Events of one request, or what is wrong with the first bad one. */
export type EventsOutcome =
  | { ok: true; reading: Reading; id?: string }
  | { ok: false; refusal: Refusal };

const maxItems = 10_000;

/** Written by the portal itself; nobody may forge a person's decision. */
const ownTypes = new Set<string>(['subject.claimed.v1', 'report.received.v1']);

/** The items of a body: an object, an array, or one object per line. */
function splitItems(
  body: Buffer,
  ndjson: boolean,
): { ok: true; items: BatchItem[] } | { ok: false; refusal: Refusal } {
  const text = decodeUtf8(body);
  if (text === undefined) {
    return {
      ok: false,
      refusal: refuse(400, 'InputError', 'The body is not UTF-8 text.', '/'),
    };
  }
  if (!ndjson) {
    const decoded = decodeJsonText(text);
    if (!decoded.ok) return decoded;
    const { value } = decoded;
    return {
      ok: true,
      items: Array.isArray(value)
        ? value.map((item, index) => ({ value: item, path: `/${index}` }))
        : [{ value, path: '' }],
    };
  }
  const items: BatchItem[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const decoded = decodeJsonText(line);
    if (!decoded.ok) {
      const refusal = { ...decoded.refusal, path: `/line/${index + 1}` };
      return { ok: false, refusal };
    }
    items.push({ value: decoded.value, path: `/line/${index + 1}` });
  }
  return { ok: true, items };
}

const subjectOf = (
  subject: EventInputItem['subject'],
): Subject | undefined | 'unreadable' => {
  if (typeof subject !== 'string') return subject;
  return parseSubjectKey(subject) ?? 'unreadable';
};

/** What a source lets through the events door; made once per source. */
export interface EventRights {
  source: SourceConfig;
  maySend(type: string): boolean;
  resolver: EntityResolver;
  cloudEvents: readonly CloudEventProvider[];
}

/** Compiles the patterns of a source. */
export function createEventRights(
  source: SourceConfig,
  resolver: EntityResolver,
  cloudEvents: readonly CloudEventProvider[] = [],
): EventRights {
  const maySend = anyWildcard(source.eventTypes);
  return { source, resolver, maySend, cloudEvents };
}

const entityOf = (
  rights: EventRights,
  entity: string | undefined,
  subject: Subject | undefined,
): Resolution => {
  if (entity !== undefined) {
    return {
      entityRef: entity.toLocaleLowerCase('en-US'),
      resolvedBy: 'explicit',
    };
  }
  return subject ? rights.resolver.resolve(subject) : { resolvedBy: 'none' };
};

const entityPattern = /^[a-z0-9_.-]+:[a-z0-9_.-]+\/[a-z0-9_.-]+$/i;

/** One item to one event of the log. */
function readItem(
  { value, path }: BatchItem,
  rights: EventRights,
  stamp: Pick<NewEvent, 'deliveryId' | 'source' | 'traceparent'>,
): { event: DoorEvent; id?: string } | Refusal {
  const bad = (message: string, at: string) =>
    refuse(422, 'InputError', message, `${path}${at}`);
  const forbid = (message: string, at: string) =>
    refuse(403, 'NotAllowedError', message, `${path}${at}`);
  const parsed = readEnvelope(
    isCloudEvent(value) ? readCloudEvent(value) : value,
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue.path.map(String).join('/');
    return bad(`${at || 'item'}: ${issue.message}`, `/${at}`);
  }
  const item = parsed.data;
  if (!isEventType(item.type)) {
    return bad(`"${item.type}" is not a type of event we know.`, '/type');
  }
  const type: EventType = item.type;
  if (ownTypes.has(type)) {
    return forbid(`"${type}" is written by the portal itself only.`, '/type');
  }
  if (!rights.maySend(type)) {
    return forbid(
      `The source "${
        rights.source.id
      }" may not send "${type}". Its types are ${rights.source.eventTypes.join(
        ', ',
      )}.`,
      '/type',
    );
  }
  const subject = subjectOf(item.subject);
  if (subject === 'unreadable') {
    return bad('The subject must look like host/project.', '/subject');
  }
  if (item.entity !== undefined && !entityPattern.test(item.entity)) {
    return bad(
      'The entity must be a full ref such as component:default/shop.',
      '/entity',
    );
  }
  if (item.entity === undefined && subject === undefined) {
    return bad('Name an entity or a subject.', '/entity');
  }
  const { entityRef, resolvedBy, note } = entityOf(
    rights,
    item.entity,
    subject,
  );
  if (note) return forbid(note, '/subject');
  if (entityRef && !rights.resolver.maySpeakFor(entityRef)) {
    return forbid(
      `The source "${rights.source.id}" may not speak for ${entityRef}. Ask the platform team to add it to ingest.sources.${rights.source.id}.entities.`,
      '/entity',
    );
  }
  const checked = checkEvent(type, item.data);
  if (!checked.ok) return bad(checked.message, `/data${checked.path}`);
  const event: NewEvent = {
    ...stamp,
    type,
    subject: subject && subjectKey(subject),
    entityRef,
    occurredAt: new Date(item.occurredAt),
    correlation: item.correlation,
    data: checked.data,
    checked: true,
  };
  return { event: { event, subject, resolvedBy, note }, id: item.id };
}

/**
 * Reads a batch of events. All or nothing: the first bad item refuses the
 * request and is named by its path.
 */
export function readEvents(options: {
  body: Buffer;
  ndjson: boolean;
  rights: EventRights;
  receipt?: string;
  traceparent?: string;
}): EventsOutcome {
  const { body, ndjson, rights } = options;
  const { depth } = rights.source.limits;
  // Line ends do not count: a line that nests too deep is found like any other.
  if (jsonDepthExceeds(body, ndjson ? depth : depth + 1)) {
    return {
      ok: false,
      refusal: refuse(
        400,
        'InputError',
        `The JSON nests deeper than ${depth} levels, which this source does not take.`,
        '/',
      ),
    };
  }
  const split = splitItems(body, ndjson);
  if (!split.ok) return split;
  const expanded = expandCloudEvents(split.items, rights.cloudEvents);
  if (!('items' in expanded)) return expanded;
  const { items } = expanded;
  if (items.length === 0) {
    return {
      ok: false,
      refusal: refuse(400, 'InputError', 'The request has no events.', '/'),
    };
  }
  if (items.length > maxItems) {
    return {
      ok: false,
      refusal: refuse(
        413,
        'PayloadTooLargeError',
        `${items.length} events are too many for one request; send at most ${maxItems}.`,
        '/',
      ),
    };
  }
  const stamp = {
    deliveryId: options.receipt,
    source: rights.source.id,
    traceparent: options.traceparent,
  };
  const events: DoorEvent[] = [];
  let id: string | undefined;
  for (const item of items) {
    const read = readItem(item, rights, stamp);
    if (!('event' in read)) return { ok: false, refusal: read };
    events.push(read.event);
    id = items.length === 1 ? read.id : undefined;
  }
  const [first] = events;
  const parsedAs =
    events.length === 1 ? first.event.type : `${events.length} events`;
  return { ok: true, id, reading: { status: 'accepted', parsedAs, events } };
}
