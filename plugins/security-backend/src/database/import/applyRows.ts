import { Knex } from 'knex';
import {
  columnNames,
  columnSets,
  columnTypes,
  columnValues,
} from './findingColumns';

/** The import whose rows are applied. */
export interface AppliedImport {
  targetKey: string;
  importId: string;
  entityRef: string;
  /** What identities are made of instead of the entity, see `OwnedReport`. */
  home: string;
  tool: string;
  category: string;
  scope: string;
  branch: string;
  environment: string;
  onDefault: boolean;
  commit: string | null;
  scannedAt: Date;
  position: string;
  /** When the newest complete scan before this one was made. */
  seenBefore: Date | null;
}

/** Bindings of the statements; a Date for every time. */
type Bindings = Record<string, string | boolean | Date | null>;

const bindingsOf = (applied: AppliedImport): Bindings => ({ ...applied });

/**
 * Findings that were not there before. The id follows from the key, so that a
 * rebuild gives the same one. They wait among what is settled, and are written to
 * the table of findings with what follows for them.
 */
async function createFindings(tx: Knex, values: Bindings): Promise<void> {
  await tx.raw(
    `WITH fresh AS (
       SELECT n, primary_key, sort_key, content_hash FROM scan_row
       WHERE target_key = :targetKey AND outcome IN ('created', 'created_suppressed')
     ), taken AS (
       -- Of a key, the first number that no finding has or had.
       SELECT p.primary_key, greatest(
           (SELECT max(f.ordinal) + 1 FROM finding f
             WHERE f.target_key = :targetKey AND f.primary_key = p.primary_key),
           (SELECT max(f.born_ordinal) + 1 FROM finding f
             WHERE f.target_key = :targetKey AND f.born_key = p.primary_key)) AS next
       FROM (SELECT DISTINCT primary_key FROM fresh WHERE :known) p
     ), numbered AS (
       SELECT s.n, coalesce(t.next, 0) + row_number() OVER (PARTITION BY s.primary_key
         ORDER BY s.sort_key, s.content_hash, s.n) - 1 AS ordinal
       FROM fresh s LEFT JOIN taken t USING (primary_key)
     )
     UPDATE scan_row s SET ordinal = n.ordinal,
       finding_id = left(encode(sha256(convert_to(jsonb_build_array(
         s.target_key, s.primary_key, n.ordinal)::text, 'UTF8')), 'hex'), 32)
     FROM numbered n WHERE s.target_key = :targetKey AND s.n = n.n`,
    values,
  );
  await tx.raw(
    `INSERT INTO settling (finding_id, target_key, entity_ref, identity,
       primary_key, drift_keys, ordinal, collapses, content_hash, occurrences, scan_state,
       source_suppressed, suppressed_reason, state, is_open, severity,
       severity_rank, on_default, branch, environment, tool, tools, listed,
       first_seen_at, first_commit, first_import, changed_at,
       reopened_position, position, ${columnNames})
     SELECT s.finding_id, s.target_key, :entityRef,
       left(encode(sha256(convert_to(jsonb_build_array(:home::text, :tool::text,
         :category::text, :scope::text, s.primary_key, s.ordinal)::text, 'UTF8')), 'hex'), 32),
       s.primary_key, s.drift_keys, s.ordinal, s.collapses, s.content_hash, s.occurrences,
       'open', s.suppressed, s.suppressed_reason, 'open', false, c.scan_severity,
       0, :onDefault, :branch, :environment, :tool, ARRAY[:tool::text], false, :scannedAt::timestamptz,
       :commit, :importId, :scannedAt::timestamptz, :position::bigint,
       :position::bigint, ${columnValues}
     FROM scan_row s JOIN scan_doc d ON d.target_key = s.target_key AND d.n = s.n,
       jsonb_to_record(d.columns) AS ${columnTypes}
     WHERE s.target_key = :targetKey
       AND s.outcome IN ('created', 'created_suppressed')`,
    values,
  );
  await tx.raw(
    `INSERT INTO finding_detail (finding_id, doc)
     SELECT s.finding_id, d.doc
     FROM scan_row s JOIN scan_doc d ON d.target_key = s.target_key AND d.n = s.n
     WHERE s.target_key = :targetKey
       AND s.outcome IN ('created', 'created_suppressed')
     ORDER BY s.finding_id`,
    values,
  );
}

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
     -- Asked once: mostly there is none, and the rows need not be joined.
     WHERE (SELECT EXISTS (SELECT FROM finding w WHERE w.target_key = :targetKey
         AND w.scan_state = 'open' AND (w.pending_close OR w.last_seen_at IS NOT NULL)))
       AND s.target_key = :targetKey AND s.outcome IN ('updated', 'unchanged')
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

/**
 * What a complete scan does not have any more. `hold`: too much went at once,
 * so it waits for the next scan; what waited already is fixed now.
 */
export async function closeAbsent(
  tx: Knex,
  applied: AppliedImport,
  hold: boolean,
): Promise<void> {
  await tx.raw(
    `WITH absent AS (
       SELECT f.finding_id, :hold AND NOT f.pending_close AS waits
       FROM finding f
       WHERE f.target_key = :targetKey AND f.scan_state = 'open'
         AND NOT EXISTS (SELECT FROM scan_row s WHERE s.finding_id = f.finding_id)
     ), closed AS (
       UPDATE finding f SET
         scan_state = CASE WHEN a.waits THEN 'open' ELSE 'fixed' END,
         pending_close = a.waits,
         fixed_at = CASE WHEN a.waits THEN NULL ELSE :scannedAt::timestamptz END,
         fixed_by = CASE WHEN a.waits THEN NULL ELSE 'scan' END,
         last_seen_at = coalesce(f.last_seen_at, :seenBefore::timestamptz, f.first_seen_at),
         changed_at = :scannedAt::timestamptz, position = :position::bigint
       FROM absent a WHERE f.finding_id = a.finding_id
       RETURNING f.finding_id, a.waits
     ), noted AS (
       INSERT INTO finding_change (finding_id, position, change, at, import_id, commit_sha, details)
       SELECT finding_id, :position::bigint,
         CASE WHEN waits THEN 'pending_close' ELSE 'fixed' END,
         :scannedAt::timestamptz, :importId, :commit, '{"by": "scan"}'::jsonb FROM closed
       ON CONFLICT DO NOTHING
     )
     INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, told, finding_id, outcome)
     SELECT :targetKey, -row_number() OVER (), '', false, '', '', 1, false, false,
       finding_id, CASE WHEN waits THEN 'pending_close' ELSE 'fixed' END
     FROM closed`,
    { ...bindingsOf(applied), hold },
  );
}

/** A complete scan that is not to close anything does not have these. */
export async function noteAbsent(
  tx: Knex,
  applied: AppliedImport,
): Promise<void> {
  await tx.raw(
    `UPDATE finding f SET last_seen_at = coalesce(:seenBefore::timestamptz, f.first_seen_at)
     WHERE f.target_key = :targetKey AND f.scan_state = 'open'
       AND f.last_seen_at IS NULL
       AND NOT EXISTS (SELECT FROM scan_row s WHERE s.finding_id = f.finding_id)`,
    bindingsOf(applied),
  );
}

/** No outcome, but counted beside them. */
const upgradedRows = 'upgraded';

const has = (outcomes: ReadonlyMap<string, number>, ...names: string[]) =>
  names.some(name => (outcomes.get(name) ?? 0) > 0);

/** Takes in what was not there before; `known`: the key has had findings. */
export async function addNew(
  tx: Knex,
  applied: AppliedImport,
  outcomes: ReadonlyMap<string, number>,
  known: boolean,
): Promise<void> {
  if (has(outcomes, 'created', 'created_suppressed')) {
    await createFindings(tx, { ...bindingsOf(applied), known });
  }
}

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
