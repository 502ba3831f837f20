import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  GateSurroundings,
  recomputeGateEnds,
} from '../../database/gates/gateEnds';
import { RunId } from '../../database/runRows';

type Placed = GateSurroundings['gates'][number];

/** What a batch tells of, by type; each thing once. */
function toldOf(batch: readonly AnyLogEvent[]) {
  const told = {
    'gate.v1': new Map<string, Placed>(),
    'deployment.v1': new Map<string, Placed>(),
    'ci.job.v1': new Map<string, Placed>(),
    'ci.run.v1': new Map<string, Placed>(),
  };
  for (const event of batch) {
    switch (event.type) {
      case 'gate.v1':
      case 'deployment.v1':
      case 'ci.job.v1':
      case 'ci.run.v1': {
        const { instance, project, externalId } = event.data;
        const key = JSON.stringify([instance, project, externalId]);
        told[event.type].set(key, { instance, project, externalId });
        break;
      }
      default:
    }
  }
  return told;
}

/**
 * Ends the gates whose jobs and deployments went on in a batch.
 * @returns the runs that wait no longer, or again.
 */
export function projectGateEnds(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<RunId[]> {
  const told = toldOf(batch);
  return recomputeGateEnds(tx, {
    gates: [...told['gate.v1'].values()],
    deployments: [...told['deployment.v1'].values()],
    jobs: [...told['ci.job.v1'].values()],
    runs: [],
  });
}

/** Ends the gates whose runs ended in a batch. Such a run waits for nobody. */
export async function projectGatesOfEndedRuns(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const runs = [...toldOf(batch)['ci.run.v1'].values()];
  await recomputeGateEnds(tx, { gates: [], deployments: [], jobs: [], runs });
}
