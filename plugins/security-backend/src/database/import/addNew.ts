import { Knex } from 'knex';
import { AppliedImport, bindingsOf } from './appliedImport';
import { columnNames, columnTypes, columnValues } from './findingColumns';

/**
 * Findings that were not there before. The id follows from the key, so that a
 * rebuild gives the same one. They wait among what is settled, and are written to
 * the table of findings with what follows for them.
 *
 * `known`: the key has had findings, so that numbers of its keys are taken.
 */
export async function addNew(
  tx: Knex,
  applied: AppliedImport,
  known: boolean,
): Promise<void> {
  const values = { ...bindingsOf(applied), known };
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
