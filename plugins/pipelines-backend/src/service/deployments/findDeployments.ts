import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  DeploymentRow,
  loadDeployments,
} from '../../database/deployments/deploymentRows';
import { holds } from '../entitySet';
import { Reader } from '../reader';

/** The deployments with these keys; not found also where one may not be seen. */
export async function findDeployments(
  reader: Reader,
  keys: readonly { instance: string; externalId: string }[],
  decision: PolicyDecision,
): Promise<DeploymentRow[]> {
  const rows = await loadDeployments(reader.knex, keys);
  const visible = reader.visible(decision);
  return keys.map(key => {
    const row = rows.find(
      item =>
        item.instance === key.instance && item.externalId === key.externalId,
    );
    if (!row || !holds(visible, row.entityRef)) {
      throw new NotFoundError(
        `No deployment ${key.externalId} is known, or it belongs to a team whose deployments you may not see.`,
      );
    }
    return row;
  });
}
