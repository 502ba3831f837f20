import { z } from 'zod';
import {
  eventRegistry,
  EventType,
  Subject,
} from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';

/** Data of each event type before its schema has normalised it: what parsers write. */
export type EventInputs = {
  [T in EventType]: z.input<(typeof eventRegistry)[T]>;
};

/** An event of a delivery, with `at` as the time it speaks of. */
export function providerEvent<T extends EventType>(event: {
  type: T;
  subject: Subject;
  at: string;
  correlation: Record<string, string | undefined>;
  data: EventInputs[T];
}): ParsedEvent;
// The compiler cannot tie type and data together across the union; callers are held to it above.
export function providerEvent(event: {
  type: EventType;
  subject: Subject;
  at: string;
  correlation: Record<string, string | undefined>;
  data: object;
}): {
  type: EventType;
  subject: Subject;
  occurredAt: Date;
  correlation: Record<string, string>;
  data: object;
} {
  const correlation: Record<string, string> = {};
  for (const [key, value] of Object.entries(event.correlation)) {
    if (value !== undefined) correlation[key] = value;
  }
  return {
    type: event.type,
    subject: event.subject,
    occurredAt: new Date(event.at),
    correlation,
    data: event.data,
  };
}
