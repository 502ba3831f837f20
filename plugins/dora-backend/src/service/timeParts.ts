import { Slice } from './slices';

/** Slices of time as runs of parts that do not overlap. */
export interface TimeParts {
  /** Where parts meet, ascending; a part lies between two. */
  bounds: readonly number[];
  /** Of each slice its first part, and the one after its last. */
  spans: readonly { first: number; end: number }[];
}

/**
 * Cuts slices that may lie within each other, like a year and its weeks, so
 * that every sample is read once.
 */
export function timeParts(slices: readonly Slice[]): TimeParts {
  const bounds = [
    ...new Set(slices.flatMap(({ from, to }) => [from, Math.max(from, to)])),
  ].sort((a, b) => a - b);
  const places = new Map(bounds.map((bound, place) => [bound, place]));
  return {
    bounds,
    spans: slices.map(({ from, to }) => ({
      first: places.get(from) ?? 0,
      end: places.get(Math.max(from, to)) ?? 0,
    })),
  };
}
