import { Knex } from 'knex';
import { freshName } from './freshSamples';

/** Memory that making an index may take. */
const indexMemory = '256MB';

/** Readies the tables for readers: page maps, statistics and indexes. */
export async function indexFresh(knex: Knex, schema: string): Promise<void> {
  const fresh = freshName(schema);
  const tables = await knex.raw<{ rows: { name: string }[] }>(
    `SELECT DISTINCT tablename AS name, pg_relation_size(
       format('%I.%I', ?::text, tablename)::regclass) AS size
     FROM ??.put_off ORDER BY size DESC`,
    [fresh, fresh],
  );
  const left = tables.rows.map(({ name }) => name);
  const work = async () => {
    for (let table = left.shift(); table; table = left.shift()) {
      await knex.raw('VACUUM (ANALYZE) ??.??', [fresh, table]);
      while (await makeIndex(knex, fresh, table));
    }
  };
  await Promise.all([work(), work()]);
}

/** Makes one of the indexes of a table, unless all are made. */
function makeIndex(knex: Knex, fresh: string, table: string): Promise<boolean> {
  return knex.transaction(async tx => {
    await tx.raw(`SET LOCAL maintenance_work_mem = '${indexMemory}'`);
    const next = await tx.raw<{
      rows: { indexname: string; indexdef: string; key: string | null }[];
    }>(
      `DELETE FROM ??.put_off WHERE indexname = (
         SELECT indexname FROM ??.put_off WHERE tablename = ?
         ORDER BY indexname LIMIT 1 FOR UPDATE)
       RETURNING indexname, indexdef, key`,
      [fresh, fresh, table],
    );
    const index = next.rows[0];
    if (!index) return false;
    await tx.raw(index.indexdef);
    if (index.key) {
      await tx.raw(
        `ALTER TABLE ??.?? ADD CONSTRAINT ?? ${index.key} USING INDEX ??`,
        [fresh, table, index.indexname, index.indexname],
      );
    }
    return true;
  });
}
