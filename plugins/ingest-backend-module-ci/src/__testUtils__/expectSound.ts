import { eventRegistry } from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';

/**
 * What any outcome must be: a refusal with a sentence and a path, or events
 * that fit the registry. Gives back the events' data as the door stores it.
 */
export function expectSound(outcome: ParseOutcome): unknown[] {
  if (outcome.outcome === 'rejected') {
    expect(outcome.message).toMatch(/\.$/);
    expect(outcome.path).toEqual(expect.any(String));
  }
  if (outcome.outcome !== 'parsed') return [];
  return outcome.events.map(event => {
    expect(event.occurredAt.getTime()).not.toBeNaN();
    return eventRegistry[event.type].parse(event.data);
  });
}
