/**
 * A set of entities: some, or all but some. Scope, filter and permission are
 * each such a set, and what a query may read is what they have in common.
 */
export interface EntitySet {
  /** `only`: these and no others. `except`: all others, unclaimed rows too. */
  kind: 'only' | 'except';
  refs: readonly string[];
}

/** Every row, unclaimed ones included. */
export const everyEntity: EntitySet = { kind: 'except', refs: [] };

/** The rows of these entities alone. */
export function onlyEntities(refs: readonly string[]): EntitySet {
  return { kind: 'only', refs: [...new Set(refs)] };
}

/** Everything the set does not hold. */
export function complement(set: EntitySet): EntitySet {
  return { kind: set.kind === 'only' ? 'except' : 'only', refs: set.refs };
}

/** What all sets have in common. */
export function intersection(...sets: readonly EntitySet[]): EntitySet {
  return sets.reduce((left, right) => {
    if (left.kind === 'except' && right.kind === 'except') {
      return {
        kind: 'except',
        refs: [...new Set([...left.refs, ...right.refs])],
      };
    }
    const [some, other] = left.kind === 'only' ? [left, right] : [right, left];
    const inOther = new Set(other.refs);
    const wanted = other.kind === 'only';
    return {
      kind: 'only',
      refs: some.refs.filter(ref => inOther.has(ref) === wanted),
    };
  }, everyEntity);
}

/** What any of the sets holds. */
export function union(...sets: readonly EntitySet[]): EntitySet {
  return complement(intersection(...sets.map(complement)));
}

/** Whether a row of this entity belongs to the set. */
export function holds(set: EntitySet, entityRef: string | null): boolean {
  if (entityRef === null) return set.kind === 'except';
  return set.refs.includes(entityRef) === (set.kind === 'only');
}

/** Whether nothing can be in the set. */
export function isEmpty(set: EntitySet): boolean {
  return set.kind === 'only' && set.refs.length === 0;
}
