/**
 * Indexes but those of keys are made again afterwards, in a fraction of the time.
 *
 * @param {import('pg').Client} client
 * @param {string[]} tables
 * @param {() => Promise<void>} work
 * @param {string} schema
 */
export async function withoutIndexes(
  client,
  tables,
  work,
  schema = 'security',
) {
  const { rows } = await client.query(
    `select i.indexname, i.indexdef from pg_indexes i
     where i.schemaname = $1 and i.tablename = any($2)
       and not exists (select from pg_constraint c
         where c.conname = i.indexname and c.connamespace = $1::regnamespace)`,
    [schema, tables],
  );
  for (const { indexname } of rows) {
    await client.query(`drop index ${schema}.${indexname}`);
  }
  await work();
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { indexdef } of rows) await client.query(indexdef);
}
