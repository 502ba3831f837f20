import { Knex } from 'knex';

/**
 * Runs a plugin's knex migrations under a Postgres advisory lock, so that two
 * replicas that start on an empty database wait for each other instead of one
 * failing with `MigrationLocked`. A killed process lets the lock go with its
 * connection; what knex's own lock row keeps of it is freed under ours.
 */
export async function migrateUnderLock(
  knex: Knex,
  options: { directory: string },
): Promise<void> {
  const config = { directory: options.directory };
  await knex.transaction(async tx => {
    await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `quarterdeck.migrate:${options.directory.split('/').slice(-3).join('/')}`,
    ]);
    // Migrations run on other connections of the pool; this one holds the lock.
    await knex.migrate.forceFreeMigrationsLock(config);
    await knex.migrate.latest(config);
  });
}
