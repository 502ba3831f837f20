import { Knex } from 'knex';
import { migrationsDirectory, sampleTables } from '../projection';
import { cellTable } from './cellTable';
import { everyServiceNo } from './dayCells';

/**
 * Tables of samples beside those that serve, in a schema of their own: filled
 * without indexes, indexed when they are full, and then put in place of the
 * others in one transaction. Each step is a transaction that any replica may
 * do, and that is done again if its process is killed: the marks of what is
 * still to be computed lie in the schema too (`todo`), as do the services that
 * were computed meanwhile in the tables that serve (`redo`). Services keep
 * their numbers: their own table stays.
 */
const freshTables = sampleTables.filter(table => table !== 'service');

/** The schema of the fresh tables. */
export const freshName = (schema: string) => `${schema}_samples`;

/** The schema that serves. */
export async function servedSchema(knex: Knex): Promise<string> {
  const result = await knex.raw<{ rows: { name: string }[] }>(
    'SELECT current_schema() AS name',
  );
  return result.rows[0].name;
}

/** One replica at a time makes, finishes or drops them. */
export async function lockFresh(tx: Knex, schema: string): Promise<void> {
  await tx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [
    `dora fresh samples ${schema}`,
  ]);
}

/**
 * How far they are; `outdated`: the log's rebuild has put other tables in the
 * place of those that these were to take.
 */
export async function freshState(
  knex: Knex,
  schema: string,
): Promise<'none' | 'filling' | 'summing' | 'indexing' | 'outdated'> {
  const found = await knex.raw<{ rows: { there: boolean }[] }>(
    'SELECT to_regclass(?) IS NOT NULL AS there',
    [`"${freshName(schema)}".state`],
  );
  if (!found.rows[0].there) return 'none';
  const result = await knex.raw<{
    rows: { ours: boolean; left: boolean; summed: boolean }[];
  }>(
    `SELECT s.serves = (?::regclass)::oid AS ours, s.summed,
       EXISTS (SELECT FROM ??.todo) AS left
     FROM ??.state s`,
    [`"${schema}".service`, freshName(schema), freshName(schema)],
  );
  const [{ ours, left, summed }] = result.rows;
  if (!ours) return 'outdated';
  if (left) return 'filling';
  return summed ? 'indexing' : 'summing';
}

/** What is marked, and how many services have samples. */
export async function countMarks(
  knex: Knex,
): Promise<{ marked: number; known: number }> {
  const result = await knex.raw<{ rows: { marked: number; known: number }[] }>(
    `SELECT (SELECT count(*) FROM dirty_service)::int AS marked,
       (SELECT count(*) FROM service)::int AS known`,
  );
  return result.rows[0];
}

/** Makes them empty, and takes the marks. The samples are locked. */
export async function makeFresh(
  tx: Knex.Transaction,
  schema: string,
): Promise<void> {
  await lockFresh(tx, schema);
  if ((await freshState(tx, schema)) !== 'none') return;
  const fresh = freshName(schema);
  await tx.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [fresh]);
  await tx.raw('CREATE SCHEMA ??', [fresh]);
  await tx.raw('SET LOCAL search_path TO ??', [fresh]);
  await tx.migrate.latest({
    directory: migrationsDirectory(),
    schemaName: fresh,
  });
  const made = await tx.raw<{ rows: { name: string }[] }>(
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = ? AND tablename <> ALL(?::text[])`,
    [fresh, freshTables],
  );
  for (const { name } of made.rows) {
    await tx.raw('DROP TABLE ??.?? CASCADE', [fresh, name]);
  }
  await tx.raw(
    `CREATE TABLE put_off AS
     SELECT i.tablename, i.indexname, i.indexdef,
       CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END AS key
     FROM pg_indexes i LEFT JOIN pg_constraint c
       ON c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass
     WHERE i.schemaname = ?`,
    [fresh],
  );
  const indexes = await tx.raw<{
    rows: { tablename: string; indexname: string; key: string | null }[];
  }>('SELECT tablename, indexname, key FROM put_off');
  for (const { tablename, indexname, key } of indexes.rows) {
    await (key
      ? tx.raw('ALTER TABLE ?? DROP CONSTRAINT ??', [tablename, indexname])
      : tx.raw('DROP INDEX ??', [indexname]));
  }
  await tx.raw(
    `CREATE TABLE state AS
     SELECT (?::regclass)::oid AS serves, false AS summed`,
    [`"${schema}".service`],
  );
  await tx.raw(
    `CREATE TABLE todo AS
     SELECT service FROM ??.dirty_service UNION SELECT service FROM ??.service`,
    [schema, schema],
  );
  await tx.raw(`
    CREATE TABLE redo (service text PRIMARY KEY);
    CREATE TABLE note (
      no integer PRIMARY KEY,
      entity_ref text,
      computed_by text,
      first_at timestamptz,
      last_at timestamptz,
      gone boolean NOT NULL
    )`);
  await tx.raw('DELETE FROM ??.dirty_service', [schema]);
  await tx.raw('SET LOCAL search_path TO ??', [schema]);
}

/** Lets names of samples mean the fresh tables, until the transaction ends. */
export async function enterFresh(tx: Knex, schema: string): Promise<void> {
  await tx.raw('SET LOCAL search_path TO ??, ??', [freshName(schema), schema]);
}

/** Adds up the cells of all services, once all are there. */
export async function sumFresh(tx: Knex, schema: string): Promise<void> {
  await lockFresh(tx, schema);
  // Waits for who computes the last of them.
  await tx.raw('LOCK TABLE ??.todo IN SHARE MODE', [freshName(schema)]);
  if ((await freshState(tx, schema)) !== 'summing') return;
  await enterFresh(tx, schema);
  for (const { name, part, counts } of Object.values(cellTable)) {
    const keys = ['day', ...(part ? [part.column] : [])].join(', ');
    await tx.raw(
      `INSERT INTO ${name} (service_no, ${keys}, ${counts.join(', ')})
       SELECT ${everyServiceNo}, ${keys}, ${counts
        .map(count => `sum(${count})`)
        .join(', ')}
       FROM ${name} GROUP BY ${keys}`,
    );
  }
  await tx.raw('UPDATE state SET summed = true');
}

/** Puts them in the place of those that serve. The samples are locked. */
export async function swapFresh(tx: Knex, schema: string): Promise<void> {
  const fresh = freshName(schema);
  await tx.raw('SET LOCAL search_path TO ??', [schema]);
  await tx.raw(
    `UPDATE service s SET entity_ref = n.entity_ref, computed_by = n.computed_by,
       first_at = n.first_at, last_at = n.last_at
     FROM ??.note n WHERE n.no = s.no AND NOT n.gone`,
    [fresh],
  );
  await tx.raw(
    'DELETE FROM service s USING ??.note n WHERE n.no = s.no AND n.gone',
    [fresh],
  );
  await tx.raw("SET LOCAL lock_timeout = '5s'");
  await tx.raw(`DROP TABLE ${freshTables.join(', ')}`);
  for (const table of freshTables) {
    await tx.raw('ALTER TABLE ??.?? SET SCHEMA ??', [fresh, table, schema]);
  }
  await tx.raw('DROP SCHEMA ?? CASCADE', [fresh]);
}

/** Drops what can no longer serve. */
export async function dropFresh(tx: Knex, schema: string): Promise<void> {
  await lockFresh(tx, schema);
  if ((await freshState(tx, schema)) !== 'outdated') return;
  await tx.raw('DROP SCHEMA ?? CASCADE', [freshName(schema)]);
}
