import {
  EventData,
  eventRegistry,
  EventType,
} from '@quarterdeck/plugin-ingest-common';
import { z } from 'zod';

/** Data that fits its schema, or the first issue of why it does not. */
export type EventDataCheck<T extends EventType> =
  | { ok: true; data: EventData<T> }
  | { ok: false; issue: z.core.$ZodIssue };

/**
 * Checks an event's data against the registry. What comes out may be given to
 * the log with `checked: true`, so that the way from the door costs one check.
 */
export function checkEventData<T extends EventType>(
  type: T,
  data: unknown,
): EventDataCheck<T> {
  const parsed = eventRegistry[type].safeParse(data);
  if (!parsed.success) return { ok: false, issue: parsed.error.issues[0] };
  // The registry's entry of `type` is what EventData<T> is inferred from.
  return { ok: true, data: parsed.data as EventData<T> };
}
