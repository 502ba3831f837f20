import { Knex } from 'knex';
import { Column, ColumnValue, arrayLiteral } from '../writeRows';

/** What one ended job says about its commit. */
export interface JobVerdict {
  instance: string;
  project: string;
  pipelineName: string;
  jobName: string;
  sha: string;
  passedAt: string | null;
  failedAt: string | null;
  runExternalId: string;
  runAttempt: number;
  lastAt: string;
}

const columns: Column<JobVerdict>[] = [
  { name: 'instance', type: 'text', value: row => row.instance },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'pipeline_name', type: 'text', value: row => row.pipelineName },
  { name: 'job_name', type: 'text', value: row => row.jobName },
  { name: 'sha', type: 'text', value: row => row.sha },
  { name: 'passed_at', type: 'timestamptz', value: row => row.passedAt },
  { name: 'failed_at', type: 'timestamptz', value: row => row.failedAt },
  { name: 'run_external_id', type: 'text', value: row => row.runExternalId },
  { name: 'run_attempt', type: 'integer', value: row => row.runAttempt },
  { name: 'last_at', type: 'timestamptz', value: row => row.lastAt },
];

/** Adds verdicts; keys are distinct. Of each kind the latest time stays. */
export async function mergeJobVerdicts(
  tx: Knex,
  rows: readonly JobVerdict[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = ({ value }: { value(row: JobVerdict): ColumnValue }) =>
    arrayLiteral(rows.map(value));
  const later = `(excluded.last_at, excluded.run_external_id, excluded.run_attempt)
    > (t.last_at, t.run_external_id, t.run_attempt)`;
  await tx.raw(
    `INSERT INTO job_verdict AS t (${columns
      .map(({ name }) => name)
      .join(', ')})
     SELECT * FROM unnest(${columns
       .map(({ type }) => `?::${type}[]`)
       .join(', ')})
     ON CONFLICT (instance, project, pipeline_name, job_name, sha) DO UPDATE SET
       passed_at = greatest(t.passed_at, excluded.passed_at),
       failed_at = greatest(t.failed_at, excluded.failed_at),
       run_external_id = CASE WHEN ${later} THEN excluded.run_external_id ELSE t.run_external_id END,
       run_attempt = CASE WHEN ${later} THEN excluded.run_attempt ELSE t.run_attempt END,
       last_at = greatest(t.last_at, excluded.last_at)`,
    columns.map(list),
  );
}
