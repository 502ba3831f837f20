import { CollapsedFinding } from './collapseFound';
import { ExistingFinding, FieldChange } from './importTypes';

/** Fields that differ; one that is not told is null. */
export function changesOf(
  before: ExistingFinding,
  after: CollapsedFinding,
): FieldChange[] {
  const names = new Set([
    ...Object.keys(before.content),
    ...Object.keys(after.content),
  ]);
  const changes = [...names].sort().flatMap(field => {
    const [old, now] = [
      before.content[field] ?? null,
      after.content[field] ?? null,
    ];
    return old === now ? [] : [{ field, before: old, after: now }];
  });
  return before.occurrences === after.occurrences
    ? changes
    : [
        ...changes,
        {
          field: 'occurrences',
          before: before.occurrences,
          after: after.occurrences,
        },
      ];
}
