import {
  EventData,
  EventType,
  eventRegistry,
} from '@quarterdeck/plugin-ingest-common';

/** Data that fits its schema, or the first place where it does not. */
export type CheckOutcome =
  | { ok: true; data: EventData<EventType> }
  | { ok: false; path: string; message: string };

/** Checks the data of an event against the registry. */
export function checkEvent(type: EventType, data: unknown): CheckOutcome {
  const parsed = eventRegistry[type].safeParse(data);
  if (parsed.success) return { ok: true, data: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    ok: false,
    path: `/${issue.path.map(String).join('/')}`,
    message: issue.message,
  };
}
