import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const rowSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
  subject: z.string(),
  entityRef: z.string().nullable(),
  /** What the door said. */
  entityReported: z.string().nullable(),
  position: z.string(),
  environment: z.string(),
  place: z.string(),
  succeeded: z.boolean(),
  liveAt: z.date().nullable(),
  observedAt: z.date(),
  version: z.string().nullable(),
  commits: z.array(z.string()),
  digests: z.array(z.string()),
});

/** A deployment to production. Natural key: instance, externalId. */
export type DeployedRow = z.infer<typeof rowSchema>;

const columns = `instance, external_id AS "externalId", subject, entity_ref AS "entityRef",
  entity_reported AS "entityReported", position::text AS position, environment, place,
  succeeded, live_at AS "liveAt", observed_at AS "observedAt", version, commits, digests`;

/** Deployments with these keys, as far as they are known. */
export async function loadDeployed(
  tx: Knex,
  keys: readonly Pick<DeployedRow, 'instance' | 'externalId'>[],
): Promise<DeployedRow[]> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT ${columns} FROM production_deployment
     JOIN unnest(?::text[], ?::text[]) AS k(instance, external_id) USING (instance, external_id)`,
    [
      arrayLiteral(keys.map(key => key.instance)),
      arrayLiteral(keys.map(key => key.externalId)),
    ],
  );
  return z.array(rowSchema).parse(rows);
}

/** Deployments of these projects, by the keys of their subjects. */
export async function loadDeployedOf(
  tx: Knex,
  projects: readonly string[],
): Promise<DeployedRow[]> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT ${columns} FROM production_deployment
     WHERE split_part(subject, '#', 1) = ANY(?::text[])`,
    [arrayLiteral(projects)],
  );
  return z.array(rowSchema).parse(rows);
}

/** Files deployments. */
export async function saveDeployed(
  tx: Knex,
  rows: readonly DeployedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO production_deployment (instance, external_id, subject, entity_ref,
       entity_reported, position, environment, place, succeeded, live_at, observed_at,
       version, commits, digests)
     SELECT r->>'instance', r->>'externalId', r->>'subject', r->>'entityRef',
       r->>'entityReported', (r->>'position')::bigint, r->>'environment', r->>'place',
       (r->>'succeeded')::boolean, (r->>'liveAt')::timestamptz, (r->>'observedAt')::timestamptz,
       r->>'version', ARRAY(SELECT jsonb_array_elements_text(r->'commits')),
       ARRAY(SELECT jsonb_array_elements_text(r->'digests'))
     FROM jsonb_array_elements(?::jsonb) AS r
     ON CONFLICT (instance, external_id) DO UPDATE SET subject = excluded.subject,
       entity_ref = excluded.entity_ref, entity_reported = excluded.entity_reported,
       position = excluded.position, environment = excluded.environment,
       place = excluded.place, succeeded = excluded.succeeded, live_at = excluded.live_at,
       observed_at = excluded.observed_at, version = excluded.version,
       commits = excluded.commits, digests = excluded.digests`,
    [JSON.stringify(rows)],
  );
}
