import { Knex } from 'knex';
import { DoraClassification } from '@quarterdeck/plugin-dora-common';
import {
  arrayLiteral,
  EntitySet,
  inEntities,
} from '@quarterdeck/plugin-portal-node';

/** What a person said of a deployment, as it is kept. */
export interface ClassificationRow {
  id: string;
  deployment_id: string;
  instance: string;
  external_id: string;
  entity_ref: string | null;
  said: DoraClassification['as'];
  fixed_by: string | null;
  reason: string;
  by: string;
  at: Date;
  undone_at: Date | null;
  undone_by: string | null;
  undo_reason: string | null;
}

/** As it is answered. */
export const toClassification = (
  row: ClassificationRow,
): DoraClassification => ({
  id: row.id,
  deploymentId: row.deployment_id,
  entityRef: row.entity_ref,
  as: row.said,
  fixedBy: row.fixed_by,
  reason: row.reason,
  by: row.by,
  at: row.at.toISOString(),
  undoneAt: row.undone_at?.toISOString() ?? null,
  undoneBy: row.undone_by,
  undoReason: row.undo_reason,
});

/** A deployment and whose it is, locked against another person's word. */
export async function lockDeployment(
  tx: Knex,
  key: { instance: string; externalId: string },
): Promise<{ entityRef: string | null } | undefined> {
  const result = await tx.raw<{ rows: { entityRef: string | null }[] }>(
    `SELECT entity_ref AS "entityRef" FROM deployment_fact
     WHERE instance = ? AND place = '' AND external_id = ? FOR UPDATE`,
    [key.instance, key.externalId],
  );
  return result.rows[0];
}

/** Which of these deployments are known. */
export async function knownDeployment(tx: Knex, id: string): Promise<boolean> {
  const slash = id.indexOf('/');
  const result = await tx.raw<{ rows: unknown[] }>(
    `SELECT 1 FROM deployment_fact
     WHERE instance = ? AND place = '' AND external_id = ?`,
    [id.slice(0, slash), id.slice(slash + 1)],
  );
  return result.rows.length > 0;
}

/** What was said of a deployment, newest first. */
export async function classificationsOf(
  knex: Knex,
  deploymentId: string,
): Promise<ClassificationRow[]> {
  const result = await knex.raw<{ rows: ClassificationRow[] }>(
    'SELECT * FROM classification WHERE deployment_id = ? ORDER BY at DESC, id DESC',
    [deploymentId],
  );
  return result.rows;
}

/** Writes what was said. */
export async function insertClassification(
  tx: Knex,
  row: ClassificationRow,
): Promise<void> {
  await tx.raw(
    `INSERT INTO classification (id, deployment_id, instance, external_id,
       entity_ref, said, fixed_by, reason, by, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.deployment_id,
      row.instance,
      row.external_id,
      row.entity_ref,
      row.said,
      row.fixed_by,
      row.reason,
      row.by,
      row.at,
    ],
  );
}

/** Takes words back that still hold; answers them as they are now. */
export async function undoClassifications(
  tx: Knex,
  ids: readonly string[],
  undo: { at: Date; by: string; reason: string | null },
): Promise<ClassificationRow[]> {
  const result = await tx.raw<{ rows: ClassificationRow[] }>(
    `UPDATE classification SET undone_at = ?, undone_by = ?, undo_reason = ?
     WHERE id = ANY(?::uuid[]) AND undone_at IS NULL RETURNING *`,
    [undo.at, undo.by, undo.reason, arrayLiteral(ids)],
  );
  return result.rows;
}

/** What people said, newest first. */
export async function listClassifications(
  knex: Knex,
  filter: {
    entities: EntitySet;
    active?: boolean;
    limit: number;
    after?: { at: string; id: string };
  },
): Promise<ClassificationRow[]> {
  const match = inEntities('entity_ref', filter.entities);
  const { active, after } = filter;
  const result = await knex.raw<{ rows: ClassificationRow[] }>(
    `SELECT * FROM classification WHERE (${match.sql})
       ${
         active === undefined
           ? ''
           : `AND undone_at IS ${active ? 'NULL' : 'NOT NULL'}`
       }
       ${after ? 'AND (at, id) < (?, ?::uuid)' : ''}
     ORDER BY at DESC, id DESC LIMIT ?`,
    [...match.bindings, ...(after ? [after.at, after.id] : []), filter.limit],
  );
  return result.rows;
}
