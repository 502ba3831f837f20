import { Knex } from 'knex';
import { arrayLiteral, ColumnValue } from '@quarterdeck/plugin-portal-node';

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
 * The table imports work in. It lives as long as the connection and is empty in
 * every transaction, so that small imports need not make one each.
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
      columns jsonb,
      doc jsonb,
      finding_id text,
      ordinal integer,
      outcome text,
      changed boolean
    ) ON COMMIT DELETE ROWS;
    DELETE FROM scan_row`);
}

/**
 * Stages a piece of a report. What a finding with the same key and content holds
 * already is not sent again: of a report that hardly changed, most is not.
 */
export async function stageScanRows(
  tx: Knex,
  targetKey: string,
  rows: readonly ScanRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = (value: (row: ScanRow) => ColumnValue) =>
    arrayLiteral(rows.map(value));
  const news = await tx.raw<{ rows: { n: number }[] }>(
    `SELECT s.n FROM unnest(?::integer[], ?::text[], ?::text[]) AS s(n, key, hash)
     WHERE NOT EXISTS (SELECT FROM finding f WHERE f.target_key = ?
       AND f.primary_key = s.key AND f.content_hash = s.hash)`,
    [
      list(row => row.n),
      list(row => row.primaryKey),
      list(row => row.contentHash),
      targetKey,
    ],
  );
  const unknown = new Set(news.rows.map(({ n }) => n));
  await tx.raw(
    `INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, suppressed, suppressed_reason, drift_keys,
       columns, doc)
     SELECT ?, s.n, s.key, s.collapses, s.hash, s.sort, s.occurrences, s.gone,
       s.suppressed, s.reason,
       CASE WHEN e.value IS NOT NULL
         THEN ARRAY(SELECT jsonb_array_elements_text(e.value->'k')) END,
       e.value->'c', e.value->'d'
     FROM unnest(?::integer[], ?::text[], ?::boolean[], ?::text[], ?::text[],
         ?::integer[], ?::boolean[], ?::text[], ?::text[])
       AS s(n, key, collapses, hash, sort, occurrences, gone, suppressed, reason)
     LEFT JOIN jsonb_array_elements(?::jsonb) AS e(value)
       ON (e.value->>'n')::integer = s.n`,
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
        rows
          .filter(row => unknown.has(row.n))
          .map(row => ({
            n: row.n,
            k: row.driftKeys,
            c: row.columns,
            d: row.doc,
          })),
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
