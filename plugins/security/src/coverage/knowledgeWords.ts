import { StateName } from '@quarterdeck/plugin-portal-react';
import { Knowledge } from '@quarterdeck/plugin-security-common';

/** What is known: four different things. */
export const knowledgeWords: Record<
  Knowledge['state'],
  { state: StateName; word: string }
> = {
  fresh: { state: 'success', word: 'Fresh' },
  stale: { state: 'warn', word: 'Old' },
  incomplete: { state: 'error', word: 'Failed or cut' },
  never_scanned: { state: 'queued', word: 'Never' },
};

/** What is missing, without what is not: `2 old, 3 never scanned`. */
export const gapWords = ({
  stale,
  incomplete,
  neverScanned,
}: Pick<Knowledge, 'stale' | 'incomplete' | 'neverScanned'>): string =>
  [
    stale > 0 && `${stale} old`,
    incomplete > 0 && `${incomplete} failed or cut`,
    neverScanned > 0 && `${neverScanned} never scanned`,
  ]
    .filter(Boolean)
    .join(', ') || 'all whole and fresh';
