import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { mergeRolloutStep } from '@quarterdeck/plugin-pipelines-common';
import {
  loadSteps,
  StepRow,
  upsertSteps,
} from '../../database/deployments/rolloutSteps';
import { sameRow } from '../sameRow';

const keyOf = ({ facts }: StepRow) =>
  JSON.stringify([facts.instance, facts.deploymentExternalId, facts.ordinal]);

/** Applies the rollout steps of a batch. */
export async function projectRolloutSteps(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const steps = new Map<string, StepRow>();
  for (const event of batch) {
    if (event.type !== 'rollout.step.v1') continue;
    const row: StepRow = { facts: event.data, position: event.position };
    const known = steps.get(keyOf(row));
    steps.set(keyOf(row), known ? mergeRolloutStep(known, row) : row);
  }
  if (steps.size === 0) return;
  for (const stored of await loadSteps(tx, [...steps.values()])) {
    const key = keyOf(stored);
    const row = steps.get(key);
    const merged = row && mergeRolloutStep(stored, row);
    if (!merged) continue;
    if (sameRow(stored.facts, merged.facts)) steps.delete(key);
    else steps.set(key, merged);
  }
  await upsertSteps(tx, [...steps.values()]);
}
