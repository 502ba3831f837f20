import { Knex } from 'knex';

/**
 * Whoever has a question answered: the pool, a transaction, or a thread that
 * has no connection of its own. Columns are numbers, texts, booleans and JSON:
 * the same whichever way they are read.
 */
export interface Asker {
  raw<Answer>(
    statement: string,
    bindings: readonly string[],
  ): PromiseLike<Answer>;
}

/** Reads nothing out of texts: who gets the answer does. */
const asSent = { getTypeParser: () => (text: string) => text };

/**
 * Has a question answered by a text of JSON per row: to hand on a text per
 * column takes longer than to compute with them.
 */
export async function askAsText(
  knex: Knex,
  statement: string,
  bindings: readonly string[],
): Promise<string[]> {
  const answer = await knex
    .raw<{
      rows: { row: string }[];
    }>(`SELECT row_to_json(q) AS row FROM (${statement}) q`, bindings)
    .options({ types: asSent });
  return answer.rows.map(({ row }) => row);
}
