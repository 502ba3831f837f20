/**
 * The longest of the usual ones, for the scale of bars: the 90th percentile, so
 * that one very long run does not flatten all others. What is longer is cut.
 */
export function usualLongest(values: ReadonlyArray<number | null>): number {
  const known = values
    .filter((value): value is number => value !== null)
    .sort((a, b) => a - b);
  return Math.max(1, known[Math.ceil(known.length * 0.9) - 1] ?? 1);
}
