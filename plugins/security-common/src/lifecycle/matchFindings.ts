import { CollapsedFinding, inOrder, sameContent } from './collapseFound';
import { ExistingFinding } from './importTypes';

/**
 * Finds for every record the finding it is: the same first key with the same
 * content, then the same first key in order, then any other key in order. By the
 * other keys only what is not fixed is found, so that moved code does not wake the dead.
 * @returns by the record's place.
 */
export function matchFindings(
  existing: readonly ExistingFinding[],
  found: readonly CollapsedFinding[],
): Map<number, ExistingFinding> {
  const matched = new Map<number, ExistingFinding>();
  const taken = new Set<string>();
  const records = inOrder(found);
  const known = [...existing].sort(
    (a, b) =>
      Number(a.state === 'fixed') - Number(b.state === 'fixed') ||
      a.ordinal - b.ordinal,
  );
  const pair = (
    fits: (finding: ExistingFinding, record: CollapsedFinding) => boolean,
    keysOf: (record: CollapsedFinding) => readonly string[],
    keysOfKnown: (finding: ExistingFinding) => readonly string[],
  ) => {
    const byKey = new Map<string, ExistingFinding[]>();
    for (const finding of known) {
      if (taken.has(finding.id)) continue;
      for (const key of new Set(keysOfKnown(finding))) {
        const others = byKey.get(key);
        if (others) others.push(finding);
        else byKey.set(key, [finding]);
      }
    }
    for (const record of records) {
      if (matched.has(record.place)) continue;
      for (const key of keysOf(record)) {
        const hit = (byKey.get(key) ?? []).find(
          finding => !taken.has(finding.id) && fits(finding, record),
        );
        if (hit) {
          matched.set(record.place, hit);
          taken.add(hit.id);
          break;
        }
      }
    }
  };
  const first = ({ keys }: { keys: readonly string[] }) => keys.slice(0, 1);
  pair(sameContent, first, first);
  pair(() => true, first, first);
  const depth = Math.max(0, ...found.map(({ keys }) => keys.length));
  for (let level = 0; level < depth; level += 1) {
    pair(
      finding => finding.state !== 'fixed',
      ({ keys }) => keys.slice(level, level + 1),
      ({ keys }) => keys,
    );
  }
  return matched;
}
