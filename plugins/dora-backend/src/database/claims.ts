import { Knex } from 'knex';
import {
  arrayLiteral,
  Column,
  upsertRows,
} from '@quarterdeck/plugin-portal-node';

/** What a person said about a subject; `entityRef` null gives it up. */
export interface ClaimRow {
  subject: string;
  entityRef: string | null;
  position: string;
}

const columns: Column<ClaimRow>[] = [
  { name: 'subject', type: 'text', value: row => row.subject, key: true },
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'position', type: 'bigint', value: row => row.position },
];

/** The claims filed under these subject keys. */
export async function loadClaims(
  tx: Knex,
  subjects: readonly string[],
): Promise<ClaimRow[]> {
  if (subjects.length === 0) return [];
  const result = await tx.raw<{ rows: ClaimRow[] }>(
    `SELECT subject, entity_ref AS "entityRef", position::text AS position
     FROM subject_claim WHERE subject = ANY(?::text[])`,
    [arrayLiteral(subjects)],
  );
  return result.rows;
}

/** Files claims. */
export function upsertClaims(
  tx: Knex,
  rows: readonly ClaimRow[],
): Promise<void> {
  return upsertRows(tx, 'subject_claim', columns, rows);
}
