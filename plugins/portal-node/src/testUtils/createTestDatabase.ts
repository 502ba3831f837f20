import { randomBytes } from 'node:crypto';
import knexFactory, { Knex } from 'knex';

/** A database of its own for a test. */
export interface TestDatabase {
  connectionString: string;
  knex: Knex;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database on the Postgres that Jest's `globalSetup` started
 * (`QUARTERDECK_TEST_POSTGRES`).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.QUARTERDECK_TEST_POSTGRES;
  if (!server) {
    throw new Error(
      'QUARTERDECK_TEST_POSTGRES is not set. Run the tests through Jest with scripts/jest/globalSetup.cjs, or set it to a connection string of a superuser.',
    );
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = knexFactory({ client: 'pg', connection: server });
  try {
    await admin.raw(`create database ${name}`);
  } finally {
    await admin.destroy();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connectionString = url.toString();
  const knex = knexFactory({
    client: 'pg',
    connection: connectionString,
    pool: { min: 0, max: 10 },
  });
  return {
    connectionString,
    knex,
    async drop() {
      await knex.destroy();
      const closing = knexFactory({ client: 'pg', connection: server });
      try {
        await closing.raw(`drop database if exists ${name} with (force)`);
      } finally {
        await closing.destroy();
      }
    },
  };
}
