import {
  complement,
  Condition,
  EntitySet,
  everyEntity,
  inEntities,
  intersection,
  onlyEntities,
  union,
  where,
} from '@quarterdeck/plugin-portal-node';
import { severities, Severity } from '@quarterdeck/plugin-security-common';

/** For each severity, the entities whose findings of it may be read. */
export type SeenFindings = Readonly<Record<Severity, EntitySet>>;

const noEntity = onlyEntities([]);

function bySeverity(of: (severity: Severity) => EntitySet): SeenFindings {
  return {
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    info: of('info'),
    unknown: of('unknown'),
  };
}

/** All findings of a set of entities. */
export function ofEntities(set: EntitySet): SeenFindings {
  return bySeverity(() => set);
}

/** All findings of these entities. */
export const ownedBy = (refs: readonly string[]): SeenFindings =>
  ofEntities(onlyEntities(refs));

/** Findings that are no worse; `unknown` may be worse. */
export function severityAtMost(most: Severity): SeenFindings {
  return bySeverity(severity =>
    severity !== 'unknown' &&
    severities.indexOf(severity) >= severities.indexOf(most)
      ? everyEntity
      : noEntity,
  );
}

/** What all of them have in common. */
export function allSeen(...seen: readonly SeenFindings[]): SeenFindings {
  return bySeverity(severity =>
    intersection(...seen.map(one => one[severity])),
  );
}

/** What any of them has. */
export function anySeen(...seen: readonly SeenFindings[]): SeenFindings {
  return bySeverity(severity => union(...seen.map(one => one[severity])));
}

/** Everything else. */
export function notSeen(seen: SeenFindings): SeenFindings {
  return bySeverity(severity => complement(seen[severity]));
}

/** Entities of which anything may be read: their scans and SBOMs. */
export function seenEntities(seen: SeenFindings): EntitySet {
  return union(...severities.map(severity => seen[severity]));
}

const same = (a: EntitySet, b: EntitySet) =>
  a.kind === b.kind &&
  a.refs.length === b.refs.length &&
  a.refs.every((ref, at) => ref === b.refs[at]);

/** The rows of a table with an entity and a severity that may be read. */
export function inSeen(
  columns: { entity: string; severity: string },
  seen: SeenFindings,
): Condition {
  const [first, ...others] = severities;
  if (others.every(severity => same(seen[severity], seen[first]))) {
    return inEntities(columns.entity, seen[first]);
  }
  const parts = severities.map(severity => {
    const set = inEntities(columns.entity, seen[severity]);
    return where(
      `${columns.severity} = ? AND (${set.sql})`,
      severity,
      ...set.bindings,
    );
  });
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(' OR '),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}
