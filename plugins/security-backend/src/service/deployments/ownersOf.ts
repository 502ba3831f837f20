import { Knex } from 'knex';
import { claimKeys, parseSubjectKey } from '@quarterdeck/plugin-ingest-common';
import { comparePositions } from '@quarterdeck/plugin-ingest-node';
import { DeployedRow } from '../../database/deployments/deployedRows';
import { loadDeploymentClaims } from '../../database/deployments/deploymentClaims';

function keysOf(subject: string): string[] {
  const parsed = parseSubjectKey(subject);
  return parsed ? claimKeys(parsed) : [subject];
}

/**
 * Gives deployments to their owners. The narrowest claim that names an entity wins;
 * a subject that was given up is nobody's until something is reported after that.
 */
export async function ownersOf(
  tx: Knex,
  rows: readonly DeployedRow[],
): Promise<DeployedRow[]> {
  const keys = [...new Set(rows.flatMap(({ subject }) => keysOf(subject)))];
  const claims = new Map(
    (await loadDeploymentClaims(tx, keys)).map(claim => [claim.subject, claim]),
  );
  return rows.map(row => {
    let givenUp = '0';
    for (const key of keysOf(row.subject)) {
      const claim = claims.get(key);
      if (claim?.entityRef) return { ...row, entityRef: claim.entityRef };
      if (claim && comparePositions(claim.position, givenUp) > 0) {
        givenUp = claim.position;
      }
    }
    const counts = comparePositions(row.position, givenUp) > 0;
    return { ...row, entityRef: counts ? row.entityReported : null };
  });
}
