/** A report with its place in the log. */
export interface Report<Facts> {
  facts: Facts;
  /** The log's position, a decimal number. */
  position: string;
}

/** Negative when position `a` stands before `b`: shorter decimals are smaller. */
export function positionOrder(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const isMissing = (value: unknown) =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0);

/** `first`, with what it does not say taken from `second`. */
export function withMissingFrom<Facts extends object>(
  first: Facts,
  second: Facts,
): Facts {
  let merged = first;
  for (const key in second) {
    if (isMissing(first[key]) && !isMissing(second[key])) {
      // A copy only when there is something to add: most reports are whole.
      if (merged === first) merged = { ...first };
      merged[key] = second[key];
    }
  }
  return merged;
}
