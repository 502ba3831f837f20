import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { Knex } from 'knex';
import { freshName, freshState, lockFresh, servedSchema } from './freshSamples';
import { ServiceNote } from './serviceRows';

/** Takes some of what is still to be computed. */
export async function takeTodo(tx: Knex, limit: number): Promise<string[]> {
  const result = await tx.raw<{ rows: { service: string }[] }>(
    `DELETE FROM todo WHERE service IN (
       SELECT service FROM todo ORDER BY service LIMIT ? FOR UPDATE SKIP LOCKED)
     RETURNING service`,
    [limit],
  );
  return result.rows.map(({ service }) => service).sort();
}

/** Whether more deployments are known than so many. */
export async function hasMoreDeployments(
  knex: Knex,
  limit: number,
): Promise<boolean> {
  const result = await knex.raw<{ rows: { more: boolean }[] }>(
    'SELECT EXISTS (SELECT FROM deployment_fact OFFSET ?) AS more',
    [limit],
  );
  return result.rows[0].more;
}

/** How many deployments are known of services. */
export async function deploymentCounts(
  tx: Knex,
  services: readonly string[],
): Promise<Map<string, number>> {
  const result = await tx.raw<{ rows: { service: string; n: number }[] }>(
    `SELECT service, count(*)::int AS n FROM deployment_fact
     WHERE service = ANY(?::text[]) GROUP BY service`,
    [arrayLiteral(services)],
  );
  return new Map(result.rows.map(({ service, n }) => [service, n]));
}

/** Keeps what is to be said of services when their samples serve. */
export async function noteFresh(
  tx: Knex,
  { gone, notes }: { gone: readonly number[]; notes: readonly ServiceNote[] },
): Promise<void> {
  const rows = [
    ...notes.map(note => ({ ...note, gone: false })),
    ...gone.map(no => ({ no, gone: true })),
  ];
  await tx.raw(
    `INSERT INTO note
     SELECT no, "entityRef", "computedBy", to_timestamp("firstAt" / 1000),
       to_timestamp("lastAt" / 1000), gone
     FROM json_to_recordset(?::json) AS n(no int, "entityRef" text,
       "computedBy" text, "firstAt" float8, "lastAt" float8, gone boolean)
     ON CONFLICT (no) DO UPDATE SET entity_ref = excluded.entity_ref,
       computed_by = excluded.computed_by, first_at = excluded.first_at,
       last_at = excluded.last_at, gone = excluded.gone`,
    [JSON.stringify(rows)],
  );
}

/**
 * Notes services that are computed in the tables that serve while fresh ones
 * are filled. The samples are locked. @returns whether there are fresh ones.
 */
export async function noteRedo(
  tx: Knex,
  services: readonly string[],
): Promise<boolean> {
  const schema = await servedSchema(tx);
  const state = await freshState(tx, schema);
  if (state === 'none') return false;
  await tx.raw(
    `INSERT INTO ??.redo SELECT unnest(?::text[]) ON CONFLICT DO NOTHING`,
    [freshName(schema), arrayLiteral(services)],
  );
  return true;
}

/** Services to be computed in the fresh tables too before they serve. */
export async function takeRedo(
  tx: Knex,
  schema: string,
): Promise<string[] | undefined> {
  await lockFresh(tx, schema);
  if ((await freshState(tx, schema)) !== 'indexing') return undefined;
  const result = await tx.raw<{ rows: { service: string }[] }>(
    'DELETE FROM ??.redo RETURNING service',
    [freshName(schema)],
  );
  return result.rows.map(({ service }) => service).sort();
}
