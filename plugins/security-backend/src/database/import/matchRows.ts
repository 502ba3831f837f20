import { Knex } from 'knex';
import { identityKeysMax } from '@quarterdeck/plugin-security-common';

/** Findings that stand more than once in the report become one with a count. */
async function collapse(tx: Knex, targetKey: string): Promise<void> {
  await tx.raw(
    `WITH doubled AS (
       SELECT n, row_number() OVER rank AS place,
         sum(occurrences) OVER same AS total
       FROM scan_row WHERE target_key = :targetKey
         -- What is known word for word stands there once.
         AND primary_key IN (SELECT primary_key FROM scan_row
           WHERE target_key = :targetKey AND told)
       WINDOW same AS (PARTITION BY primary_key,
           CASE WHEN collapses THEN '' ELSE content_hash END),
         -- By content, so that the survivor does not depend on the scanner's order.
         rank AS (same ORDER BY gone, suppressed NULLS FIRST, content_hash, n)
     )
     UPDATE scan_row s SET occurrences = d.total,
       outcome = CASE WHEN d.place > 1 THEN 'double' END,
       finding_id = CASE WHEN d.place > 1 THEN NULL ELSE s.finding_id END
     FROM doubled d
     WHERE s.target_key = :targetKey AND s.n = d.n
       AND (d.place > 1 OR d.total <> s.occurrences)`,
    { targetKey },
  );
}

/** The same key and the same content: nothing has changed. */
async function matchExact(tx: Knex, targetKey: string): Promise<void> {
  await tx.raw(
    `UPDATE scan_row s SET finding_id = f.finding_id
     FROM scan_rest f
     WHERE s.target_key = :targetKey AND s.outcome IS NULL AND s.finding_id IS NULL
       AND f.target_key = :targetKey AND f.primary_key = s.primary_key
       AND f.content_hash = s.content_hash`,
    { targetKey },
  );
}

/** The same key: of several, the n-th is the n-th. */
async function matchPrimary(tx: Knex, targetKey: string): Promise<void> {
  await tx.raw(
    `WITH staged AS (
       SELECT n, primary_key, row_number() OVER (
         PARTITION BY primary_key ORDER BY sort_key, content_hash, n) AS place
       FROM scan_row
       WHERE target_key = :targetKey AND outcome IS NULL AND finding_id IS NULL
     ), known AS (
       SELECT f.finding_id, f.primary_key, row_number() OVER (
         PARTITION BY f.primary_key ORDER BY f.scan_state = 'fixed', f.ordinal) AS place
       FROM scan_rest f
       WHERE f.target_key = :targetKey
         AND f.primary_key IN (SELECT primary_key FROM staged)
         AND NOT EXISTS (SELECT FROM scan_row m WHERE m.finding_id = f.finding_id)
     )
     UPDATE scan_row s SET finding_id = k.finding_id
     FROM staged g JOIN known k USING (primary_key, place)
     WHERE s.target_key = :targetKey AND s.n = g.n`,
    { targetKey },
  );
}

/**
 * One key of the record, from the first on, against all keys of the finding: the
 * record may be told by a key that was the finding's second, and the other way
 * round. Open ones only.
 */
async function matchAnyKey(
  tx: Knex,
  targetKey: string,
  level: number,
): Promise<void> {
  await tx.raw(
    `WITH open_row AS (
       SELECT n, sort_key, content_hash,
         (array_prepend(primary_key, drift_keys))[:level] AS key
       FROM scan_row
       WHERE target_key = :targetKey AND outcome IS NULL AND finding_id IS NULL
     ), staged AS (
       SELECT n, key, row_number() OVER (
         PARTITION BY key ORDER BY sort_key, content_hash, n) AS place
       FROM open_row WHERE key IS NOT NULL
     ), candidate AS (
       SELECT DISTINCT f.finding_id, f.ordinal, k.key
       FROM scan_rest f, unnest(f.drift_keys || f.primary_key) AS k(key)
       WHERE f.target_key = :targetKey AND f.scan_state = 'open'
         AND NOT EXISTS (SELECT FROM scan_row m WHERE m.finding_id = f.finding_id)
         AND k.key IN (SELECT key FROM staged)
     ), known AS (
       SELECT finding_id, key, row_number() OVER (
         PARTITION BY key ORDER BY ordinal, finding_id) AS place FROM candidate
     ), pairs AS (
       -- A finding may answer to several keys: it is given away once.
       SELECT DISTINCT ON (k.finding_id) k.finding_id, g.n
       FROM staged g JOIN known k USING (key, place)
       ORDER BY k.finding_id, g.n
     )
     UPDATE scan_row s SET finding_id = p.finding_id
     FROM pairs p WHERE s.target_key = :targetKey AND s.n = p.n`,
    { targetKey, level },
  );
}

const unmatched = async (tx: Knex, targetKey: string) => {
  const { rows } = await tx.raw<{ rows: { some: boolean }[] }>(
    `SELECT EXISTS (SELECT FROM scan_row WHERE target_key = ?
       AND outcome IS NULL AND finding_id IS NULL) AS some`,
    [targetKey],
  );
  return rows[0]?.some === true;
};

/**
 * Finds for every staged row the finding it is, by its keys in order. One
 * statement per kind of key, whatever the number of rows.
 */
export async function matchRows(
  tx: Knex,
  targetKey: string,
  known: { findings: boolean },
): Promise<void> {
  await collapse(tx, targetKey);
  if (!known.findings || !(await unmatched(tx, targetKey))) return;
  await matchExact(tx, targetKey);
  await matchPrimary(tx, targetKey);
  for (let level = 1; level <= identityKeysMax; level += 1) {
    if (!(await unmatched(tx, targetKey))) return;
    await matchAnyKey(tx, targetKey, level);
  }
}
