import { Knex } from 'knex';

/** What people set a scope to be held against. `scope_ref` '' is the portal. */
export interface ScopeBenchmarkRow {
  scope_ref: string;
  benchmark: string;
  industry: string | null;
  thresholds: unknown;
  by: string;
  at: Date;
}

/** All that are set; as many as teams care. */
export async function listScopeBenchmarks(
  knex: Knex,
): Promise<ScopeBenchmarkRow[]> {
  const result = await knex.raw<{ rows: ScopeBenchmarkRow[] }>(
    'SELECT * FROM scope_benchmark ORDER BY scope_ref',
  );
  return result.rows;
}

/** What is set of a scope, locked for a change. */
export async function lockScopeBenchmark(
  tx: Knex,
  scopeRef: string,
): Promise<ScopeBenchmarkRow | undefined> {
  const result = await tx.raw<{ rows: ScopeBenchmarkRow[] }>(
    'SELECT * FROM scope_benchmark WHERE scope_ref = ? FOR UPDATE',
    [scopeRef],
  );
  return result.rows[0];
}

/** Sets it, in place of what was. */
export async function putScopeBenchmark(
  tx: Knex,
  row: ScopeBenchmarkRow,
): Promise<void> {
  await tx.raw(
    `INSERT INTO scope_benchmark (scope_ref, benchmark, industry, thresholds, by, at)
     VALUES (?, ?, ?, ?::jsonb, ?, ?)
     ON CONFLICT (scope_ref) DO UPDATE SET benchmark = excluded.benchmark,
       industry = excluded.industry, thresholds = excluded.thresholds,
       by = excluded.by, at = excluded.at`,
    [
      row.scope_ref,
      row.benchmark,
      row.industry,
      row.thresholds ? JSON.stringify(row.thresholds) : null,
      row.by,
      row.at,
    ],
  );
}

/** Forgets what is set of a scope. */
export async function removeScopeBenchmark(
  tx: Knex,
  scopeRef: string,
): Promise<void> {
  await tx.raw('DELETE FROM scope_benchmark WHERE scope_ref = ?', [scopeRef]);
}
