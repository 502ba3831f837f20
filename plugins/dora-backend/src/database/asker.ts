import { Knex } from 'knex';
import { types } from 'pg';

/**
 * Whoever has a statement answered: the pool, a transaction, or a thread that
 * has no connection of its own.
 */
export interface Asker {
  raw<Answer>(
    statement: string,
    bindings: readonly string[],
  ): PromiseLike<Answer>;
}

/** An answer as the server sent it: the threads hand it on as it is. */
export interface TextAnswer {
  /** Names of columns, and the numbers of their types. */
  fields: readonly { name: string; type: number }[];
  /** Row after row, in one list. */
  values: readonly (string | null)[];
}

/** Reads nothing out of texts: who gets the answer does. */
const asSent = { getTypeParser: () => (text: string) => text };

/** Has a statement answered, and leaves the answer as it was sent. */
export async function askAsText(
  knex: Knex,
  statement: string,
  bindings: readonly string[],
): Promise<TextAnswer> {
  const answer = await knex
    .raw<{
      fields: { name: string; dataTypeID: number }[];
      rows: (string | null)[][];
    }>(statement, bindings)
    .options({ rowMode: 'array', types: asSent });
  return {
    fields: answer.fields.map(({ name, dataTypeID: type }) => ({ name, type })),
    values: answer.rows.flat(),
  };
}

/** The rows of an answer, as the driver would have given them. */
export function rowsOf({ fields, values }: TextAnswer): object[] {
  const columns = fields.map(({ name, type }) => ({
    name,
    parse: types.getTypeParser(type),
  }));
  const rows: object[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    const row: Record<string, unknown> = {};
    columns.forEach(({ name, parse }, i) => {
      const value = values[at + i];
      row[name] = value === null ? null : parse(value);
    });
    rows.push(row);
  }
  return rows;
}
