import { Knex } from 'knex';
import { AppliedImport, Bindings, bindingsOf } from './appliedImport';
import { joinByHash } from './scanRows';

/**
 * Stages what is open and not in the report, below zero: its rows are found by index
 * then, also among a million others.
 */
async function stageAbsent(
  tx: Knex,
  values: Bindings,
  outcome: string,
  condition: string,
): Promise<void> {
  await tx.raw(
    `INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, told, finding_id, outcome)
     SELECT f.target_key, -row_number() OVER (), '', false, '', '', 1, false, false,
       f.finding_id, ${outcome}
     FROM scan_rest f
     WHERE f.target_key = :targetKey AND f.scan_state = 'open' AND ${condition}
       AND NOT EXISTS (SELECT FROM scan_row s WHERE s.finding_id = f.finding_id)`,
    values,
  );
  await joinByHash(tx, false);
}

/**
 * What a complete scan does not have any more. `hold`: too much went at once,
 * so it waits for the next scan; what waited already is fixed now.
 */
export async function closeAbsent(
  tx: Knex,
  applied: AppliedImport,
  hold: boolean,
): Promise<void> {
  const values = bindingsOf(applied);
  await stageAbsent(
    tx,
    { ...values, hold },
    `CASE WHEN :hold AND NOT f.pending_close THEN 'pending_close' ELSE 'fixed' END`,
    'true',
  );
  await tx.raw(
    `WITH absent AS MATERIALIZED (
       SELECT finding_id, outcome = 'pending_close' AS waits
       FROM scan_row WHERE target_key = :targetKey AND n < 0
     ), closed AS (
       UPDATE finding f SET
         scan_state = CASE WHEN a.waits THEN 'open' ELSE 'fixed' END,
         pending_close = a.waits,
         fixed_at = CASE WHEN a.waits THEN NULL ELSE :scannedAt::timestamptz END,
         fixed_by = CASE WHEN a.waits THEN NULL ELSE 'scan' END,
         last_seen_at = coalesce(f.last_seen_at, :seenBefore::timestamptz, f.first_seen_at),
         changed_at = :scannedAt::timestamptz, position = :position::bigint
       FROM absent a WHERE f.finding_id = a.finding_id
     )
     INSERT INTO finding_change (finding_id, position, change, at, import_id, commit_sha, details)
     SELECT finding_id, :position::bigint,
       CASE WHEN waits THEN 'pending_close' ELSE 'fixed' END,
       :scannedAt::timestamptz, :importId, :commit, '{"by": "scan"}'::jsonb FROM absent
     ON CONFLICT DO NOTHING`,
    values,
  );
}

/** A complete scan that is not to close anything does not have these. */
export async function noteAbsent(
  tx: Knex,
  applied: AppliedImport,
): Promise<void> {
  const values = bindingsOf(applied);
  await stageAbsent(tx, values, `'ignored'`, 'f.last_seen_at IS NULL');
  await tx.raw(
    `UPDATE finding f SET last_seen_at = coalesce(:seenBefore::timestamptz, f.first_seen_at)
     FROM scan_row s
     WHERE s.target_key = :targetKey AND s.n < 0 AND f.finding_id = s.finding_id`,
    values,
  );
}
