import {
  EventData,
  eventRegistry,
  EventType,
} from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';

/** The events of one type in an outcome that must be parsed, as the door stores them. */
export function eventsIn<T extends EventType>(
  type: T,
  outcome: ParseOutcome,
): EventData<T>[];
export function eventsIn(type: EventType, outcome: ParseOutcome): unknown[] {
  if (outcome.outcome !== 'parsed') {
    throw new Error(`Expected events, got ${JSON.stringify(outcome)}`);
  }
  return outcome.events
    .filter(event => event.type === type)
    .map(event => eventRegistry[type].parse(event.data));
}

/** States of all deployments in an outcome; none when it was not parsed. */
export function deploymentStates(outcome: ParseOutcome): string[] {
  return outcome.outcome === 'parsed'
    ? eventsIn('deployment.v1', outcome).map(({ state }) => state)
    : [];
}
