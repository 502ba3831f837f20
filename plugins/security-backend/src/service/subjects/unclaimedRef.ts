import { parseSubjectKey } from '@quarterdeck/plugin-ingest-common';

/**
 * Under which name scans of a subject stand that belongs to nobody. No entity has
 * this kind, so only who sees everything sees them, until somebody claims it.
 */
export function unclaimedRef(subject: string): string {
  const project = parseSubjectKey(subject)?.project ?? subject;
  const name = project
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 200);
  return `unclaimed:default/${name || 'unknown'}`;
}
