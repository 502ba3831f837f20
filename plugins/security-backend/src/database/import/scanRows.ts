import { Knex } from 'knex';
import { arrayLiteral, ColumnValue } from '@quarterdeck/plugin-portal-node';
import { emptyTables } from '../emptyTables';

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
 * step; what it says, which is written once; and the findings of its key that have to
 * be looked at, as they are before the import. They live as long as the connection
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
    CREATE TEMP TABLE IF NOT EXISTS scan_rest (
      finding_id text NOT NULL,
      target_key text NOT NULL,
      identity text NOT NULL,
      identity_version smallint NOT NULL,
      primary_key text NOT NULL,
      drift_keys text[] NOT NULL,
      ordinal integer NOT NULL,
      collapses boolean NOT NULL,
      content_hash text NOT NULL,
      occurrences integer NOT NULL,
      scan_state text NOT NULL,
      pending_close boolean NOT NULL,
      last_seen_at timestamptz,
      first_seen_at timestamptz NOT NULL,
      source_suppressed text,
      suppressed_reason text,
      reopened_position bigint NOT NULL
    ) ON COMMIT DELETE ROWS;
    ${emptyTables('scan_row', 'scan_doc', 'scan_rest')}`);
}

/**
 * Tells the planner what was staged and what becomes of it: it would join a thousand
 * rows with their thousand documents by a million comparisons.
 */
export async function analyzeScanRows(tx: Knex): Promise<void> {
  await tx.raw(
    'ANALYZE scan_row (n, finding_id, primary_key, outcome, changed, upgraded, told); ANALYZE scan_doc (n)',
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
