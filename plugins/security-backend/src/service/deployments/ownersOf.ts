import { Knex } from 'knex';
import {
  loadSubjectOwners,
  ownedEntity,
} from '@quarterdeck/plugin-ingest-node';
import { loadDeploymentClaims } from '../../database/deployments/deploymentClaims';

/** Something that was told of a subject. */
export interface Told {
  subject: string;
  /** What the door said; null: nothing. */
  entityReported: string | null;
  position: string;
}

/** Gives what was told of subjects to their owners. */
export async function ownersOf<Row extends Told>(
  tx: Knex,
  rows: readonly Row[],
): Promise<(Row & { entityRef: string | null })[]> {
  const ownerOf = await loadSubjectOwners(
    rows.map(({ subject }) => subject),
    keys => loadDeploymentClaims(tx, keys),
  );
  return rows.map(row => ({
    ...row,
    entityRef: ownedEntity(ownerOf(row.subject), row),
  }));
}
