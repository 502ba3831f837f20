import { Knex } from 'knex';
import { arrayLiteral } from '../writeRows';

/** The natural key of a deployment. */
export interface DeploymentKey {
  instance: string;
  externalId: string;
}

interface Place {
  instance: string;
  project: string;
}

const keyed = `d.instance, d.external_id AS "externalId"`;

const columnsOf = (keys: readonly DeploymentKey[]) => [
  arrayLiteral(keys.map(key => key.instance)),
  arrayLiteral(keys.map(key => key.externalId)),
];

/** Deployments whose chain is another one than when it was computed last. */
export async function loadMovedDeployments(
  tx: Knex,
  places: readonly Place[],
): Promise<DeploymentKey[]> {
  if (places.length === 0) return [];
  const result = await tx.raw<{ rows: DeploymentKey[] }>(
    `SELECT ${keyed} FROM unnest(?::text[], ?::text[]) AS k(instance, project)
     JOIN deployment d USING (instance, project)
     WHERE d.chain IS DISTINCT FROM d.derived_chain`,
    [
      arrayLiteral(places.map(place => place.instance)),
      arrayLiteral(places.map(place => place.project)),
    ],
  );
  return result.rows;
}

/** The deployments of these commits. */
export async function loadDeploymentsOf(
  tx: Knex,
  commits: readonly { instance: string; sha: string }[],
): Promise<DeploymentKey[]> {
  if (commits.length === 0) return [];
  const result = await tx.raw<{ rows: DeploymentKey[] }>(
    `SELECT ${keyed} FROM unnest(?::text[], ?::text[]) AS k(instance, sha)
     JOIN deployment d ON d.sha = k.sha AND d.instance = k.instance`,
    [
      arrayLiteral(commits.map(commit => commit.instance)),
      arrayLiteral(commits.map(commit => commit.sha)),
    ],
  );
  return result.rows;
}

/** The deployments after this one by key, for walks over all of them. */
export async function loadKeysAfter(
  tx: Knex,
  last: DeploymentKey | undefined,
  limit: number,
): Promise<DeploymentKey[]> {
  const result = await tx.raw<{ rows: DeploymentKey[] }>(
    `SELECT ${keyed} FROM deployment d
     WHERE (d.instance, d.external_id) > (?, ?)
     ORDER BY d.instance, d.external_id LIMIT ?`,
    [last?.instance ?? '', last?.externalId ?? '', limit],
  );
  return result.rows;
}

/**
 * Of several attempts of a run at the same place one stands for all: the last
 * that arrived, else the last.
 * @returns those for which that changed.
 */
export async function markLatestAttempts(
  tx: Knex,
  keys: readonly DeploymentKey[],
): Promise<DeploymentKey[]> {
  const result = await tx.raw<{ rows: DeploymentKey[] }>(
    `WITH runs AS (
       SELECT DISTINCT d.instance, d.run_external_id
       FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
       JOIN deployment d USING (instance, external_id)
       WHERE d.run_external_id IS NOT NULL
     ), marked AS (
       SELECT d.instance, d.external_id, d.run_attempt = first_value(d.run_attempt)
         OVER (PARTITION BY d.instance, d.run_external_id, d.chain
               ORDER BY d.outcome IS NOT DISTINCT FROM 'succeeded' DESC,
                 d.run_attempt DESC) AS latest
       FROM runs JOIN deployment d USING (instance, run_external_id)
     )
     UPDATE deployment d SET is_latest = m.latest FROM marked m
     WHERE d.instance = m.instance AND d.external_id = m.external_id
       AND d.is_latest <> m.latest
     RETURNING ${keyed}`,
    columnsOf(keys),
  );
  return result.rows;
}

/** The chains these deployments stand in, and stood in before. */
export async function loadChains(
  tx: Knex,
  keys: readonly DeploymentKey[],
): Promise<string[]> {
  const result = await tx.raw<{ rows: { chain: string }[] }>(
    `WITH touched AS (
       SELECT d.chain, d.derived_chain
       FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
       JOIN deployment d USING (instance, external_id)
     )
     SELECT chain FROM touched
     UNION SELECT derived_chain FROM touched WHERE derived_chain IS NOT NULL`,
    columnsOf(keys),
  );
  return result.rows.map(row => row.chain);
}
