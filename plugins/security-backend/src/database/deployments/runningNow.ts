import { Knex } from 'knex';
import { z } from 'zod';

/** What runs in production: the newest that arrived, by environment, service and region. */
export const runningSql = `SELECT DISTINCT ON (entity_ref, environment, place) *
  FROM production_deployment WHERE succeeded AND entity_ref = ?
  ORDER BY entity_ref, environment, place, live_at DESC, position DESC`;

const deployedSchema = z.object({
  environment: z.string(),
  version: z.string().nullable(),
  commits: z.array(z.string()),
  live_at: z.date(),
});

/** What was deployed to production last; undefined: no deployment is known. */
export async function lastDeployed(
  knex: Knex,
  entityRef: string,
): Promise<z.infer<typeof deployedSchema> | undefined> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT environment, version, commits, live_at FROM (${runningSql}) r
     ORDER BY live_at DESC, position DESC LIMIT 1`,
    [entityRef],
  );
  return z.array(deployedSchema).parse(rows)[0];
}
