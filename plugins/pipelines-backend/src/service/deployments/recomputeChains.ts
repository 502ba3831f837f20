import { Knex } from 'knex';
import {
  deploymentBaseline,
  deploymentKind,
  deploymentKinds,
} from '@quarterdeck/plugin-pipelines-common';
import {
  DerivedRow,
  LinkedRow,
  loadLinked,
  writeDerived,
} from '../../database/deployments/chainLinks';
import {
  DeploymentKey,
  loadChains,
  loadKeysAfter,
  markLatestAttempts,
} from '../../database/deployments/chainRows';
import {
  refreshBehind,
  refreshEnvironments,
} from '../../database/deployments/environmentNow';
import { Place } from '../projectProjects';
import { recomputeVerifications } from './recomputeVerifications';

/** An attempt another one stands for has no place in the chain. */
const outsideOfChain = {
  release: null,
  previousRelease: null,
  previousInstance: null,
  previousExternalId: null,
  ranEarlier: false,
};

/** What follows for a deployment from those before and after it. */
function derive(linked: LinkedRow): DerivedRow {
  const row = linked.isLatest ? linked : { ...linked, ...outsideOfChain };
  const arrived = row.isLatest && row.outcome === 'succeeded';
  const { kind, from } = deploymentKind({
    ...row,
    told: deploymentKinds.find(item => item === row.told),
    ref: row.ref ?? undefined,
    task: row.task ?? undefined,
  });
  return {
    instance: row.instance,
    externalId: row.externalId,
    kind,
    kindTold: from === 'source',
    baseline: arrived
      ? deploymentBaseline(row.orderedAt, row.previousAt)
      : null,
    live: arrived && row.nextExternalId === null,
    previousInstance: row.previousInstance,
    previousExternalId: row.previousExternalId,
    nextInstance: arrived ? row.nextInstance : null,
    nextExternalId: arrived ? row.nextExternalId : null,
  };
}

/**
 * Computes the neighbours of these deployments anew, where they stand and where
 * they stood: late events need no path of their own.
 * @returns the chains something moved in.
 */
export async function recomputeChains(
  tx: Knex,
  touched: readonly DeploymentKey[],
): Promise<string[]> {
  if (touched.length === 0) return [];
  const siblings = await markLatestAttempts(tx, touched);
  const keys = [...touched, ...siblings];
  const chains = await loadChains(tx, keys);
  const linked = await loadLinked(tx, keys);
  await writeDerived(tx, linked.map(derive));
  await refreshEnvironments(tx, chains);
  return chains;
}

/** How far behind these chains, and all places of these projects, are. */
export async function recomputeBehind(
  tx: Knex,
  chains: readonly string[],
  places: readonly Place[],
): Promise<void> {
  if (chains.length === 0 && places.length === 0) return;
  await refreshBehind(tx, chains, places);
}

const chunk = 5000;

/** All chains, after rows were copied into the tables. */
export async function recomputeAllChains(tx: Knex): Promise<void> {
  let last: DeploymentKey | undefined;
  for (;;) {
    const keys = await loadKeysAfter(tx, last, chunk);
    last = keys.at(-1);
    if (!last) return;
    await recomputeBehind(tx, await recomputeChains(tx, keys), []);
    await recomputeVerifications(tx, keys);
  }
}
