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
