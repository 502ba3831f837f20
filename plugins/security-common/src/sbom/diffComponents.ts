import { packageNameKey, packageParts } from '../identity/packageKey';
import { compareVersions } from '../versions/compareVersions';

/** A component of an SBOM. */
export interface DiffComponent {
  name: string;
  version: string | null;
  ecosystem: string | null;
  purl: string | null;
  licences: readonly string[];
}

/** A package in one or both of two SBOMs. */
export interface ComponentChange {
  name: string;
  ecosystem: string | null;
  purl: string | null;
  before: string | null;
  after: string | null;
  licencesBefore: string[];
  licencesAfter: string[];
}

/** What differs. */
export interface ComponentDiff {
  added: ComponentChange[];
  removed: ComponentChange[];
  changed: (ComponentChange & {
    direction: 'upgrade' | 'downgrade' | 'unknown';
  })[];
  licenceChanged: ComponentChange[];
  unchanged: number;
}

const told = (component: DiffComponent) => ({
  name: component.name,
  version: component.version ?? undefined,
  ecosystem: component.ecosystem ?? undefined,
  purl: component.purl ?? undefined,
});

const typeOf = (component: DiffComponent) =>
  packageParts(told(component))?.type ?? component.ecosystem ?? undefined;

type Versions = Map<string, DiffComponent>;

/** By package, then by version: a package may stand in several versions. */
function byPackage(
  components: readonly DiffComponent[],
): Map<string, Versions> {
  const packages = new Map<string, Versions>();
  for (const component of components) {
    const key = packageNameKey(told(component)) ?? component.name;
    const versions = packages.get(key) ?? new Map<string, DiffComponent>();
    const version =
      packageParts(told(component))?.version ?? component.version ?? '';
    if (!versions.has(version)) versions.set(version, component);
    packages.set(key, versions);
  }
  return packages;
}

const change = (
  before: DiffComponent | undefined,
  after: DiffComponent | undefined,
): ComponentChange => {
  const known = after ?? before;
  return {
    name: known?.name ?? '',
    ecosystem: known?.ecosystem ?? null,
    purl: known?.purl ?? null,
    before: before?.version ?? null,
    after: after?.version ?? null,
    licencesBefore: [...(before?.licences ?? [])],
    licencesAfter: [...(after?.licences ?? [])],
  };
};

const sameLicences = (a: DiffComponent, b: DiffComponent) =>
  [...a.licences].sort().join('\n') === [...b.licences].sort().join('\n');

const inOrder = (versions: readonly DiffComponent[]) =>
  [...versions].sort(
    (a, b) =>
      compareVersions(typeOf(a), a.version ?? '', b.version ?? '') ||
      ((a.version ?? '') < (b.version ?? '') ? -1 : 1),
  );

function direction(before: DiffComponent, after: DiffComponent) {
  const order = compareVersions(
    typeOf(after),
    before.version ?? '',
    after.version ?? '',
  );
  if (order === undefined || order === 0) return 'unknown' as const;
  return order < 0 ? ('upgrade' as const) : ('downgrade' as const);
}

/**
 * What differs between two SBOMs. Versions of a package that only one of them has
 * are paired from the lowest on; what is left over was added or removed.
 */
export function diffComponents(
  from: readonly DiffComponent[],
  to: readonly DiffComponent[],
): ComponentDiff {
  const [old, now] = [byPackage(from), byPackage(to)];
  const diff: ComponentDiff = {
    added: [],
    removed: [],
    changed: [],
    licenceChanged: [],
    unchanged: 0,
  };
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  for (const key of keys) {
    const before = old.get(key) ?? new Map<string, DiffComponent>();
    const after = now.get(key) ?? new Map<string, DiffComponent>();
    for (const [version, component] of after) {
      const same = before.get(version);
      if (!same) continue;
      if (sameLicences(same, component)) diff.unchanged += 1;
      else diff.licenceChanged.push(change(same, component));
    }
    const gone = inOrder(
      [...before].flatMap(([v, one]) => (after.has(v) ? [] : [one])),
    );
    const fresh = inOrder(
      [...after].flatMap(([v, one]) => (before.has(v) ? [] : [one])),
    );
    const pairs = Math.min(gone.length, fresh.length);
    for (let at = 0; at < pairs; at += 1) {
      diff.changed.push({
        ...change(gone[at], fresh[at]),
        direction: direction(gone[at], fresh[at]),
      });
      if (!sameLicences(gone[at], fresh[at])) {
        diff.licenceChanged.push(change(gone[at], fresh[at]));
      }
    }
    diff.removed.push(...gone.slice(pairs).map(one => change(one, undefined)));
    diff.added.push(...fresh.slice(pairs).map(one => change(undefined, one)));
  }
  return diff;
}
