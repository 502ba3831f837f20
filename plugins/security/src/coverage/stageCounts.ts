import { Coverage } from '@quarterdeck/plugin-security-common';

/** First caught per stage over several services, most first; unknown last. */
export function stageCounts(
  items: readonly Coverage[],
): Array<{ stage: string | null; count: number }> {
  const counts = new Map<string | null, number>();
  for (const { firstCaught } of items) {
    for (const { stage, count } of firstCaught) {
      counts.set(stage, (counts.get(stage) ?? 0) + count);
    }
  }
  return [...counts]
    .map(([stage, count]) => ({ stage, count }))
    .sort((a, b) =>
      (a.stage === null) !== (b.stage === null)
        ? Number(a.stage === null) - Number(b.stage === null)
        : b.count - a.count,
    );
}
