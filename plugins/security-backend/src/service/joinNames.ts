const rank = (name: string) => {
  if (name.startsWith('CVE-')) return 0;
  return name.startsWith('GHSA-') ? 1 : 2;
};

const before = (a: string, b: string) =>
  rank(a) - rank(b) || (a < b ? -1 : Number(a > b));

/** A vulnerability with all its names, under the one that comes first. */
export interface NameGroup {
  key: string;
  names: string[];
}

/**
 * Names that stand together anywhere belong together. The key is the first name
 * of the group whatever the order they came in, so that every order of imports
 * ends with the same groups.
 */
export function joinNames(sets: readonly (readonly string[])[]): NameGroup[] {
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (;;) {
      const up = parent.get(at) ?? at;
      if (up === at) return at;
      // Every second step is left out next time.
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
  };
  for (const [first, ...others] of sets) {
    if (first === undefined) continue;
    if (!parent.has(first)) parent.set(first, first);
    for (const other of others) {
      if (!parent.has(other)) parent.set(other, other);
      const [a, b] = [root(first), root(other)];
      if (a !== b) {
        const [low, high] = before(a, b) < 0 ? [a, b] : [b, a];
        parent.set(high, low);
      }
    }
  }
  const groups = new Map<string, string[]>();
  for (const name of parent.keys()) {
    const key = root(name);
    const group = groups.get(key);
    if (group) group.push(name);
    else groups.set(key, [name]);
  }
  return Array.from(groups, ([key, names]) => ({
    key,
    names: names.sort(before),
  }));
}
