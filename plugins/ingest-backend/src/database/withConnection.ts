import { Knex } from 'knex';

/** A connection of the pool, for {@link Knex.Raw.connection}. */
export type PooledConnection = object;

/**
 * Runs the work once a connection is there. A statement alone would wait for
 * one with its rows bound already, though their senders may have gone by then.
 */
export async function withConnection<Result>(
  knex: Knex,
  work: (connection: PooledConnection) => Promise<Result>,
): Promise<Result> {
  const connection: PooledConnection = await knex.client.acquireConnection();
  try {
    return await work(connection);
  } finally {
    knex.client.releaseConnection(connection);
  }
}
