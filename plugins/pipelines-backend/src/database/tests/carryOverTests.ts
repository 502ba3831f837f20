import { Knex } from 'knex';
import { LogBegin } from '@quarterdeck/plugin-ingest-node';

/**
 * Copies what the log has forgotten into the tables a rebuild is about to fill.
 * Reports are whole events, so their position decides; verdicts of jobs only
 * rise and may come twice. Days of before the log's beginning are copied as
 * they stand, the day it begins on is counted again from the cases kept.
 */
export async function carryOverTests(
  tx: Knex.Transaction,
  oldSchema: string,
  begin: LogBegin,
): Promise<void> {
  const values = {
    oldSchema,
    position: begin.position,
    recordedAt: begin.recordedAt,
  };
  const copy = (table: string, condition: string) =>
    tx.raw(
      `INSERT INTO ${table} SELECT o.* FROM :oldSchema:.${table} o WHERE ${condition}`,
      values,
    );
  const before = 'o.position < :position::bigint';
  const firstDay = `(:recordedAt::timestamptz AT TIME ZONE 'utc')::date`;
  await copy('test_suite_run', before);
  await copy('test_case', 'true');
  await copy(
    'test_case_run',
    'o.report_id IN (SELECT report_id FROM test_suite_run)',
  );
  await copy('test_case_day', `o.day < ${firstDay}`);
  await tx.raw(
    `INSERT INTO test_case_day (case_id, day, entity_ref, runs, failed, timed, seconds)
     SELECT case_id, (at AT TIME ZONE 'utc')::date, min(entity_ref), count(*),
            count(*) FILTER (WHERE result IN ('failed', 'error')),
            count(seconds), coalesce(sum(seconds), 0)
     FROM test_case_run
     WHERE result <> 'skipped' AND (at AT TIME ZONE 'utc')::date >= ${firstDay}
     GROUP BY 1, 2`,
    values,
  );
  await copy(
    'test_flake',
    'o.last_report_id IN (SELECT report_id FROM test_suite_run)',
  );
  await copy('job_verdict', 'true');
  await copy('coverage_report', before);
  await copy(
    'coverage',
    `EXISTS (SELECT FROM coverage_report r
       WHERE r.entity_ref = o.entity_ref AND r.sha = o.sha)`,
  );
}
