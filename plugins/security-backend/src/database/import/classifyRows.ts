import { Knex } from 'knex';

/** What is done to a finding that an import has, or has not. */
export type Outcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'reopened'
  | 'suppressed'
  | 'fixed'
  | 'pending_close';

/** A record without what only its keys are made of, and what only names the tool. */
const news = (doc: string) => `(${doc} - 'fingerprints' #- '{tool,version}')`;

/**
 * Says of every staged row what it does to its finding: the table of
 * `decideImport` as SQL, which a property test holds against it.
 *
 * A finding that a person called fixed comes back when a scan after that still
 * has it: the decision's place in the log, not the clock, says what came after.
 */
export async function classifyRows(
  tx: Knex,
  targetKey: string,
  options: { position: string; reactivate: boolean },
): Promise<void> {
  await tx.raw(
    `UPDATE scan_row SET outcome = CASE
       WHEN gone THEN 'ignored'
       WHEN suppressed IS NOT NULL THEN 'created_suppressed'
       ELSE 'created' END
     WHERE target_key = :targetKey AND outcome IS NULL AND finding_id IS NULL`,
    { targetKey },
  );
  await tx.raw(
    `WITH decided AS (
       -- What a person had said last before this import, of each identity.
       SELECT DISTINCT ON (d.identity) d.identity, d.position,
         d.after->>'state' = 'fixed' AS fixed
       FROM finding_decision d
       WHERE d.action = 'state' AND d.position < :position::bigint
         AND d.identity IN (
           SELECT o.identity FROM finding_decision o JOIN scan_rest f USING (identity)
           WHERE f.target_key = :targetKey AND o.action = 'state'
             AND o.after->>'state' = 'fixed')
       ORDER BY d.identity, d.position DESC, d.id DESC
     )
     UPDATE scan_row s SET
       changed = k.changed,
       upgraded = k.told_anew AND NOT k.changed,
       outcome = CASE
         WHEN s.gone THEN CASE WHEN k.scan_state = 'open' THEN 'fixed' ELSE 'ignored' END
         WHEN NOT :reactivate AND k.was_fixed THEN 'ignored'
         WHEN s.suppressed IS NOT NULL AND (k.source_suppressed IS NULL OR k.was_fixed) THEN 'suppressed'
         WHEN k.was_fixed THEN 'reopened'
         WHEN s.suppressed IS NULL AND k.source_suppressed IS NOT NULL THEN 'reopened'
         WHEN k.changed THEN 'updated'
         ELSE 'unchanged' END
     FROM (
       SELECT f.finding_id, f.scan_state, f.source_suppressed,
         r.n, f.scan_state = 'fixed'
           OR coalesce(d.fixed AND d.position > f.reopened_position, false) AS was_fixed,
         f.occurrences <> r.occurrences OR CASE
           WHEN f.content_hash = r.content_hash THEN false
           WHEN NOT r.told THEN true
           -- By what it is known again, and by which version of the tool, is no news.
           ELSE coalesce((SELECT ${news('t.doc')} <> ${news('n.doc')}
             FROM finding_detail t WHERE t.finding_id = f.finding_id), true)
         END AS changed,
         r.told AND (f.content_hash <> r.content_hash
           OR f.primary_key <> r.primary_key OR f.drift_keys <> r.drift_keys
           OR f.identity_version <> r.identity_version) AS told_anew
       FROM scan_row r
       JOIN scan_rest f USING (finding_id)
       LEFT JOIN scan_doc n ON n.target_key = r.target_key AND n.n = r.n
       LEFT JOIN decided d ON d.identity = f.identity
       WHERE r.target_key = :targetKey AND r.outcome IS NULL
     ) k
     WHERE s.target_key = :targetKey AND s.n = k.n AND s.outcome IS NULL`,
    { targetKey, ...options },
  );
}

/**
 * How many of the findings of a target that are looked at are live, and how many of
 * them the import lacks.
 */
export interface Absent {
  live: number;
  absent: number;
  /** Lacking now and in the scan before: they only waited. */
  waiting: number;
}

/** @see Absent */
export async function countAbsent(
  tx: Knex,
  targetKey: string,
): Promise<Absent> {
  const { rows } = await tx.raw<{ rows: Absent[] }>(
    `SELECT count(*) FILTER (WHERE NOT f.pending_close)::integer AS live,
       count(*) FILTER (WHERE s.finding_id IS NULL AND NOT f.pending_close)::integer AS absent,
       count(*) FILTER (WHERE s.finding_id IS NULL AND f.pending_close)::integer AS waiting
     FROM scan_rest f
     LEFT JOIN (SELECT DISTINCT finding_id FROM scan_row WHERE finding_id IS NOT NULL) s
       USING (finding_id)
     WHERE f.target_key = ? AND f.scan_state = 'open'`,
    [targetKey],
  );
  return rows[0] ?? { live: 0, absent: 0, waiting: 0 };
}
