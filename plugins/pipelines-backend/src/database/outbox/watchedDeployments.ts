import { Knex } from 'knex';
import { z } from 'zod';

const rowSchema = z.object({
  instance: z.string(),
  external_id: z.string(),
  entity_ref: z.string(),
  provider: z.string(),
  project: z.string(),
  environment: z.string(),
  tier: z.string(),
  kind: z.string().nullable(),
  state: z.string(),
  failure: z.string().nullable(),
  sha: z.string().nullable(),
  version: z.string().nullable(),
  service: z.string().nullable(),
  run_external_id: z.string().nullable(),
  reached_users: z.boolean(),
  succeeded: z.boolean(),
  observed_at: z.date(),
  /** When it first was there; null while it is not. */
  arrived_at: z.date().nullable(),
});

/** A deployment, as far as a rollback has to know it. */
export type WatchedDeploymentRow = z.infer<typeof rowSchema>;

const one = (rows: unknown[]) =>
  rows[0] === undefined ? undefined : rowSchema.parse(rows[0]);

/** Keeps what is known; that it reached users, or succeeded, stays true. */
export async function upsertWatchedDeployment(
  tx: Knex,
  row: WatchedDeploymentRow,
): Promise<WatchedDeploymentRow> {
  const columns = Object.keys(row);
  const result = await tx.raw<{ rows: unknown[] }>(
    `INSERT INTO watched_deployment AS t (${columns.join(', ')})
     VALUES (${columns.map(name => `:${name}`).join(', ')})
     ON CONFLICT (entity_ref, instance, external_id) DO UPDATE SET
       state = CASE WHEN t.observed_at <= excluded.observed_at
         THEN excluded.state ELSE t.state END,
       failure = coalesce(excluded.failure, t.failure),
       kind = coalesce(excluded.kind, t.kind),
       sha = coalesce(excluded.sha, t.sha),
       version = coalesce(excluded.version, t.version),
       run_external_id = coalesce(excluded.run_external_id, t.run_external_id),
       reached_users = t.reached_users OR excluded.reached_users,
       succeeded = t.succeeded OR excluded.succeeded,
       observed_at = greatest(t.observed_at, excluded.observed_at),
       arrived_at = least(t.arrived_at, excluded.arrived_at)
     RETURNING *`,
    row,
  );
  return rowSchema.parse(result.rows[0]);
}

/** A deployment, once for each entity a source told it for. */
export async function loadWatchedDeployments(
  knex: Knex,
  key: { instance: string; external_id: string },
): Promise<WatchedDeploymentRow[]> {
  return z
    .array(rowSchema)
    .parse(await knex('watched_deployment').where(key).orderBy('entity_ref'));
}

/** The newest deployment to production of a commit, or that a run made. */
export async function loadVerifiedDeployment(
  tx: Knex,
  job: { entityRef: string; sha: string | null; runExternalId: string },
): Promise<WatchedDeploymentRow | undefined> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT * FROM watched_deployment
     WHERE entity_ref = :entityRef AND tier = 'production'
       AND (sha = :sha OR run_external_id = :runExternalId)
     ORDER BY observed_at DESC LIMIT 1`,
    job,
  );
  return one(rows);
}

const samePlace = `w.entity_ref = :entity_ref AND w.environment = :environment
  AND w.service IS NOT DISTINCT FROM :service AND w.arrived_at IS NOT NULL`;

const sameRelease = `w.sha IS NOT DISTINCT FROM :sha
  AND w.version IS NOT DISTINCT FROM :version`;

/**
 * What a rollback of it brings back: the last other release that arrived in the
 * same place before this one first did. After 1, 2 and back to 1, that is what
 * ran before 1, and never 2 again.
 */
export async function loadDeploymentBefore(
  tx: Knex,
  row: WatchedDeploymentRow,
): Promise<WatchedDeploymentRow | undefined> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT w.* FROM watched_deployment w
     WHERE ${samePlace} AND NOT (${sameRelease})
       AND w.arrived_at < coalesce(
         (SELECT min(w.arrived_at) FROM watched_deployment w
          WHERE ${samePlace} AND ${sameRelease}),
         :at::timestamptz)
     ORDER BY w.arrived_at DESC LIMIT 1`,
    { ...row, at: row.arrived_at ?? row.observed_at },
  );
  return one(rows);
}

/** What a rollback of a deployment would do, as far as it is known. */
export interface RollbackOutlook {
  /** What it brings back, as people call it. null: nobody knows. */
  to: string | null;
  /** Something else arrived in its place since. */
  overtaken: boolean;
}

/** @see RollbackOutlook */
export async function loadRollbackOutlook(
  knex: Knex,
  key: { instance: string; externalId: string; entityRef: string },
): Promise<RollbackOutlook> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM watched_deployment
     WHERE entity_ref = :entityRef AND instance = :instance
       AND external_id = :externalId`,
    key,
  );
  const row = one(rows);
  if (!row) return { to: null, overtaken: false };
  const [before, later] = await Promise.all([
    loadDeploymentBefore(knex, row),
    knex.raw<{ rows: unknown[] }>(
      `SELECT 1 FROM watched_deployment w
       WHERE ${samePlace} AND w.arrived_at > :at LIMIT 1`,
      { ...row, at: row.arrived_at ?? row.observed_at },
    ),
  ]);
  return {
    to: before?.version ?? before?.sha?.slice(0, 7) ?? null,
    overtaken: row.arrived_at === null && later.rows.length > 0,
  };
}

/** Whether the place was rolled back by itself since a time: then a person looks. */
export async function rolledBackSince(
  tx: Knex,
  place: { entityRef: string; environment: string },
  since: Date,
): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT 1 FROM outbox_call o JOIN watched_deployment w
       ON w.entity_ref = o.entity_ref AND w.instance = o.instance
         AND w.external_id = o.deployment_external_id
     WHERE o.purpose = 'rollback' AND o.requested_by = 'policy'
       AND o.created_at >= ? AND w.entity_ref = ? AND w.environment = ? LIMIT 1`,
    [since, place.entityRef, place.environment],
  );
  return rows.length > 0;
}
