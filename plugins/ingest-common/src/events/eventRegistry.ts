import { z } from 'zod';
import { changeEvents } from './changeEvents';
import { ciEvents } from './ciEvents';
import { deploymentEvents } from './deploymentEvents';
import { doraEvents } from './doraEvents';
import { gateEvents } from './gateEvents';
import { incidentEvents } from './incidentEvents';
import { ingestEvents } from './ingestEvents';
import { securityEvents } from './securityEvents';

/**
 * Every type of event that may stand in the log, with the schema of its data.
 * The name carries the version: a change that is not merely an added optional
 * field gets a new name beside the old one.
 */
export const eventRegistry = {
  ...ciEvents,
  ...changeEvents,
  ...deploymentEvents,
  ...doraEvents,
  ...gateEvents,
  ...incidentEvents,
  ...ingestEvents,
  ...securityEvents,
} as const;

/** The name of an event, version included: `ci.run.v1`. */
export type EventType = keyof typeof eventRegistry;

/** The checked data of an event type. */
export type EventData<T extends EventType> = z.infer<(typeof eventRegistry)[T]>;

/** Whether the log knows this type. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventRegistry, type);
}
