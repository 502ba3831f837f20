import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  mergeDeploymentFacts,
  soleDeployment,
} from '@quarterdeck/plugin-pipelines-common';
import {
  DeploymentKey,
  loadDeploymentsOf,
  loadMovedDeployments,
} from '../../database/deployments/chainRows';
import { deploymentTable, StoredDeployment } from '../../database/factRows';
import { collect, Collected } from '../collect';
import { applyFacts, FactRule } from '../projectFactTables';
import { Place } from '../projectProjects';
import { recomputeBehind, recomputeChains } from './recomputeChains';

const rule: FactRule<StoredDeployment> = {
  table: deploymentTable,
  merge: mergeDeploymentFacts,
  listedAt: facts =>
    facts.createdAt ?? facts.startedAt ?? facts.finishedAt ?? facts.observedAt,
};

const keyOf = (row: DeploymentKey) =>
  JSON.stringify([row.instance, row.externalId]);

/** Commits that were merged with labels: those may make a deployment a hotfix. */
function labelledCommits(batch: readonly AnyLogEvent[]) {
  return batch.flatMap(event => {
    if (event.type !== 'change.v1') return [];
    const { instance, mergeSha, labels } = event.data;
    return mergeSha && labels.length ? [{ instance, sha: mergeSha }] : [];
  });
}

/** Projects whose branches a batch moved. */
function pushedPlaces(batch: readonly AnyLogEvent[]): Place[] {
  const places = new Map<string, Place>();
  for (const event of batch) {
    if (event.type !== 'commits.pushed.v1') continue;
    const { instance, project } = event.data;
    places.set(JSON.stringify([instance, project]), { instance, project });
  }
  return [...places.values()];
}

/**
 * Applies the deployments of a batch, then computes anew what follows from
 * them: the neighbours of those that came, changed or moved, what runs now in
 * their places, and how far those are behind. Changes and pushes come first.
 *
 * @param moved - projects whose rows may belong to others, or whose default
 *   branch became known
 */
export async function projectDeployments(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  moved: readonly Place[],
): Promise<void> {
  const collected = new Map<string, Collected<StoredDeployment>>();
  for (const event of batch) {
    if (event.type !== 'deployment.v1') continue;
    const report = soleDeployment<StoredDeployment>(
      { facts: event.data, position: event.position },
      event.deliveryId,
    );
    collect(collected, keyOf(event.data), event, report, rule.merge);
  }
  const changed = await applyFacts(tx, rule, collected, keyOf);
  const touched = new Map<string, DeploymentKey>();
  for (const row of [
    ...changed,
    ...(await loadMovedDeployments(tx, moved)),
    ...(await loadDeploymentsOf(tx, labelledCommits(batch))),
  ]) {
    const { instance, externalId } = row;
    touched.set(keyOf(row), { instance, externalId });
  }
  const chains = await recomputeChains(tx, [...touched.values()]);
  await recomputeBehind(tx, chains, [...moved, ...pushedPlaces(batch)]);
}
