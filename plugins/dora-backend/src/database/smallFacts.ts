import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** A review of a change. */
export interface ReviewRow {
  instance: string;
  project: string;
  changeExternalId: string;
  externalId: string;
  state: string;
  submittedAt: string;
}

/** Writes reviews; the later word about one counts. Answers the changes whose reviews changed. */
export async function upsertReviews(
  tx: Knex,
  rows: readonly ReviewRow[],
): Promise<{ instance: string; project: string; externalId: string }[]> {
  if (rows.length === 0) return [];
  const result = await tx.raw<{
    rows: { instance: string; project: string; externalId: string }[];
  }>(
    `INSERT INTO review_fact AS r
       (instance, project, change_external_id, external_id, state, submitted_at)
     SELECT DISTINCT ON (1, 2, 3, 4) *
     FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
       AS t(instance, project, change_external_id, external_id, state, submitted_at)
     ORDER BY 1, 2, 3, 4, submitted_at DESC, state DESC
     ON CONFLICT (instance, project, change_external_id, external_id)
     DO UPDATE SET state = excluded.state, submitted_at = excluded.submitted_at
     WHERE (excluded.submitted_at, excluded.state) > (r.submitted_at, r.state)
     RETURNING instance, project, change_external_id AS "externalId"`,
    [
      arrayLiteral(rows.map(row => row.instance)),
      arrayLiteral(rows.map(row => row.project)),
      arrayLiteral(rows.map(row => row.changeExternalId)),
      arrayLiteral(rows.map(row => row.externalId)),
      arrayLiteral(rows.map(row => row.state)),
      arrayLiteral(rows.map(row => row.submittedAt)),
    ],
  );
  return result.rows;
}

/** Those of some changes that are merged. */
export async function mergedOf<
  Key extends { instance: string; project: string; externalId: string },
>(tx: Knex, changes: readonly Key[]): Promise<Key[]> {
  if (changes.length === 0) return [];
  const result = await tx.raw<{ rows: { nth: number }[] }>(
    `SELECT k.nth::int - 1 AS nth
     FROM unnest(?::text[], ?::text[], ?::text[])
       WITH ORDINALITY AS k(instance, project, external_id, nth)
     JOIN change_fact t ON t.instance = k.instance AND t.place = k.project
       AND t.external_id = k.external_id AND t.facts->>'state' = 'merged'`,
    [
      arrayLiteral(changes.map(({ instance }) => instance)),
      arrayLiteral(changes.map(({ project }) => project)),
      arrayLiteral(changes.map(({ externalId }) => externalId)),
    ],
  );
  return result.rows.map(({ nth }) => changes[nth]);
}

/** Traffic a rollout had, as far as a step tells. */
export interface TrafficRow {
  instance: string;
  deploymentExternalId: string;
  percent: number;
  /** null: not known when. */
  firstAt: string | null;
}

/** Keeps the highest share and the earliest time; answers what changed. */
export async function upsertTraffic(
  tx: Knex,
  rows: readonly TrafficRow[],
): Promise<{ instance: string; externalId: string }[]> {
  if (rows.length === 0) return [];
  const result = await tx.raw<{
    rows: { instance: string; externalId: string }[];
  }>(
    `INSERT INTO traffic_fact AS t (instance, deployment_external_id, percent, first_at)
     SELECT instance, id, max(percent), min(at)
     FROM unnest(?::text[], ?::text[], ?::float8[], ?::timestamptz[])
       AS u(instance, id, percent, at)
     GROUP BY 1, 2
     ON CONFLICT (instance, deployment_external_id) DO UPDATE
     SET percent = greatest(t.percent, excluded.percent),
       first_at = least(t.first_at, excluded.first_at)
     WHERE excluded.percent > t.percent
       OR excluded.first_at < coalesce(t.first_at, 'infinity')
     RETURNING instance, deployment_external_id AS "externalId"`,
    [
      arrayLiteral(rows.map(row => row.instance)),
      arrayLiteral(rows.map(row => row.deploymentExternalId)),
      arrayLiteral(rows.map(row => row.percent)),
      arrayLiteral(rows.map(row => row.firstAt)),
    ],
  );
  return result.rows;
}

/** Notes commits that deployments and changes name. */
export async function addNamedShas(
  tx: Knex,
  rows: readonly { repo: string; sha: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO named_sha (repo, sha) SELECT DISTINCT * FROM unnest(?::text[], ?::text[])
     ON CONFLICT DO NOTHING`,
    [
      arrayLiteral(rows.map(row => row.repo)),
      arrayLiteral(rows.map(row => row.sha)),
    ],
  );
}

/** Notes which services are built from which repositories. */
export async function addServiceRepos(
  tx: Knex,
  rows: readonly { repo: string; service: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO service_repo (repo, service)
     SELECT DISTINCT * FROM unnest(?::text[], ?::text[]) ON CONFLICT DO NOTHING`,
    [
      arrayLiteral(rows.map(row => row.repo)),
      arrayLiteral(rows.map(row => row.service)),
    ],
  );
}

/** Notes which deployments incidents name. */
export async function addIncidentLinks(
  tx: Knex,
  rows: readonly {
    deploymentId: string;
    instance: string;
    externalId: string;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO incident_link (deployment_id, instance, external_id)
     SELECT DISTINCT * FROM unnest(?::text[], ?::text[], ?::text[])
     ON CONFLICT DO NOTHING`,
    [
      arrayLiteral(rows.map(row => row.deploymentId)),
      arrayLiteral(rows.map(row => row.instance)),
      arrayLiteral(rows.map(row => row.externalId)),
    ],
  );
}
