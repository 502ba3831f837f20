/** Which rows are chosen, and how to change that. */
export interface Selection {
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
}

/** The selection with one row turned, or only added with `extend`. */
export function turned(
  keys: ReadonlySet<string>,
  key: string,
  extend = false,
): ReadonlySet<string> {
  const next = new Set(keys);
  if (next.has(key) && !extend) next.delete(key);
  else next.add(key);
  return next;
}
