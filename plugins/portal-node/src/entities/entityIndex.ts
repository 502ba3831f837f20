import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** What areas need to know of an entity, without asking the catalog. */
export interface EntitySummary {
  /** Lower-cased full ref. */
  ref: string;
  kind: string;
  name: string;
  title?: string;
  owner?: string;
  system?: string;
  domain?: string;
  annotations: Readonly<Record<string, string>>;
}

/** A copy of the catalog in memory, for lookups on hot paths. */
export interface EntityIndex {
  get(ref: string): EntitySummary | undefined;
  /** Every entity, for tasks that look at all of them. */
  refs(): string[];
  /** The one entity that carries the annotation; `undefined` if none or several. */
  byAnnotation(annotation: string, value: string): string | undefined;
  /**
   * Refs of what lies in a scope: owned by a group (with its subgroups) or by a
   * user's groups, part of a system or domain; the entity itself is always in.
   */
  inScope(scopeRef: string): string[];
  /** Refs of what is owned by one of these, exactly. */
  ownedBy(ownerRefs: string[]): string[];
  /** Rises with every change; caches built on the index compare it. */
  readonly version: number;
  /** When the reading began that this copy comes from: what changed before is in it. */
  readonly asOf: Date;
  /** Settles after the first successful read of the catalog. */
  readonly ready: Promise<void>;
  refresh(): Promise<void>;
}

/** The read-only lookups over one reading of the catalog. */
export type EntitySnapshot = Pick<
  EntityIndex,
  'get' | 'refs' | 'byAnnotation' | 'inScope' | 'ownedBy'
>;

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

const targets = (entity: Entity, type: string): string[] =>
  (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => lower(relation.targetRef));

/** `spec.owner` and friends, for entities that were not stitched (tests, files). */
const specRef = (entity: Entity, field: string, kind: string) => {
  const value = entity.spec?.[field];
  if (typeof value !== 'string') return [];
  try {
    return [
      lower(
        stringifyEntityRef(
          parseEntityRef(value, {
            defaultKind: kind,
            defaultNamespace: entity.metadata.namespace ?? 'default',
          }),
        ),
      ),
    ];
  } catch {
    return [];
  }
};

const relation = (
  entity: Entity,
  type: string,
  field: string,
  kind: string,
): string[] => {
  const related = targets(entity, type);
  return related.length > 0 ? related : specRef(entity, field, kind);
};

/** Adds to a list in a map, making it on first use. */
const push = (map: Map<string, string[]>, key: string, value: string) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** Builds the lookups from entities; pure. */
export function createEntitySnapshot(
  entities: readonly Entity[],
): EntitySnapshot {
  const summaries = new Map<string, EntitySummary>();
  const owned = new Map<string, string[]>();
  const parts = new Map<string, string[]>();
  const subgroups = new Map<string, string[]>();
  const memberships = new Map<string, string[]>();
  const annotated = new Map<string, string[]>();

  for (const entity of entities) {
    const ref = lower(stringifyEntityRef(entity));
    const [owner] = relation(entity, RELATION_OWNED_BY, 'owner', 'group');
    const wholes = [
      ...targets(entity, RELATION_PART_OF),
      ...specRef(entity, 'system', 'system'),
      ...specRef(entity, 'domain', 'domain'),
    ];
    const annotations = entity.metadata.annotations ?? {};
    summaries.set(ref, {
      ref,
      kind: lower(entity.kind),
      name: entity.metadata.name,
      title: entity.metadata.title,
      owner,
      system: wholes.find(whole => whole.startsWith('system:')),
      domain: wholes.find(whole => whole.startsWith('domain:')),
      annotations,
    });
    if (owner) push(owned, owner, ref);
    for (const whole of new Set(wholes)) push(parts, whole, ref);
    for (const parent of relation(
      entity,
      RELATION_CHILD_OF,
      entity.kind === 'Group' ? 'parent' : '',
      'group',
    )) {
      push(subgroups, parent, ref);
    }
    for (const group of targets(entity, RELATION_MEMBER_OF)) {
      push(memberships, ref, group);
    }
    for (const [annotation, value] of Object.entries(annotations)) {
      push(annotated, `${annotation}=${lower(value)}`, ref);
    }
  }
  for (const summary of summaries.values()) {
    if (!summary.domain && summary.system) {
      summary.domain = summaries.get(summary.system)?.domain;
    }
  }

  /** Everything reachable from `start` over `edges`, `start` included. */
  const reach = (start: string[], edges: Map<string, string[]>): string[] => {
    const seen = new Set(start);
    for (const ref of seen) {
      for (const next of edges.get(ref) ?? []) seen.add(next);
    }
    return [...seen];
  };

  const ownedBy = (ownerRefs: string[]) => [
    ...new Set(ownerRefs.flatMap(ref => owned.get(lower(ref)) ?? [])),
  ];

  return {
    get: ref => summaries.get(lower(ref)),
    refs: () => [...summaries.keys()],
    byAnnotation(annotation, value) {
      const refs = annotated.get(`${annotation}=${lower(value)}`) ?? [];
      const components = refs.filter(ref => ref.startsWith('component:'));
      const candidates = components.length > 0 ? components : refs;
      return candidates.length === 1 ? candidates[0] : undefined;
    },
    inScope(scopeRef) {
      const scope = lower(scopeRef);
      if (scope.startsWith('user:')) {
        const groups = reach(memberships.get(scope) ?? [], subgroups);
        return ownedBy([scope, ...groups]);
      }
      if (scope.startsWith('group:')) return ownedBy(reach([scope], subgroups));
      return reach([scope], parts);
    },
    ownedBy,
  };
}

/** An index that never changes, for tests. */
export function createStaticEntityIndex(
  entities: readonly Entity[],
): EntityIndex {
  return {
    ...createEntitySnapshot(entities),
    version: 1,
    asOf: new Date(),
    ready: Promise.resolve(),
    refresh: async () => undefined,
  };
}
