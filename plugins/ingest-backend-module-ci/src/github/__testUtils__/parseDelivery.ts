import {
  eventRegistry,
  EventData,
  EventType,
} from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { githubProvider } from '../githubProvider';

export const now = new Date('2030-01-01T00:00:00.000Z');

/** A repository as GitHub's bodies describe it, shortened. */
export const repository = {
  id: 7,
  full_name: 'acme/shop',
  html_url: 'https://github.com/acme/shop',
  default_branch: 'main',
  pushed_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-01T10:00:00Z',
};

export function parse(event: string, body: unknown): ParseOutcome {
  return githubProvider.parse({
    headers: { 'x-github-event': event },
    body,
    now,
  });
}

/** The events of a delivery that must be parsed, each by its type and as the door stores it. */
export function eventsOf<T extends EventType>(
  type: T,
  outcome: ParseOutcome,
): EventData<T>[];
export function eventsOf(type: EventType, outcome: ParseOutcome): unknown[] {
  if (outcome.outcome !== 'parsed') {
    throw new Error(`Expected events, got ${JSON.stringify(outcome)}`);
  }
  return outcome.events.map(event => {
    expect(event.type).toBe(type);
    expect(event.occurredAt.getTime()).not.toBeNaN();
    return eventRegistry[type].parse(event.data);
  });
}

/** The one event of a delivery. */
export function eventOf<T extends EventType>(
  type: T,
  event: string,
  body: object,
): EventData<T> {
  const events = eventsOf(type, parse(event, { repository, ...body }));
  expect(events).toHaveLength(1);
  return events[0];
}
