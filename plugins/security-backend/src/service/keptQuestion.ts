import { FindingFilter } from '@quarterdeck/plugin-security-common';
import { Caller } from './findingQuestions';
import { dueSoonDays } from './findingFilter';
import { KeptQuestion } from './keptAnswers';
import { askedFindings, Reader } from './reader';
import { seenEntities } from './seenFindings';

const dayMs = 86_400_000;

const asksForDue = ({ view, sla }: FindingFilter) =>
  view === 'past_due' || sla.length > 0;

/**
 * A question about findings as one whose answer may be kept. Undefined where the
 * answer follows from more than the findings of the entities and their due dates:
 * from the time in another way, from other branches, from what names mean the same
 * vulnerability, or from when acceptances end.
 */
export function keptQuestion(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
  name: readonly unknown[],
  /** The answer tells of due dates, whatever is asked for. */
  tellsDue = true,
): KeptQuestion | undefined {
  if (
    filter.newSince ||
    filter.changedSince ||
    filter.import ||
    filter.view === 'accepted_ending' ||
    filter.ref.length > 0 ||
    filter.vulnerability.length > 0 ||
    // Of these branches are asked for that due dates are not looked up for.
    filter.issue ||
    filter.secret
  ) {
    return undefined;
  }
  const seen = askedFindings(reader, { decision: caller.decision, ...filter });
  const now = reader.now();
  return {
    // The filter names groups, the catalog tells what they own.
    key: [...name, filter, seen, caller.me],
    entities: seenEntities(seen),
    timed:
      tellsDue || asksForDue(filter)
        ? { now, soon: new Date(now.getTime() + dueSoonDays * dayMs) }
        : undefined,
  };
}

/** The answer that is kept where one may be. */
export function answerKept<T>(
  reader: Reader,
  question: KeptQuestion | undefined,
  read: () => Promise<T>,
): Promise<T> {
  return question ? reader.kept.answer(question, read) : read();
}
