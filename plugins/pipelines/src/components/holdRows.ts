/**
 * What a list shows when fresh rows came. Held: rows stand where they stood and
 * only their content changes; later pages are added below; what is new above
 * waits. Not held: the fresh rows as they are.
 */
export function holdRows<Row>(options: {
  shown: readonly Row[];
  fresh: readonly Row[];
  keyOf: (row: Row) => string;
  hold: boolean;
}): { rows: readonly Row[]; waiting: number } {
  const { shown, fresh, keyOf, hold } = options;
  const known = new Set(shown.map(keyOf));
  const isKnown = (row: Row) => known.has(keyOf(row));
  const lastKnown = fresh.findLastIndex(isKnown);
  if (!hold || lastKnown < 0) return { rows: fresh, waiting: 0 };
  const latest = new Map(fresh.map(row => [keyOf(row), row]));
  return {
    rows: [
      ...shown.map(row => latest.get(keyOf(row)) ?? row),
      ...fresh.slice(lastKnown + 1),
    ],
    waiting: fresh.slice(0, lastKnown).filter(row => !isKnown(row)).length,
  };
}
