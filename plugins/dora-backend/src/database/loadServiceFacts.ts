import { Change, Gate } from '@quarterdeck/plugin-ingest-common';
import { Classification } from '@quarterdeck/plugin-dora-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { StoredDeployment, StoredIncident } from '../service/factRules';
import { Asker } from './asker';
import { FactRow } from './factRows';

/** What samples need of a fact. */
export type SampledFactRow<Facts extends object> = Pick<
  FactRow<Facts>,
  'instance' | 'externalId' | 'service' | 'entityRef' | 'facts'
>;

const factColumns = `t.instance, t.external_id AS "externalId", t.service,
  t.entity_ref AS "entityRef", t.facts`;

/** A deployment with the traffic its rollout had. */
export type DeploymentFactRow = SampledFactRow<StoredDeployment> & {
  percent: number | null;
  firstAt: number | null;
};

const deploymentColumns = `${factColumns}, w.percent,
  (extract(epoch FROM w.first_at) * 1000)::float8 AS "firstAt"`;
const withTraffic = `LEFT JOIN traffic_fact w ON w.instance = t.instance
  AND w.deployment_external_id = t.external_id`;

/** Deployments of services to production. */
export async function loadDeployments(
  tx: Asker,
  services: readonly string[],
): Promise<DeploymentFactRow[]> {
  const result = await tx.raw<{ rows: DeploymentFactRow[] }>(
    `SELECT ${deploymentColumns} FROM deployment_fact t ${withTraffic}
     WHERE t.service = ANY(?::text[])
       AND t.facts->'environment'->>'tier' = 'production'`,
    [arrayLiteral(services)],
  );
  return result.rows;
}

/** Deployments to production by id, whosever they are. */
export async function loadNamedDeployments(
  tx: Asker,
  ids: readonly string[],
): Promise<DeploymentFactRow[]> {
  if (ids.length === 0) return [];
  const cut = ids.map(id => [id.slice(0, id.indexOf('/')), id]);
  const result = await tx.raw<{ rows: DeploymentFactRow[] }>(
    `SELECT ${deploymentColumns}
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN deployment_fact t ON t.instance = k.instance AND t.place = ''
       AND t.external_id = k.external_id
     ${withTraffic}
     WHERE t.facts->'environment'->>'tier' = 'production'`,
    [
      arrayLiteral(cut.map(([instance]) => instance)),
      arrayLiteral(cut.map(([instance, id]) => id.slice(instance.length + 1))),
    ],
  );
  return result.rows;
}

/** A merged change, and when it was reviewed. */
export interface ChangeFactRow {
  facts: Change;
  firstReviewAt: number | null;
  approvedAt: number | null;
}

/** Merged changes of repositories, with when they were reviewed. */
export async function loadChanges(
  tx: Asker,
  repos: readonly string[],
): Promise<ChangeFactRow[]> {
  if (repos.length === 0) return [];
  const places = repos.map(repo => {
    const slash = repo.indexOf('/');
    return [repo.slice(0, slash), repo.slice(slash + 1)];
  });
  const result = await tx.raw<{ rows: ChangeFactRow[] }>(
    `WITH k AS (
       SELECT * FROM unnest(?::text[], ?::text[]) AS k(instance, project)
     ), reviewed AS (
       SELECT instance, project, change_external_id,
         (extract(epoch FROM min(v.submitted_at)) * 1000)::float8 AS first,
         (extract(epoch FROM max(v.submitted_at)
           FILTER (WHERE v.state = 'approved')) * 1000)::float8 AS approved
       FROM k JOIN review_fact v USING (instance, project) GROUP BY 1, 2, 3
     )
     SELECT t.facts, r.first AS "firstReviewAt", r.approved AS "approvedAt"
     FROM k JOIN change_fact t ON t.instance = k.instance AND t.place = k.project
     LEFT JOIN reviewed r ON r.instance = t.instance AND r.project = t.place
       AND r.change_external_id = t.external_id
     WHERE t.facts->>'state' = 'merged'`,
    [
      arrayLiteral(places.map(([instance]) => instance)),
      arrayLiteral(places.map(([, project]) => project)),
    ],
  );
  return result.rows;
}

/** Decided gates of deployments, and of the runs that deploy. */
export async function loadGates(
  tx: Asker,
  deployments: readonly DeploymentFactRow[],
): Promise<Gate[]> {
  const runs = deployments.flatMap(({ instance, facts }) =>
    facts.runExternalId ? [{ instance, id: facts.runExternalId }] : [],
  );
  const result = await tx.raw<{ rows: { facts: Gate }[] }>(
    `SELECT t.facts FROM unnest(?::text[], ?::text[]) AS k(instance, id)
     JOIN gate_fact t ON t.instance = k.instance
       AND t.facts->>'deploymentExternalId' = k.id
       AND t.facts->>'deploymentExternalId' IS NOT NULL
     UNION ALL
     SELECT t.facts FROM (
       SELECT DISTINCT * FROM unnest(?::text[], ?::text[]) AS k(instance, id)) k
     JOIN gate_fact t ON t.instance = k.instance
       AND t.facts->>'runExternalId' = k.id AND t.facts->>'runExternalId' IS NOT NULL
       AND t.facts->>'deploymentExternalId' IS NULL`,
    [
      arrayLiteral(deployments.map(({ instance }) => instance)),
      arrayLiteral(deployments.map(({ externalId }) => externalId)),
      arrayLiteral(runs.map(({ instance }) => instance)),
      arrayLiteral(runs.map(({ id }) => id)),
    ],
  );
  return result.rows.map(({ facts }) => facts);
}

/** An incident, and the service that it was looked for. */
export type IncidentFactRow = SampledFactRow<StoredIncident> & {
  ofService: string;
};

/**
 * Incidents of services, those that name their deployments, and their
 * duplicates. Each is looked up by its key (`OFFSET`, `LIMIT`): nobody can guess
 * how many a recursion finds, and a join would read all 100,000 of them.
 */
export async function loadIncidents(
  tx: Asker,
  services: readonly string[],
  deployments: readonly { service: string; id: string }[],
): Promise<IncidentFactRow[]> {
  const result = await tx.raw<{ rows: IncidentFactRow[] }>(
    `WITH RECURSIVE family AS (
       SELECT service AS of_service, instance, external_id FROM incident_fact
       WHERE service = ANY(?::text[])
       UNION
       SELECT k.service, l.instance, l.external_id
       FROM unnest(?::text[], ?::text[]) AS k(service, id), LATERAL (
         SELECT * FROM incident_link l WHERE l.deployment_id = k.id OFFSET 0) l
       UNION
       SELECT f.of_service, f.instance, other FROM family f, LATERAL (
         SELECT i.facts->>'duplicateOf' AS other FROM incident_fact i
         WHERE i.instance = f.instance AND i.place = '' AND i.external_id = f.external_id
           AND i.facts->>'duplicateOf' IS NOT NULL
         UNION ALL
         SELECT i.external_id FROM incident_fact i
         WHERE i.instance = f.instance AND i.facts->>'duplicateOf' = f.external_id
       ) o
     )
     SELECT f.of_service AS "ofService", ${factColumns} FROM family f, LATERAL (
       SELECT * FROM incident_fact i WHERE i.instance = f.instance
         AND i.place = '' AND i.external_id = f.external_id LIMIT 1) t`,
    [
      arrayLiteral(services),
      arrayLiteral(deployments.map(({ service }) => service)),
      arrayLiteral(deployments.map(({ id }) => id)),
    ],
  );
  return result.rows;
}

/** What people say of deployments and did not take back. */
export async function loadClassifications(
  tx: Asker,
  deploymentIds: readonly string[],
): Promise<Classification[]> {
  if (deploymentIds.length === 0) return [];
  const result = await tx.raw<{
    rows: {
      id: string;
      deployment_id: string;
      said: Classification['as'];
      fixed_by: string | null;
      reason: string;
      by: string;
      at: number;
    }[];
  }>(
    `SELECT id, deployment_id, said, fixed_by, reason, by,
       floor(extract(epoch FROM at) * 1000)::float8 AS at
     FROM classification
     WHERE undone_at IS NULL AND deployment_id = ANY(?::text[])`,
    [arrayLiteral(deploymentIds)],
  );
  return result.rows.map(row => ({
    id: row.id,
    deploymentId: row.deployment_id,
    as: row.said,
    ...(row.fixed_by === null ? {} : { fixedBy: row.fixed_by }),
    reason: row.reason,
    by: row.by,
    at: row.at,
  }));
}
