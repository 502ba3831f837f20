import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { ensurePosition, ensurePositionTable } from './logPosition';

const REBUILD_LOCK = 56422;

/** Where a rebuild works, beside the schema that serves. */
export const rebuildSchemaOf = (schema: string) => `${schema}_rebuild`;

/** Lets unqualified names mean the rebuilt tables first, and records second. */
export async function enterRebuildSchema(
  tx: Knex.Transaction,
  schema: string,
): Promise<void> {
  await tx.raw('SET LOCAL search_path TO ??, ??', [
    rebuildSchemaOf(schema),
    schema,
  ]);
}

/** One replica at a time makes or drops the second schema. */
export async function lockRebuilds(
  tx: Knex.Transaction,
  schema: string,
): Promise<void> {
  await tx.raw('SELECT pg_advisory_xact_lock(?, hashtext(?))', [
    REBUILD_LOCK,
    schema,
  ]);
}

/** The consumer and rebuild that the second schema belongs to. */
async function findRebuild(
  tx: Knex,
  schema: string,
): Promise<{ rebuildId: string; active: boolean } | undefined> {
  const found = await tx.raw<{ rows: Array<{ found: boolean }> }>(
    'SELECT to_regclass(?) IS NOT NULL AS found',
    [`"${rebuildSchemaOf(schema)}".log_position`],
  );
  if (!found.rows[0]?.found) return undefined;
  const result = await tx.raw<{
    rows: Array<{ rebuild_id: string; active: boolean }>;
  }>(
    `SELECT p.rebuild_id, r.rebuild_id IS NOT NULL AS active
     FROM ??.log_position p
     LEFT JOIN log.reader r
       ON r.consumer = p.consumer AND r.rebuild_id = p.rebuild_id`,
    [rebuildSchemaOf(schema)],
  );
  const row = result.rows[0];
  return row && { rebuildId: row.rebuild_id, active: row.active };
}

/** What {@link prepareRebuildSchema} needs to know. */
export interface RebuildPlan {
  schema: string;
  consumer: string;
  rebuildId: string;
  tables: readonly string[];
  migrationsDirectory: string;
  /** Indexes to make when the tables are full. */
  readerIndexes: readonly string[];
}

/**
 * Makes the second schema unless it is there. `taken` means that another
 * consumer of the plugin is rebuilt in it now. Call behind {@link lockRebuilds}.
 */
export async function prepareRebuildSchema(
  tx: Knex.Transaction,
  plan: RebuildPlan,
): Promise<'made' | 'present' | 'taken'> {
  const existing = await findRebuild(tx, plan.schema);
  if (existing?.rebuildId === plan.rebuildId) return 'present';
  if (existing?.active) return 'taken';
  await createRebuildSchema(tx, plan);
  return 'made';
}

/**
 * Makes the second schema with empty projection tables. Everything else the
 * migrations made there is dropped again, so that a projector that reads
 * records finds the real ones. One transaction: a kill leaves nothing behind.
 */
async function createRebuildSchema(
  tx: Knex.Transaction,
  options: RebuildPlan,
): Promise<void> {
  const schemaName = rebuildSchemaOf(options.schema);
  await tx.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [schemaName]);
  await tx.raw('CREATE SCHEMA ??', [schemaName]);
  await tx.raw('SET LOCAL search_path TO ??', [schemaName]);
  await tx.migrate.latest({
    directory: options.migrationsDirectory,
    schemaName,
  });
  const made = await tx.raw<{ rows: Array<{ relname: string }> }>(
    `SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?) AND c.relkind IN ('r', 'p')
       AND NOT c.relispartition AND c.relname <> ALL(?::text[])`,
    [schemaName, [...options.tables]],
  );
  for (const { relname } of made.rows) {
    await tx.raw('DROP TABLE ??.?? CASCADE', [schemaName, relname]);
  }
  await ensurePositionTable(tx);
  await ensurePosition(tx, options.consumer, options.rebuildId);
  await putOffIndexes(tx, schemaName, options.readerIndexes);
}

/** Drops indexes, and notes in the second schema how to make them. */
async function putOffIndexes(
  tx: Knex.Transaction,
  schemaName: string,
  indexes: readonly string[],
): Promise<void> {
  await tx.raw(
    `CREATE TABLE put_off_index AS
     SELECT indexname AS name, indexdef AS statement FROM pg_indexes
     WHERE schemaname = ? AND indexname = ANY(?::text[])`,
    [schemaName, [...indexes]],
  );
  const found = await tx.raw<{ rows: Array<{ name: string }> }>(
    'SELECT name FROM put_off_index',
  );
  const missing = indexes.filter(
    index => !found.rows.some(({ name }) => name === index),
  );
  if (missing.length > 0) {
    throw new Error(`The migrations make no index ${missing.join(', ')}`);
  }
  for (const { name } of found.rows) {
    await tx.raw('DROP INDEX ??.??', [schemaName, name]);
  }
}

/**
 * Makes the indexes that were put off, and lets the planner know the tables,
 * which nobody has queried yet. `false` when that was done before.
 */
export async function makeIndexes(
  tx: Knex.Transaction,
  rebuild: { schema: string; tables: readonly string[] },
): Promise<boolean> {
  const schemaName = rebuildSchemaOf(rebuild.schema);
  const marked = await tx.raw<{ rows: Array<{ found: boolean }> }>(
    'SELECT to_regclass(?) IS NOT NULL AS found',
    [`"${schemaName}".put_off_index`],
  );
  if (!marked.rows[0]?.found) return false;
  const result = await tx.raw<{ rows: Array<{ statement: string }> }>(
    'SELECT statement FROM ??.put_off_index',
    [schemaName],
  );
  for (const { statement } of result.rows) await tx.raw(statement);
  for (const table of rebuild.tables) {
    await tx.raw('ANALYZE ??.??', [schemaName, table]);
  }
  await tx.raw('DROP TABLE ??.put_off_index', [schemaName]);
  return true;
}

/**
 * Locks the rebuild's own position for this transaction. The name is qualified:
 * once another replica has swapped, the bare one means the table that serves.
 */
export async function claimRebuild(
  tx: Knex.Transaction,
  rebuild: { schema: string; consumer: string; rebuildId: string },
): Promise<Position | undefined> {
  const found = await findRebuild(tx, rebuild.schema);
  if (found?.rebuildId !== rebuild.rebuildId || !found.active) return undefined;
  const result = await tx.raw<{ rows: Array<{ position: string }> }>(
    `SELECT position FROM ??.log_position
     WHERE consumer = ? AND rebuild_id = ? FOR UPDATE SKIP LOCKED`,
    [rebuildSchemaOf(rebuild.schema), rebuild.consumer, rebuild.rebuildId],
  );
  return result.rows[0]?.position;
}

/** Moves the rebuild's own position; the status page keeps showing the served one. */
export async function moveRebuildPosition(
  tx: Knex.Transaction,
  to: { schema: string; consumer: string; position: Position },
): Promise<void> {
  await tx.raw(
    'UPDATE ??.log_position SET position = ?, moved_at = now() WHERE consumer = ?',
    [rebuildSchemaOf(to.schema), to.position, to.consumer],
  );
}

/** Where the serving tables stand. With `lock`, they stay there until commit. */
export async function readServedPosition(
  tx: Knex.Transaction,
  options: { schema: string; consumer: string; lock: boolean },
): Promise<Position> {
  const result = await tx.raw<{ rows: Array<{ position: string }> }>(
    `SELECT position FROM ??.log_position WHERE consumer = ?
     ${options.lock ? 'FOR UPDATE' : ''}`,
    [options.schema, options.consumer],
  );
  return result.rows[0]?.position ?? '0';
}

/**
 * Puts the rebuilt tables in the place of the old ones. Indexes, constraints
 * and owned sequences go with their table; partitions are moved by name, since
 * Postgres leaves them where they are.
 */
export async function swapTables(
  tx: Knex.Transaction,
  schema: string,
  tables: readonly string[],
): Promise<void> {
  const rebuilt = rebuildSchemaOf(schema);
  const old = tables.map(() => '??.??').join(', ');
  await tx.raw(
    `DROP TABLE ${old}`,
    tables.flatMap(table => [schema, table]),
  );
  for (const table of tables) {
    const parts = await tx.raw<{ rows: Array<{ relname: string }> }>(
      `SELECT c.relname FROM pg_partition_tree(?::regclass) t
       JOIN pg_class c ON c.oid = t.relid WHERE t.level > 0`,
      [`"${rebuilt}"."${table}"`],
    );
    for (const name of [table, ...parts.rows.map(row => row.relname)]) {
      await tx.raw('ALTER TABLE ??.?? SET SCHEMA ??', [rebuilt, name, schema]);
    }
  }
  await tx.raw('DROP SCHEMA ?? CASCADE', [rebuilt]);
}

/** Removes what a rebuild left that was given up. */
export async function dropRebuildSchema(
  tx: Knex,
  schema: string,
): Promise<void> {
  await tx.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [rebuildSchemaOf(schema)]);
}

/** Removes the second schema if it belongs to a rebuild that nobody wants now. */
export async function dropAbandonedRebuild(
  tx: Knex,
  schema: string,
  rebuildId: string,
): Promise<void> {
  const found = await findRebuild(tx, schema);
  if (found?.rebuildId === rebuildId) await dropRebuildSchema(tx, schema);
}
