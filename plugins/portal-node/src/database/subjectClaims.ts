import { Knex } from 'knex';
import { arrayLiteral, Column, upsertRows } from './writeRows';

/** A row of an area's `subject_claim`. */
interface ClaimRow {
  subject: string;
  /** null gives the subject up. */
  entityRef: string | null;
  position: string;
}

const columns: Column<ClaimRow>[] = [
  { name: 'subject', type: 'text', value: row => row.subject, key: true },
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'position', type: 'bigint', value: row => row.position },
];

/** The claims that an area has filed under these keys. */
export async function loadSubjectClaims(
  tx: Knex,
  subjects: readonly string[],
): Promise<ClaimRow[]> {
  if (subjects.length === 0) return [];
  const { rows } = await tx.raw<{ rows: ClaimRow[] }>(
    `SELECT subject, entity_ref AS "entityRef", position::text AS position
     FROM subject_claim WHERE subject = ANY(?::text[])`,
    [arrayLiteral(subjects)],
  );
  return rows;
}

/** Files claims in the area's `subject_claim`. */
export function upsertSubjectClaims(
  tx: Knex,
  rows: readonly ClaimRow[],
): Promise<void> {
  return upsertRows(tx, 'subject_claim', columns, rows);
}
