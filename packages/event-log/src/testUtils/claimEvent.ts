import { AnyLogEvent, NewEvent } from '@quarterdeck/plugin-ingest-node';

/** A small valid event that carries a word of the test's choice. */
export function claimEvent(
  word: string,
  more: Partial<NewEvent<'subject.claimed.v1'>> = {},
): NewEvent<'subject.claimed.v1'> {
  return {
    type: 'subject.claimed.v1',
    occurredAt: new Date('2026-10-01T12:00:00Z'),
    data: {
      subject: { instance: 'git.example', project: 'acme/shop' },
      entityRef: null,
      claimedBy: word,
    },
    ...more,
  };
}

/** The word of {@link claimEvent}. */
export function wordOf(event: AnyLogEvent): string {
  return event.type === 'subject.claimed.v1' ? event.data.claimedBy : '';
}
