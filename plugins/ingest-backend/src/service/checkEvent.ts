import { EventData, EventType } from '@quarterdeck/plugin-ingest-common';
import { checkEventData } from '@quarterdeck/plugin-ingest-node';

/** Data that fits its schema, or the first place where it does not. */
export type CheckOutcome =
  | { ok: true; data: EventData<EventType> }
  | { ok: false; path: string; message: string };

/** Checks the data of an event against the registry. */
export function checkEvent(type: EventType, data: unknown): CheckOutcome {
  const check = checkEventData(type, data);
  if (check.ok) return check;
  return {
    ok: false,
    path: `/${check.issue.path.map(String).join('/')}`,
    message: check.issue.message,
  };
}
