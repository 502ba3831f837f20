import { Knex } from 'knex';
import { arrayLiteral, ColumnValue } from '@quarterdeck/plugin-portal-node';
import { identityVersion } from '@quarterdeck/plugin-security-common';

/** A finding of a report on its way into the tables. */
export interface ScanRow {
  /** Its place in the report. */
  n: number;
  primaryKey: string;
  /** Further keys, in the order they are tried when the first finds nothing. */
  driftKeys: readonly string[];
  /** Equal primary keys are the same finding, whatever else differs. */
  collapses: boolean;
  contentHash: string;
  /** Order of findings with the same primary key; independent of the scanner's. */
  sortKey: string;
  occurrences: number;
  /** The report itself says that it is not there any more. */
  gone: boolean;
  suppressed: string | null;
  suppressedReason: string | null;
  columns: object;
  doc: object;
}

/**
 * The tables imports work in: what a record is found by, which is written in every
 * step, and what it says, which is written once. They live as long as the connection
 * and are empty in every transaction, so that small imports need not make them.
 */
export async function prepareScanRows(tx: Knex): Promise<void> {
  await tx.raw(`
    CREATE TEMP TABLE IF NOT EXISTS scan_row (
      target_key text NOT NULL,
      n integer NOT NULL,
      primary_key text NOT NULL,
      collapses boolean NOT NULL,
      content_hash text NOT NULL,
      sort_key text NOT NULL,
      occurrences integer NOT NULL,
      gone boolean NOT NULL,
      suppressed text,
      suppressed_reason text,
      drift_keys text[],
      identity_version smallint,
      -- Read whole: its record is in scan_doc. Else it is known word for word.
      told boolean NOT NULL,
      finding_id text,
      ordinal integer,
      outcome text,
      changed boolean,
      upgraded boolean
    ) ON COMMIT DELETE ROWS;
    CREATE TEMP TABLE IF NOT EXISTS scan_doc (
      target_key text NOT NULL,
      n integer NOT NULL,
      columns jsonb NOT NULL,
      doc jsonb NOT NULL
    ) ON COMMIT DELETE ROWS;
    DELETE FROM scan_row;
    DELETE FROM scan_doc`);
}

/** Hashes one import keeps in memory at most: some fifty megabytes. */
const mostHashes = 500_000;

/**
 * By what the records of a key's findings are known again, word for word. Those
 * with keys of an older version are read whole: they get the keys of now.
 */
export async function loadKnownHashes(
  tx: Knex,
  targetKey: string,
): Promise<Set<string>> {
  const { rows } = await tx.raw<{ rows: { content_hash: string }[] }>(
    `SELECT content_hash FROM finding
     WHERE target_key = ? AND identity_version = ? LIMIT ?`,
    [targetKey, identityVersion, mostHashes],
  );
  return new Set(rows.map(row => row.content_hash));
}

/** A record that is known word for word, and how often the report has it. */
export interface KnownRow {
  n: number;
  contentHash: string;
  occurrences: number;
}

/**
 * Stages what is known word for word: of a report that hardly changed, most is.
 * Its finding is found by the hash alone, so nothing else is read of it.
 */
export async function stageKnownRows(
  tx: Knex,
  targetKey: string,
  rows: readonly KnownRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, suppressed, suppressed_reason, told, finding_id,
       changed, outcome)
     SELECT f.target_key, s.n, f.primary_key, f.collapses, s.hash, '',
       s.occurrences, false, f.source_suppressed, f.suppressed_reason, false,
       f.finding_id, false,
       CASE WHEN f.scan_state = 'open' AND f.occurrences = s.occurrences
         -- What a person called fixed is looked at one by one.
         AND NOT EXISTS (SELECT FROM finding_decision d WHERE d.identity = f.identity
           AND d.action = 'state' AND d.after->>'state' = 'fixed') THEN 'unchanged' END
     FROM unnest(?::integer[], ?::text[], ?::integer[]) AS s(n, hash, occurrences)
     JOIN (SELECT DISTINCT ON (content_hash) * FROM finding
       WHERE target_key = ? ORDER BY content_hash, scan_state = 'fixed', finding_id) f
       ON f.content_hash = s.hash`,
    [
      arrayLiteral(rows.map(row => row.n)),
      arrayLiteral(rows.map(row => row.contentHash)),
      arrayLiteral(rows.map(row => row.occurrences)),
      targetKey,
    ],
  );
}

/** Stages a piece of what is new or told anew. */
export async function stageScanRows(
  tx: Knex,
  targetKey: string,
  rows: readonly ScanRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = (value: (row: ScanRow) => ColumnValue) =>
    arrayLiteral(rows.map(value));
  await tx.raw(
    `WITH given AS MATERIALIZED (
       SELECT ?::text AS target_key, s.*
       FROM ROWS FROM (unnest(?::integer[], ?::text[], ?::boolean[], ?::text[], ?::text[],
           ?::integer[], ?::boolean[], ?::text[], ?::text[]), jsonb_array_elements(?::jsonb))
         AS s(n, key, collapses, hash, sort, occurrences, gone, suppressed, reason, extra)
     ), docs AS (
       INSERT INTO scan_doc (target_key, n, columns, doc)
       SELECT target_key, n, extra->'c', extra->'d' FROM given)
     INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, suppressed, suppressed_reason, told, drift_keys,
       identity_version)
     SELECT target_key, n, key, collapses, hash, sort, occurrences, gone, suppressed,
       reason, true, ARRAY(SELECT jsonb_array_elements_text(extra->'k')),
       (extra->'c'->>'identity_version')::smallint
     FROM given`,
    [
      targetKey,
      list(row => row.n),
      list(row => row.primaryKey),
      list(row => row.collapses),
      list(row => row.contentHash),
      list(row => row.sortKey),
      list(row => row.occurrences),
      list(row => row.gone),
      list(row => row.suppressed),
      list(row => row.suppressedReason),
      JSON.stringify(
        rows.map(row => ({ k: row.driftKeys, c: row.columns, d: row.doc })),
      ),
    ],
  );
}

/**
 * Joins a target's findings with the staged rows by hashing. The planner takes a
 * temporary table whose columns were just filled for empty, and fifty thousand
 * rows against fifty thousand by nested loops take hours.
 */
export async function joinByHash(tx: Knex, on: boolean): Promise<void> {
  await tx.raw(`SET LOCAL enable_nestloop = ${on ? 'off' : 'on'}`);
}
