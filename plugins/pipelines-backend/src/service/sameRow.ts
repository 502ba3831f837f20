/** JSON drops what is undefined, so a stored row has no such key. */
const definedEntries = (value: object) =>
  Object.entries(value).filter(([, item]) => item !== undefined);

/** Whether two values are equal in depth; the order of keys does not matter. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => same(item, b[index]))
    );
  }
  const left = definedEntries(a);
  const right = new Map(definedEntries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}

/**
 * Whether a batch changed nothing about a row, so that repeats write nothing.
 */
export function sameRow<Row extends object>(before: Row, after: Row): boolean {
  return same(before, after);
}
