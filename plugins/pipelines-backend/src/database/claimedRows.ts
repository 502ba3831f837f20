import { Knex } from 'knex';
import { SubjectOwner } from '@quarterdeck/plugin-ingest-node';
import { arrayLiteral } from './writeRows';

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
