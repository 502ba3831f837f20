import { Knex } from 'knex';
import { arrayLiteral, Column, upsertRows } from './writeRows';

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
  const result = await tx.raw<{
    rows: { subject: string; entity_ref: string | null; position: string }[];
  }>(
    `SELECT subject, entity_ref, position FROM subject_claim
     WHERE subject = ANY(?::text[])`,
    [arrayLiteral(subjects)],
  );
  return result.rows.map(row => ({
    subject: row.subject,
    entityRef: row.entity_ref,
    position: row.position,
  }));
}

/** Files claims. */
export function upsertClaims(
  tx: Knex,
  rows: readonly ClaimRow[],
): Promise<void> {
  return upsertRows(tx, 'subject_claim', columns, rows);
}

const claimedTables = [
  'pipeline_run',
  'pipeline_job',
  'change',
  'deployment',
  'gate',
  'incident',
] as const;

/** Every subject of a project that any table has rows of. */
export async function loadProjectSubjects(
  tx: Knex,
  place: { instance: string; project: string },
): Promise<string[]> {
  const parts = claimedTables.map(
    table =>
      `SELECT subject FROM ${table} WHERE instance = :instance AND project = :project`,
  );
  const result = await tx.raw<{ rows: { subject: string }[] }>(
    parts.join(' UNION '),
    place,
  );
  return result.rows.map(row => row.subject);
}

/** Who a subject's rows belong to now. */
export interface SubjectOwner {
  subject: string;
  /** The claim's entity; null: no claim names one. */
  claimed: string | null;
  /** Rows reported after this position keep what was reported. */
  reportedAfter: string;
}

/** Moves the rows of a project's subjects to their owners. */
export async function moveRows(
  tx: Knex,
  place: { instance: string; project: string },
  owners: readonly SubjectOwner[],
): Promise<void> {
  if (owners.length === 0) return;
  for (const table of claimedTables) {
    await tx.raw(
      `UPDATE ${table} t
       SET entity_ref = coalesce(k.claimed,
             CASE WHEN t.position > k.reported_after THEN t.entity_reported END)
       FROM unnest(?::text[], ?::text[], ?::bigint[])
         AS k(subject, claimed, reported_after)
       WHERE t.instance = ? AND t.project = ? AND t.subject = k.subject
         AND t.entity_ref IS DISTINCT FROM coalesce(k.claimed,
             CASE WHEN t.position > k.reported_after THEN t.entity_reported END)`,
      [
        arrayLiteral(owners.map(owner => owner.subject)),
        arrayLiteral(owners.map(owner => owner.claimed)),
        arrayLiteral(owners.map(owner => owner.reportedAfter)),
        place.instance,
        place.project,
      ],
    );
  }
}
