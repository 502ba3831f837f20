import { Knex } from 'knex';
import { EntitySet } from './entitySet';
import { arrayLiteral } from './writeRows';

/** A piece of a WHERE clause with its values. */
export interface Condition {
  sql: string;
  bindings: Knex.RawBinding[];
}

/** A condition of text and values. */
export function where(
  sql: string,
  ...bindings: readonly Knex.RawBinding[]
): Condition {
  return { sql, bindings: [...bindings] };
}

/** All of them; none means true. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND ') || 'true',
    bindings: conditions.flatMap(({ bindings }) => bindings),
  };
}

/**
 * Rows of an entity set. `column` holds null for unclaimed rows, or an empty
 * text in rollups, whose keys cannot be null.
 */
export function inEntities(column: string, set: EntitySet): Condition {
  if (set.kind === 'only') {
    const [first, ...others] = set.refs;
    if (first === undefined) return where('false');
    if (others.length === 0) return where(`${column} = ?`, first);
    return where(`${column} = ANY(?::text[])`, arrayLiteral(set.refs));
  }
  if (set.refs.length === 0) return where('true');
  return where(
    `${column} IS NULL OR NOT ${column} = ANY(?::text[])`,
    arrayLiteral(set.refs),
  );
}

/** A column is one of these values; an empty list does not narrow. */
export function oneOf(
  column: string,
  values: readonly string[],
): Condition | undefined {
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  // An index gives rows in order for one value, not for a list of one.
  if (others.length === 0) return where(`${column} = ?`, first);
  return where(`${column} = ANY(?::text[])`, arrayLiteral(values));
}

/** Text that stands for itself in a LIKE pattern. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
