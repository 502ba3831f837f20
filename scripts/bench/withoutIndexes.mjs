const SCHEMA = 'security';

/** Indexes but those of keys are made again afterwards, in a fraction of the time. */
export async function withoutIndexes(client, tables, work) {
  const { rows } = await client.query(
    `select i.indexname, i.indexdef from pg_indexes i
     where i.schemaname = $1 and i.tablename = any($2)
       and not exists (select from pg_constraint c
         where c.conname = i.indexname and c.connamespace = $1::regnamespace)`,
    [SCHEMA, tables],
  );
  for (const { indexname } of rows) {
    await client.query(`drop index ${SCHEMA}.${indexname}`);
  }
  await work();
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { indexdef } of rows) await client.query(indexdef);
}
