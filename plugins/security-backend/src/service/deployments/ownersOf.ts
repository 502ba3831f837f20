import { Knex } from 'knex';
import { claimKeys, parseSubjectKey } from '@quarterdeck/plugin-ingest-common';
import { comparePositions } from '@quarterdeck/plugin-ingest-node';
import { loadDeploymentClaims } from '../../database/deployments/deploymentClaims';

function keysOf(subject: string): string[] {
  const parsed = parseSubjectKey(subject);
  return parsed ? claimKeys(parsed) : [subject];
}

/** Something that was told of a subject. */
export interface Told {
  subject: string;
  /** What the door said; null: nothing. */
  entityReported: string | null;
  position: string;
}

/**
 * Gives what was told of subjects to their owners. The narrowest claim that names an entity wins;
 * a subject that was given up is nobody's until something is reported after that.
 */
export async function ownersOf<Row extends Told>(
  tx: Knex,
  rows: readonly Row[],
): Promise<(Row & { entityRef: string | null })[]> {
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
