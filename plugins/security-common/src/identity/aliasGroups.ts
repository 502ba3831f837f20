import {
  compareVulnerabilities,
  spellVulnerability,
} from './vulnerabilityNames';

/** A vulnerability with all its names, under the one that comes first. */
export interface AliasGroup {
  key: string;
  names: string[];
}

/**
 * Names that stand together anywhere belong together. The key is the first name
 * whatever the order they came in: every order of imports ends with the same groups.
 */
export function aliasGroups(
  sets: readonly (readonly string[])[],
): AliasGroup[] {
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (;;) {
      const up = parent.get(at) ?? at;
      if (up === at) return at;
      // Halves the way for the next time.
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
  };
  for (const set of sets) {
    const names = set.map(spellVulnerability);
    for (const name of names) {
      if (!parent.has(name)) parent.set(name, name);
      const [a, b] = [root(names[0]), root(name)];
      if (a !== b) {
        const [low, high] = compareVulnerabilities(a, b) < 0 ? [a, b] : [b, a];
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
    names: names.sort(compareVulnerabilities),
  })).sort((a, b) => compareVulnerabilities(a.key, b.key));
}
