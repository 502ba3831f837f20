import { PlannedDelivery } from '../history/plan';

/** The commit of each component that was scanned last. */
export function scannedCommits(
  history: readonly PlannedDelivery[],
): Map<string, string> {
  const commits = new Map<string, string>();
  for (const { source, query } of history) {
    if (source !== 'reports' || query?.category !== 'sast') continue;
    const name = query.entity?.split('/')[1];
    if (name && query.commit) commits.set(name, query.commit);
  }
  return commits;
}
