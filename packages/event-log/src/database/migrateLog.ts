import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Any number that nobody else uses: "log" in a phone keypad's order. */
const MIGRATION_LOCK = 5642026;

/**
 * Makes the schema `log`. One transaction under one lock: of two processes that
 * start on an empty database one waits, and one that is killed leaves nothing
 * behind, not even knex's own lock row.
 */
export async function migrateLog(knex: Knex): Promise<void> {
  const directory = resolvePackagePath('@quarterdeck/event-log', 'migrations');
  await knex.transaction(async tx => {
    await tx.raw('SELECT pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await tx.raw('CREATE SCHEMA IF NOT EXISTS log');
    await tx.migrate.latest({ directory, schemaName: 'log' });
  });
}
