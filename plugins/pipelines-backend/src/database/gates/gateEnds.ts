import { Knex } from 'knex';
import { RunId } from '../runRows';
import { arrayLiteral } from '../writeRows';

/** What has a natural key in an instance. */
interface Key {
  instance: string;
  externalId: string;
}

/** Things that moved, and gates that were told of. */
export interface GateSurroundings {
  gates: readonly (Key & { project: string })[];
  deployments: readonly Key[];
  jobs: readonly Key[];
  runs: readonly Key[];
}

/** A gate's facts as they are shown: with the end that follows from what it held. */
export const shownGateFacts = `CASE WHEN t.ended_state IS NULL THEN t.facts
  ELSE t.facts || jsonb_build_object('state', t.ended_state, 'decidedAt',
    to_char(t.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  END AS facts`;

const asked =
  "coalesce(g.facts->>'askedAt', g.facts->>'observedAt')::timestamptz";

/** The job it held: begun, somebody let it; over without that, nobody did. */
const byJob = `
  SELECT 1 AS rank, CASE WHEN j.began IS NOT NULL OR j.result = 'success'
      THEN 'approved' ELSE 'expired' END AS state,
    coalesce(j.began, j.ended) AS at
  FROM (
    SELECT (p.facts->>'startedAt')::timestamptz AS began,
      p.facts->>'state' AS state, p.facts->>'result' AS result,
      coalesce(p.facts->>'finishedAt', p.facts->>'observedAt')::timestamptz AS ended
    FROM pipeline_job p
    WHERE p.instance = g.instance AND p.external_id = g.job_external_id
  ) j
  WHERE j.began >= ${asked} OR (j.began IS NULL AND j.state = 'completed')`;

/** The deployment it held: the first state after the question that no longer waits. */
const byDeployment = `
  (SELECT 2, CASE WHEN h.state IN ('in_progress', 'verifying', 'succeeded')
      THEN 'approved' ELSE 'expired' END, h.at
   FROM deployment d, LATERAL (
     SELECT x->>'state' AS state, (x->>'at')::timestamptz AS at
     FROM jsonb_array_elements(d.facts->'history') x
     UNION ALL
     -- Of a long history the end is not kept.
     SELECT d.facts->>'state', (d.facts->>'observedAt')::timestamptz
   ) h
   WHERE d.instance = g.instance AND d.external_id = g.deployment_external_id
     AND h.state NOT IN ('queued', 'waiting_gate', 'paused')
     AND h.at > (g.facts->>'observedAt')::timestamptz
   ORDER BY h.at, h.state LIMIT 1)`;

/**
 * The run it held is over; what it held in it may never have begun. A run that
 * was over before the question says nothing of the answer.
 */
const byRun = `
  SELECT 3, CASE WHEN r.facts->>'result' IN ('success', 'unstable', 'neutral')
      AND NOT EXISTS (SELECT FROM pipeline_job p
        WHERE p.instance = g.instance AND p.external_id = g.job_external_id
          AND p.facts->>'startedAt' IS NULL)
      THEN 'approved' ELSE 'expired' END,
    coalesce(r.facts->>'finishedAt', r.facts->>'observedAt')::timestamptz
  FROM pipeline_run r
  WHERE r.instance = g.instance AND r.external_id = g.run_external_id
    AND r.attempt = coalesce(g.run_attempt, 1) AND NOT r.active
    AND coalesce(r.facts->>'finishedAt', r.facts->>'observedAt')::timestamptz
      >= ${asked}`;

const touchedBy = (list: string, column: string) => `
  SELECT g.instance, g.project, g.external_id FROM ${list} k
  JOIN gate g ON g.instance = k.instance AND g.${column} = k.external_id`;

const listed = 'SELECT * FROM unnest(?::text[], ?::text[])';

/**
 * Computes anew how gates end of which their provider tells no end (Flagger,
 * Argo CD, CircleCI's holds): from the job, deployment or run that a gate held,
 * as they stand, so that the order of events is no matter. The gate's own facts
 * are left alone, and an end that its provider tells counts.
 *
 * @returns the runs of the gates that wait no longer, or again
 */
export async function recomputeGateEnds(
  tx: Knex,
  around: GateSurroundings,
): Promise<RunId[]> {
  const { gates, deployments, jobs, runs } = around;
  if (![gates, deployments, jobs, runs].some(list => list.length)) return [];
  const pair = (keys: readonly Key[]) => [
    arrayLiteral(keys.map(key => key.instance)),
    arrayLiteral(keys.map(key => key.externalId)),
  ];
  const result = await tx.raw<{ rows: { instance: string; id: string }[] }>(
    `WITH told AS (SELECT * FROM unnest(?::text[], ?::text[], ?::text[])
         AS k(instance, external_id, project)),
       moved_deployment AS (${listed} AS k(instance, external_id)),
       moved_job AS (${listed} AS k(instance, external_id)),
       moved_run AS (${listed} AS k(instance, external_id)),
       touched AS (
         SELECT k.instance, k.project, k.external_id FROM told k
         UNION ${touchedBy('moved_deployment', 'deployment_external_id')}
         UNION ${touchedBy('moved_job', 'job_external_id')}
         UNION ${touchedBy('moved_run', 'run_external_id')}
       ),
       found AS (
         SELECT g.instance, g.project, g.external_id, e.state, e.at,
           g.facts->>'state' = 'pending' AND e.state IS NULL AS waiting
         FROM touched JOIN gate g USING (instance, project, external_id)
         LEFT JOIN LATERAL (
           SELECT a.state, a.at FROM (
             ${byJob} UNION ALL ${byDeployment} UNION ALL ${byRun}
           ) a ORDER BY a.rank LIMIT 1
         ) e ON g.facts->>'state' = 'pending'
       )
     UPDATE gate g SET ended_state = f.state, ended_at = f.at, waiting = f.waiting
     FROM found f
     WHERE g.instance = f.instance AND g.project = f.project
       AND g.external_id = f.external_id
       AND (g.ended_state, g.ended_at, g.waiting)
         IS DISTINCT FROM (f.state, f.at, f.waiting)
     RETURNING g.instance, g.run_external_id AS id`,
    [
      ...pair(gates),
      arrayLiteral(gates.map(key => key.project)),
      ...pair(deployments),
      ...pair(jobs),
      ...pair(runs),
    ],
  );
  return result.rows.flatMap(({ instance, id }) =>
    id === null ? [] : [{ instance, externalId: id }],
  );
}
