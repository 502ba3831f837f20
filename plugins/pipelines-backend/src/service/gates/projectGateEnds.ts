import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  GateSurroundings,
  recomputeGateEnds,
} from '../../database/gates/gateEnds';
import { RunId } from '../../database/runRows';

type Placed = GateSurroundings['gates'][number];

/** What a batch tells of by events of a type; each thing once. */
function toldBy(
  batch: readonly AnyLogEvent[],
  type: 'gate.v1' | 'deployment.v1' | 'ci.job.v1' | 'ci.run.v1',
): Placed[] {
  const told = new Map<string, Placed>();
  for (const event of batch) {
    if (event.type !== type) continue;
    const { instance, project, externalId } = event.data;
    const key = JSON.stringify([instance, project, externalId]);
    told.set(key, { instance, project, externalId });
  }
  return [...told.values()];
}

/**
 * Ends the gates whose jobs and deployments went on in a batch.
 * @returns the runs that wait no longer, or again.
 */
export function projectGateEnds(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<RunId[]> {
  return recomputeGateEnds(tx, {
    gates: toldBy(batch, 'gate.v1'),
    deployments: toldBy(batch, 'deployment.v1'),
    jobs: toldBy(batch, 'ci.job.v1'),
    runs: [],
  });
}

/** Ends the gates whose runs ended in a batch. Such a run waits for nobody. */
export async function projectGatesOfEndedRuns(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const runs = toldBy(batch, 'ci.run.v1');
  await recomputeGateEnds(tx, { gates: [], deployments: [], jobs: [], runs });
}
