import { Knex } from 'knex';
import { columnSets, columnTypes } from './findingColumns';
import { AppliedImport, Bindings, bindingsOf } from './appliedImport';

/** Rows whose finding is written as the report tells it. */
const rewritten = `(s.changed OR s.upgraded)
  AND s.outcome IN ('updated', 'unchanged', 'reopened', 'suppressed')`;

/** What is different, by the names of the record; long texts are only named. */
const difference = `(
  SELECT jsonb_object_agg(d.key, CASE WHEN length(d.old::text) + length(d.new::text) > 600
    THEN '[]'::jsonb ELSE jsonb_build_array(d.old, d.new) END)
  FROM (SELECT key, o.value AS old, n.value AS new
    FROM jsonb_each(t.doc) o FULL JOIN jsonb_each(d.doc) n USING (key)
    WHERE o.value IS DISTINCT FROM n.value) d)`;

/**
 * Notes and writes what a report says anew of findings that it had before. Where
 * only their keys are new, these are taken over without a word.
 */
async function updateFindings(tx: Knex, values: Bindings): Promise<void> {
  await tx.raw(
    `INSERT INTO finding_change (finding_id, position, change, at, import_id, commit_sha, details)
     SELECT s.finding_id, :position::bigint, 'updated', :scannedAt::timestamptz, :importId, :commit,
       ${difference}
     FROM scan_row s JOIN scan_doc d ON d.target_key = s.target_key AND d.n = s.n
     JOIN finding_detail t USING (finding_id)
     WHERE s.target_key = :targetKey AND s.changed
       AND s.outcome IN ('updated', 'reopened', 'suppressed')
       AND t.doc <> d.doc
     ON CONFLICT DO NOTHING`,
    values,
  );
  // A moved finding takes the key it has now, behind those that have it already.
  await tx.raw(
    `WITH fresh AS (
       -- New ones stand behind those that were there, and are not in their table yet.
       SELECT primary_key, max(ordinal) + 1 AS next FROM scan_row
       WHERE target_key = :targetKey AND outcome IN ('created', 'created_suppressed')
       GROUP BY primary_key
     ), moved AS (
       SELECT s.n, coalesce(c.next, (SELECT max(o.ordinal) + 1 FROM finding o
           WHERE o.target_key = :targetKey AND o.primary_key = s.primary_key), 0)
         + row_number() OVER (PARTITION BY s.primary_key
           ORDER BY s.sort_key, s.content_hash, s.n) - 1 AS ordinal
       FROM scan_row s JOIN finding f USING (finding_id)
       LEFT JOIN fresh c ON c.primary_key = s.primary_key
       WHERE s.target_key = :targetKey AND ${rewritten} AND s.told
         AND f.primary_key <> s.primary_key
     )
     UPDATE scan_row s SET ordinal = m.ordinal FROM moved m
     WHERE s.target_key = :targetKey AND s.n = m.n`,
    values,
  );
  await tx.raw(
    `UPDATE finding f SET
       born_key = CASE WHEN f.primary_key <> s.primary_key
         THEN coalesce(f.born_key, f.primary_key) ELSE f.born_key END,
       born_ordinal = CASE WHEN f.primary_key <> s.primary_key
         THEN coalesce(f.born_ordinal, f.ordinal) ELSE f.born_ordinal END,
       primary_key = s.primary_key, drift_keys = s.drift_keys,
       ordinal = coalesce(s.ordinal, f.ordinal), collapses = s.collapses,
       content_hash = s.content_hash,
       occurrences = s.occurrences, suppressed_reason = s.suppressed_reason,
       changed_at = CASE WHEN s.changed THEN :scannedAt::timestamptz ELSE f.changed_at END,
       position = CASE WHEN s.changed THEN :position::bigint ELSE f.position END, ${columnSets}
     FROM scan_row s JOIN scan_doc d ON d.target_key = s.target_key AND d.n = s.n,
       jsonb_to_record(d.columns) AS ${columnTypes}
     WHERE s.target_key = :targetKey AND ${rewritten}
       AND f.finding_id = s.finding_id`,
    values,
  );
  await tx.raw(
    `UPDATE finding f SET occurrences = s.occurrences
     FROM scan_row s WHERE s.target_key = :targetKey AND s.changed
       AND NOT s.told AND f.finding_id = s.finding_id`,
    values,
  );
  await tx.raw(
    `UPDATE finding_detail t SET doc = d.doc
     FROM scan_row s JOIN scan_doc d ON d.target_key = s.target_key AND d.n = s.n
     WHERE s.target_key = :targetKey AND ${rewritten}
       AND t.finding_id = s.finding_id`,
    values,
  );
}

/** What is there again, or is told to be suppressed, or is not held back any more. */
async function reviveFindings(tx: Knex, values: Bindings): Promise<void> {
  await tx.raw(
    `INSERT INTO finding_change (finding_id, position, change, at, import_id, commit_sha, details)
     SELECT s.finding_id, :position::bigint, s.outcome, :scannedAt::timestamptz, :importId, :commit,
       CASE WHEN s.outcome = 'suppressed'
         THEN jsonb_build_object('by', s.suppressed, 'reason', s.suppressed_reason) END
     FROM scan_row s
     WHERE s.target_key = :targetKey AND s.outcome IN ('reopened', 'suppressed')
     ON CONFLICT DO NOTHING`,
    values,
  );
  await tx.raw(
    `UPDATE finding f SET scan_state = 'open', source_suppressed = s.suppressed,
       suppressed_reason = s.suppressed_reason, pending_close = false,
       last_seen_at = NULL, fixed_at = NULL, fixed_by = NULL,
       changed_at = :scannedAt::timestamptz, position = :position::bigint,
       reopened_at = CASE WHEN s.outcome = 'reopened' THEN :scannedAt::timestamptz ELSE f.reopened_at END,
       reopened_position = :position::bigint,
       reopened_count = f.reopened_count + (s.outcome = 'reopened')::integer
     FROM scan_row s
     WHERE s.target_key = :targetKey AND s.outcome IN ('reopened', 'suppressed')
       AND f.finding_id = s.finding_id`,
    values,
  );
}

/** What was missing in a scan before and is there again. */
async function confirmFindings(tx: Knex, values: Bindings): Promise<void> {
  await tx.raw(
    `UPDATE finding f SET pending_close = false, last_seen_at = NULL
     FROM scan_row s
     WHERE s.target_key = :targetKey AND s.outcome IN ('updated', 'unchanged')
       AND f.finding_id = s.finding_id
       AND (f.pending_close OR f.last_seen_at IS NOT NULL)`,
    values,
  );
}

/** What the report itself calls gone. */
async function fixByTool(tx: Knex, values: Bindings): Promise<void> {
  await tx.raw(
    `WITH fixed AS (
       UPDATE finding f SET scan_state = 'fixed', fixed_at = :scannedAt::timestamptz,
         fixed_by = 'tool', last_seen_at = coalesce(f.last_seen_at, :seenBefore::timestamptz, :scannedAt::timestamptz),
         pending_close = false, changed_at = :scannedAt::timestamptz, position = :position::bigint
       FROM scan_row s
       WHERE s.target_key = :targetKey AND s.outcome = 'fixed'
         AND f.finding_id = s.finding_id
       RETURNING f.finding_id
     )
     INSERT INTO finding_change (finding_id, position, change, at, import_id, commit_sha, details)
     SELECT finding_id, :position::bigint, 'fixed', :scannedAt::timestamptz, :importId, :commit,
       '{"by": "tool"}'::jsonb FROM fixed
     ON CONFLICT DO NOTHING`,
    values,
  );
}

/** No outcome, but counted beside them. */
const upgradedRows = 'upgraded';

const has = (outcomes: ReadonlyMap<string, number>, ...names: string[]) =>
  names.some(name => (outcomes.get(name) ?? 0) > 0);

/** Writes what the staged rows say of findings that are known; what has not happened costs nothing. */
export async function applyRows(
  tx: Knex,
  applied: AppliedImport,
  outcomes: ReadonlyMap<string, number>,
): Promise<void> {
  const values = bindingsOf(applied);
  if (has(outcomes, 'updated', 'reopened', 'suppressed', upgradedRows)) {
    await updateFindings(tx, values);
  }
  if (has(outcomes, 'reopened', 'suppressed')) await reviveFindings(tx, values);
  if (has(outcomes, 'updated', 'unchanged')) await confirmFindings(tx, values);
  if (has(outcomes, 'fixed')) await fixByTool(tx, values);
}

/** How many findings each outcome has had, and how many got other keys. */
export async function countOutcomes(
  tx: Knex,
  targetKey: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.raw<{
    rows: { outcome: string; n: number; upgraded: number }[];
  }>(
    `SELECT outcome, count(*)::integer AS n,
       count(*) FILTER (WHERE upgraded)::integer AS upgraded
     FROM scan_row
     WHERE target_key = ? AND outcome IS NOT NULL GROUP BY outcome`,
    [targetKey],
  );
  return new Map([
    ...rows.map(({ outcome, n }) => [outcome, n] as const),
    [upgradedRows, rows.reduce((sum, { upgraded }) => sum + upgraded, 0)],
  ]);
}

/** Notes which findings an import touched that were there; what follows from them is settled next. */
export async function markTouched(tx: Knex, targetKey: string): Promise<void> {
  await tx.raw(
    `INSERT INTO touched_finding (finding_id)
     SELECT DISTINCT finding_id FROM scan_row
     WHERE target_key = ? AND finding_id IS NOT NULL
       AND (outcome NOT IN ('unchanged', 'ignored', 'double', 'created', 'created_suppressed')
         OR changed OR upgraded)
     ON CONFLICT DO NOTHING`,
    [targetKey],
  );
}
