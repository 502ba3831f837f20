import { Knex } from 'knex';
import { RolloutStep } from '@quarterdeck/plugin-ingest-common';
import { RolloutStepFacts } from '@quarterdeck/plugin-pipelines-common';
import { arrayLiteral, Columns, upsertRows } from '../writeRows';
import { DeploymentKey } from './chainRows';

/** A step as stored. */
export type StoredStep = RolloutStep & Pick<RolloutStepFacts, 'filled'>;

/** A step of a rollout. */
export interface StepRow {
  position: string;
  facts: StoredStep;
}

const columns: Columns<StepRow> = [
  { name: 'instance', type: 'text', value: r => r.facts.instance, key: true },
  {
    name: 'deployment_external_id',
    type: 'text',
    value: row => row.facts.deploymentExternalId,
    key: true,
  },
  { name: 'ordinal', type: 'integer', value: r => r.facts.ordinal, key: true },
  { name: 'position', type: 'bigint', value: row => row.position },
  { name: 'facts', json: row => row.facts },
];

/** These steps, as far as they are known. */
export async function loadSteps(
  tx: Knex,
  steps: readonly StepRow[],
): Promise<StepRow[]> {
  if (steps.length === 0) return [];
  const result = await tx.raw<{ rows: StepRow[] }>(
    `SELECT s.position, s.facts
     FROM unnest(?::text[], ?::text[], ?::integer[])
       AS k(instance, deployment_external_id, ordinal)
     JOIN rollout_step s USING (instance, deployment_external_id, ordinal)`,
    [
      arrayLiteral(steps.map(step => step.facts.instance)),
      arrayLiteral(steps.map(step => step.facts.deploymentExternalId)),
      arrayLiteral(steps.map(step => step.facts.ordinal)),
    ],
  );
  return result.rows;
}

/** Writes steps. */
export function upsertSteps(tx: Knex, rows: readonly StepRow[]): Promise<void> {
  return upsertRows(tx, 'rollout_step', columns, rows);
}

/** The steps of a deployment, in order. */
export async function loadDeploymentSteps(
  knex: Knex,
  key: DeploymentKey,
): Promise<StepRow[]> {
  const result = await knex.raw<{ rows: StepRow[] }>(
    `SELECT s.position, s.facts FROM rollout_step s
     WHERE s.instance = ? AND s.deployment_external_id = ?
     ORDER BY s.ordinal LIMIT 1000`,
    [key.instance, key.externalId],
  );
  return result.rows;
}
