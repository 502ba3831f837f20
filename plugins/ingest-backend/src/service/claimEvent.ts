import { Subject, subjectKey } from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';

/** The event by which consumers move the rows of a subject. */
export function claimEvent(claim: {
  subject: Subject;
  entityRef: string | null;
  by: string;
}): NewEvent<'subject.claimed.v1'> {
  const { subject, entityRef, by } = claim;
  return {
    type: 'subject.claimed.v1',
    subject: subjectKey(subject),
    entityRef: entityRef ?? undefined,
    occurredAt: new Date(),
    data: { subject, entityRef, claimedBy: by },
  };
}
