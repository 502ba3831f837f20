const isMissing = (value: unknown) =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0);

/** What decides between two reports, the weightiest first. */
export type FieldOrder = readonly (number | string)[];

/** Facts that remember which fields came from a report that does not count. */
export interface FilledFacts {
  /** Set by the merge: the order of the report a field was taken from. */
  filled?: Record<string, FieldOrder>;
}

/** Negative when `a` counts less. */
export function compareOrders(a: FieldOrder, b: FieldOrder): number {
  for (let index = 0; index < a.length; index++) {
    const left = a[index];
    const right = b[index];
    if (left === right) continue;
    if (left === undefined || right === undefined) {
      return left === undefined ? -1 : 1;
    }
    return left < right ? -1 : 1;
  }
  return 0;
}

/**
 * Two reports made one, field by field: each field is that of the report which
 * counts most among those that say anything about it. `first` counts at least
 * as much as `second`. Since every field is a maximum of its own, neither the
 * order of the reports nor their repetition matters.
 */
export function mergeFields<Facts extends FilledFacts>(
  first: Facts,
  second: Facts,
  orderOf: (facts: Facts) => FieldOrder,
  /** Fields the caller merges by rules of their own. */
  except: ReadonlySet<string> = new Set(),
): Facts {
  const merged = { ...first };
  const filled: Record<string, FieldOrder> = { ...first.filled };
  const ownOrder = orderOf(first);
  for (const key in second) {
    if (key === 'filled' || except.has(key)) continue;
    if (isMissing(second[key])) continue;
    const theirs = second.filled?.[key] ?? orderOf(second);
    const ours = filled[key] ?? ownOrder;
    const order = isMissing(first[key]) ? 1 : compareOrders(theirs, ours);
    const wins =
      order > 0 ||
      // Two reports of one moment: any rule will do that asks not who came first.
      (order === 0 &&
        filled[key] !== undefined &&
        JSON.stringify(second[key]) > JSON.stringify(first[key]));
    if (!wins) continue;
    merged[key] = second[key];
    filled[key] = theirs;
  }
  return { ...merged, filled: Object.keys(filled).length ? filled : undefined };
}
