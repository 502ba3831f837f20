import { Knex } from 'knex';
import { z } from 'zod';
import { upsertRows, Columns } from '../writeRows';

const rowSchema = z.object({
  report_id: z.string(),
  entity_ref: z.string(),
  position: z.string(),
  received_at: z.date(),
  format: z.string(),
  tool: z.string().nullable(),
  job: z.string().nullable(),
  branch: z.string().nullable(),
  sha: z.string().nullable(),
  run_instance: z.string().nullable(),
  run_external_id: z.string().nullable(),
  run_attempt: z.number().nullable(),
  tests: z.number(),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  flaky: z.number(),
  seconds: z.number().nullable(),
  rejected: z.number(),
  kept_cases: z.number(),
});

/** One report of tests. */
export type SuiteRunRow = z.infer<typeof rowSchema>;

const columns: Columns<SuiteRunRow> = [
  { name: 'report_id', type: 'text', value: row => row.report_id, key: true },
  { name: 'entity_ref', type: 'text', value: row => row.entity_ref },
  { name: 'position', type: 'bigint', value: row => row.position },
  {
    name: 'received_at',
    type: 'timestamptz',
    value: row => row.received_at.toISOString(),
  },
  { name: 'format', type: 'text', value: row => row.format },
  { name: 'tool', type: 'text', value: row => row.tool },
  { name: 'job', type: 'text', value: row => row.job },
  { name: 'branch', type: 'text', value: row => row.branch },
  { name: 'sha', type: 'text', value: row => row.sha },
  { name: 'run_instance', type: 'text', value: row => row.run_instance },
  { name: 'run_external_id', type: 'text', value: row => row.run_external_id },
  { name: 'run_attempt', type: 'integer', value: row => row.run_attempt },
  { name: 'tests', type: 'integer', value: row => row.tests },
  { name: 'passed', type: 'integer', value: row => row.passed },
  { name: 'failed', type: 'integer', value: row => row.failed },
  { name: 'skipped', type: 'integer', value: row => row.skipped },
  { name: 'flaky', type: 'integer', value: row => row.flaky },
  { name: 'seconds', type: 'double precision', value: row => row.seconds },
  { name: 'rejected', type: 'integer', value: row => row.rejected },
  { name: 'kept_cases', type: 'integer', value: row => row.kept_cases },
];

/** Writes a report of tests by its id. */
export const upsertSuiteRun = (tx: Knex, row: SuiteRunRow): Promise<void> =>
  upsertRows(tx, 'test_suite_run', columns, [row]);

/** Reports by a condition, newest first. */
export async function selectSuiteRuns(
  knex: Knex,
  condition: string,
  bindings: readonly Knex.RawBinding[],
  limit: number,
): Promise<SuiteRunRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT t.* FROM test_suite_run t WHERE ${condition}
     ORDER BY t.received_at DESC, t.report_id DESC LIMIT ?`,
    [...bindings, limit],
  );
  return rows.map(row => rowSchema.parse(row));
}
