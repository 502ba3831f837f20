import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  deploymentVerification,
  isVerifyingJob,
} from '@quarterdeck/plugin-pipelines-common';
import { DeploymentKey } from '../../database/deployments/chainRows';
import { refreshLiveVerification } from '../../database/deployments/environmentNow';
import {
  loadDeploymentsOfRuns,
  loadVerificationFacts,
  writeVerifications,
} from '../../database/deployments/verificationRows';

/** Computes anew how the checks of these deployments came out. */
export async function recomputeVerifications(
  tx: Knex,
  keys: readonly DeploymentKey[],
): Promise<void> {
  if (keys.length === 0) return;
  const rows = await loadVerificationFacts(tx, keys);
  const changed = await writeVerifications(
    tx,
    rows.map(row => ({
      instance: row.instance,
      externalId: row.externalId,
      verification: deploymentVerification(row),
    })),
  );
  await refreshLiveVerification(tx, changed);
}

/**
 * How checks came out follows from deployments, their rollouts' steps and the
 * jobs of their runs; whichever of them came last. After all of those.
 */
export async function projectVerifications(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const keys = new Map<string, DeploymentKey>();
  const add = ({ instance, externalId }: DeploymentKey) =>
    keys.set(JSON.stringify([instance, externalId]), { instance, externalId });
  const runs = new Map<string, { instance: string; runExternalId: string }>();
  for (const event of batch) {
    if (event.type === 'deployment.v1') add(event.data);
    else if (event.type === 'rollout.step.v1') {
      const { instance, deploymentExternalId, kind, analysis } = event.data;
      if (kind === 'analysis' || analysis.length > 0) {
        add({ instance, externalId: deploymentExternalId });
      }
    } else if (event.type === 'ci.job.v1' && isVerifyingJob(event.data)) {
      const { instance, runExternalId } = event.data;
      runs.set(JSON.stringify([instance, runExternalId]), {
        instance,
        runExternalId,
      });
    }
  }
  for (const key of await loadDeploymentsOfRuns(tx, [...runs.values()])) {
    add(key);
  }
  await recomputeVerifications(tx, [...keys.values()]);
}
