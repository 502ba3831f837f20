import { Knex } from 'knex';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { AnyLogEvent, ConsumeOptions } from '@quarterdeck/plugin-ingest-node';
import { recomputeFlakes } from '../../database/tests/caseRuns';
import { carryOverTests } from '../../database/tests/carryOverTests';
import { projectJobVerdicts } from './projectJobVerdicts';
import {
  projectCoverageReport,
  projectTestReport,
  ReadRecords,
} from './projectReports';

/** The projection tables of `pipelines-tests`. */
export const testTables: readonly string[] = [
  'test_suite_run',
  'test_case',
  'test_case_run',
  'test_case_day',
  'test_flake',
  'job_verdict',
  'coverage_report',
  'coverage',
];

/** Applies a batch: reports one by one, for each may be large, then what follows. */
export async function projectTestBatch(
  batch: readonly AnyLogEvent[],
  tx: Knex,
  records: ReadRecords,
): Promise<void> {
  const commits = new Map<string, { entityRef: string; sha: string }>();
  for (const event of batch) {
    if (event.type !== 'report.received.v1') continue;
    if (event.data.category === 'coverage') {
      await projectCoverageReport(tx, event, records);
    } else if (event.data.category === 'tests') {
      await projectTestReport(tx, event, records);
      const { entityRef } = event;
      const sha = event.data.commit;
      if (entityRef && sha) {
        commits.set(`${entityRef} ${sha}`, { entityRef, sha });
      }
    }
  }
  await recomputeFlakes(tx, [...commits.values()]);
  await projectJobVerdicts(tx, batch);
}

/** The consumer of test results, coverage and verdicts of jobs. */
export function testsConsumer(options: {
  records: ReadRecords;
  changed(): void;
}): ConsumeOptions {
  return {
    consumer: 'pipelines-tests',
    types: ['report.received.v1', 'ci.job.v1'],
    batchSize: 200,
    handle: (batch, tx) => projectTestBatch(batch, tx, options.records),
    afterCommit: () => options.changed(),
    projection: {
      tables: testTables,
      migrationsDirectory: resolvePackagePath(
        '@quarterdeck/plugin-pipelines-backend',
        'migrations',
      ),
      readerIndexes: [
        'test_suite_run_run',
        'test_suite_run_entity',
        'test_suite_run_sha',
        'test_suite_run_time',
        'test_case_day_entity',
        'test_case_day_day',
        'test_flake_entity',
        'test_flake_at',
        'job_verdict_flaky',
        'coverage_entity',
      ],
      carryOver: carryOverTests,
    },
  };
}
