/**
 * Which columns stand last where the page is too narrow for all: a column key to
 * `2` (without those of priority 3), `1` (without those of 2 and 3), or both. The
 * last one keeps the distance to the edge.
 */
export function lastColumns(
  columns: ReadonlyArray<{ key: string; priority?: 1 | 2 | 3 }>,
): Map<string, string> {
  const edges = new Map<string, string>();
  for (const most of [2, 1]) {
    const last = columns.filter(({ priority = 1 }) => priority <= most).at(-1);
    if (!last) continue;
    const known = edges.get(last.key);
    edges.set(last.key, known ? `${known} ${most}` : String(most));
  }
  return edges;
}
