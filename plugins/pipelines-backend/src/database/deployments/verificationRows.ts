import { Knex } from 'knex';
import {
  DeploymentState,
  VerificationFacts,
  VerifyingJob,
  verifyingWords,
} from '@quarterdeck/plugin-pipelines-common';
import { arrayLiteral } from '../writeRows';
import { DeploymentKey } from './chainRows';

/** What is known about a check of a deployment. */
export type VerificationRow = DeploymentKey & VerificationFacts;

const columnsOf = (keys: readonly DeploymentKey[]) => [
  arrayLiteral(keys.map(key => key.instance)),
  arrayLiteral(keys.map(key => key.externalId)),
];

/** Deployments that runs made. */
export async function loadDeploymentsOfRuns(
  tx: Knex,
  runs: readonly { instance: string; runExternalId: string }[],
): Promise<DeploymentKey[]> {
  if (runs.length === 0) return [];
  const result = await tx.raw<{ rows: DeploymentKey[] }>(
    `SELECT DISTINCT d.instance, d.external_id AS "externalId"
     FROM unnest(?::text[], ?::text[]) AS k(instance, run_external_id)
     JOIN deployment d USING (instance, run_external_id)`,
    [
      arrayLiteral(runs.map(run => run.instance)),
      arrayLiteral(runs.map(run => run.runExternalId)),
    ],
  );
  return result.rows;
}

/**
 * What is known about checks of these deployments: a few rows along the keys of
 * each, and `OFFSET 0` for the planner, as in `loadLinked`.
 */
export async function loadVerificationFacts(
  tx: Knex,
  keys: readonly DeploymentKey[],
): Promise<VerificationRow[]> {
  const result = await tx.raw<{
    rows: (Omit<VerificationRow, 'finishedAt' | 'state'> & {
      state: DeploymentState;
      finished_at: Date | null;
      jobs: VerifyingJob[];
    })[];
  }>(
    `SELECT d.instance, d.external_id AS "externalId", d.state, d.outcome,
       d.facts->>'failure' AS failure, d.environment, d.finished_at,
       coalesce(d.facts->'history' @> '[{"state": "verifying"}]', false)
         AS "seenVerifying",
       coalesce(s.analyses, '{}') AS analyses,
       coalesce(j.jobs, '[]') AS jobs,
       coalesce(o.environments, '{}') AS "otherEnvironments"
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     CROSS JOIN LATERAL (
       SELECT * FROM deployment d
       WHERE d.instance = k.instance AND d.external_id = k.external_id
       OFFSET 0) d
     LEFT JOIN LATERAL (
       SELECT array_agg(DISTINCT s.facts->>'state') AS analyses
       FROM rollout_step s
       WHERE s.instance = d.instance
         AND s.deployment_external_id = d.external_id
         AND (s.facts->>'kind' = 'analysis'
           OR jsonb_array_length(s.facts->'analysis') > 0)) s ON true
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('name', j.name,
           'stage', j.facts->>'stage', 'status', j.status,
           'allowFailure', coalesce((j.facts->>'allowFailure')::boolean, false),
           'attempt', j.run_attempt, 'finishedAt', j.facts->>'finishedAt')
         ORDER BY j.external_id) AS jobs
       FROM pipeline_job j
       WHERE d.run_external_id IS NOT NULL AND j.instance = d.instance
         AND j.run_external_id = d.run_external_id
         AND j.run_attempt >= d.run_attempt
         AND j.external_id IS DISTINCT FROM d.facts->>'jobExternalId'
         AND (j.name || ' ' || coalesce(j.facts->>'stage', '')) ~* ?) j ON true
     LEFT JOIN LATERAL (
       SELECT array_agg(DISTINCT x.environment) AS environments
       FROM deployment x
       WHERE j.jobs IS NOT NULL AND x.instance = d.instance
         AND x.run_external_id = d.run_external_id
         AND x.environment <> d.environment) o ON true`,
    [...columnsOf(keys), verifyingWords],
  );
  return result.rows.map(({ finished_at, ...row }) => ({
    ...row,
    finishedAt: finished_at?.toISOString() ?? null,
  }));
}

/**
 * Notes how checks came out, where it is not noted yet.
 * @returns the deployments for which that changed.
 */
export async function writeVerifications(
  tx: Knex,
  rows: readonly (DeploymentKey & { verification: string | null })[],
): Promise<DeploymentKey[]> {
  if (rows.length === 0) return [];
  const result = await tx.raw<{ rows: DeploymentKey[] }>(
    `UPDATE deployment d SET verification = k.verification
     FROM unnest(?::text[], ?::text[], ?::text[])
       AS k(instance, external_id, verification)
     WHERE d.instance = k.instance AND d.external_id = k.external_id
       AND d.verification IS DISTINCT FROM k.verification
     RETURNING d.instance, d.external_id AS "externalId"`,
    [...columnsOf(rows), arrayLiteral(rows.map(row => row.verification))],
  );
  return result.rows;
}
