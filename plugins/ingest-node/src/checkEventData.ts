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

/** What came out of a check, by the type it was checked as. */
const checked = new WeakMap<object, EventType>();

/**
 * Checks an event's data against the registry. The same object is checked once
 * on its way from the door to the log, because a check costs more than all else
 * an event needs; do not change the data afterwards.
 */
export function checkEventData<T extends EventType>(
  type: T,
  data: unknown,
): EventDataCheck<T> {
  if (typeof data === 'object' && data !== null && checked.get(data) === type) {
    // It came out of this very check before.
    return { ok: true, data: data as EventData<T> };
  }
  const parsed = eventRegistry[type].safeParse(data);
  if (!parsed.success) return { ok: false, issue: parsed.error.issues[0] };
  checked.set(parsed.data, type);
  // The registry's entry of `type` is what EventData<T> is inferred from.
  return { ok: true, data: parsed.data as EventData<T> };
}
