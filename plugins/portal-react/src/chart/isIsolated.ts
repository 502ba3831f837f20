import type { ChartPoint } from './chartTypes';

/**
 * Whether a point's value stands alone between gaps: no line leads to it, so it
 * needs a dot to be seen.
 */
export function isIsolated(
  points: readonly ChartPoint[],
  index: number,
  key: string,
): boolean {
  const known = (at: number) => typeof points[at]?.values[key] === 'number';
  return known(index) && !known(index - 1) && !known(index + 1);
}
