import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** What a batch touched, in the words of the facts. */
export interface Touched {
  services: Set<string>;
  repos: Set<string>;
  /** Deployments by their natural key. */
  deployments: { instance: string; externalId: string }[];
  /** Deployments that give no sample yet, unless a person said something of them. */
  waiting: { instance: string; externalId: string }[];
  /** Runs whose gates moved. */
  runs: { instance: string; externalId: string }[];
  /** Incidents by their natural key: their duplicates are touched too. */
  incidents: { instance: string; externalId: string }[];
}

/**
 * Gates, traffic and incidents of other deployments wait in the facts until
 * theirs has ended.
 */
const gaveSamples = `(f.facts->'environment'->>'tier' = 'production'
  AND (f.facts->>'outcome' IS NOT NULL OR f.facts->>'state' = 'superseded'))`;

/** Marks the services whose samples a batch may have changed. */
export async function markDirty(tx: Knex, touched: Touched): Promise<void> {
  const { services, repos, deployments, waiting, runs, incidents } = touched;
  if (
    services.size +
      repos.size +
      deployments.length +
      waiting.length +
      runs.length +
      incidents.length ===
    0
  ) {
    return;
  }
  const keys = (rows: readonly { instance: string; externalId: string }[]) => [
    arrayLiteral(rows.map(({ instance }) => instance)),
    arrayLiteral(rows.map(({ externalId }) => externalId)),
  ];
  await tx.raw(
    `WITH RECURSIVE deployed AS (
       SELECT * FROM unnest(?::text[], ?::text[]) AS d(instance, external_id)
     ), waits AS (
       SELECT * FROM unnest(?::text[], ?::text[]) AS w(instance, external_id)
     ), run AS (
       SELECT * FROM unnest(?::text[], ?::text[]) AS r(instance, external_id)
     ), family AS (
       SELECT * FROM unnest(?::text[], ?::text[]) AS i(instance, external_id)
       UNION
       SELECT l.instance, l.external_id FROM deployed d JOIN incident_link l
         ON l.deployment_id = d.instance || '/' || d.external_id
       UNION
       SELECT f.instance, other FROM family f,
         LATERAL (
           SELECT i.facts->>'duplicateOf' AS other FROM incident_fact i
           WHERE i.instance = f.instance AND i.place = '' AND i.external_id = f.external_id
             AND i.facts->>'duplicateOf' IS NOT NULL
           UNION ALL
           SELECT i.external_id FROM incident_fact i
           WHERE i.instance = f.instance AND i.facts->>'duplicateOf' = f.external_id
         ) o
     )
     INSERT INTO dirty_service (service)
     SELECT DISTINCT service FROM (
       SELECT unnest(?::text[]) AS service
       UNION ALL
       SELECT service FROM service_repo WHERE repo = ANY(?::text[])
       UNION ALL
       SELECT f.service FROM deployed d JOIN deployment_fact f
         ON f.instance = d.instance AND f.place = '' AND f.external_id = d.external_id
       WHERE ${gaveSamples} OR EXISTS (
         SELECT FROM classification c
         WHERE c.deployment_id = f.instance || '/' || f.external_id)
       UNION ALL
       SELECT f.service FROM waits w
         JOIN classification c ON c.deployment_id = w.instance || '/' || w.external_id
         JOIN deployment_fact f ON f.instance = w.instance AND f.place = ''
           AND f.external_id = w.external_id
       UNION ALL
       SELECT f.service FROM run r JOIN deployment_fact f
         ON f.instance = r.instance AND f.facts->>'runExternalId' = r.external_id
       WHERE ${gaveSamples}
       UNION ALL
       SELECT i.service FROM family f JOIN incident_fact i
         ON i.instance = f.instance AND i.place = '' AND i.external_id = f.external_id
       UNION ALL
       SELECT d.service FROM family f
         JOIN incident_link l ON l.instance = f.instance AND l.external_id = f.external_id
         JOIN deployment_fact d ON d.instance = split_part(l.deployment_id, '/', 1) AND d.place = ''
           AND d.external_id = substr(l.deployment_id, strpos(l.deployment_id, '/') + 1)
     ) s
     ON CONFLICT DO NOTHING`,
    [
      ...keys(deployments),
      ...keys(waiting),
      ...keys(runs),
      ...keys(incidents),
      arrayLiteral([...services]),
      arrayLiteral([...repos]),
    ],
  );
}

/** One writer of samples at a time, whoever it is; it goes with the transaction. */
export async function lockSamples(tx: Knex): Promise<void> {
  await tx.raw(
    `SELECT pg_advisory_xact_lock(hashtext('dora samples ' || current_schema()))`,
  );
}

/** Takes the marks of some services, or of all. */
export async function takeDirty(tx: Knex, limit?: number): Promise<string[]> {
  const result = await tx.raw<{ rows: { service: string }[] }>(
    `DELETE FROM dirty_service WHERE service IN (
       SELECT service FROM dirty_service ORDER BY service LIMIT ?)
     RETURNING service`,
    [limit ?? null],
  );
  return result.rows.map(({ service }) => service).sort();
}

/** Marks services that were computed by other settings or formulas. */
export async function markOutdated(
  knex: Knex,
  computedBy: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = [...computedBy];
  await knex.raw(
    `INSERT INTO dirty_service (service)
     SELECT s.service FROM service s
     JOIN unnest(?::text[], ?::text[]) AS k(service, computed_by) USING (service)
     WHERE s.computed_by IS DISTINCT FROM k.computed_by
     ON CONFLICT DO NOTHING`,
    [
      arrayLiteral(rows.map(([service]) => service)),
      arrayLiteral(rows.map(([, text]) => text)),
    ],
  );
}
