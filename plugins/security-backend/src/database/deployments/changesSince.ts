import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const changesSchema = z.object({ created: z.number(), fixed: z.number() });

/** What scans found anew and what went away since a moment, under a condition on `f`. */
export async function changesSince(
  knex: Knex,
  condition: Condition,
  since: Date,
): Promise<z.infer<typeof changesSchema>> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT count(*) FILTER (WHERE f.first_seen_at > ? OR f.reopened_at > ?)::integer AS created,
       count(*) FILTER (WHERE f.state = 'fixed' AND f.fixed_at > ?)::integer AS fixed
     FROM finding f WHERE f.listed AND f.kind <> 'quality' AND (${condition.sql})`,
    [since, since, since, ...condition.bindings],
  );
  return changesSchema.parse(rows[0]);
}
