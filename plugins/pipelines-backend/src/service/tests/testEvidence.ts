import { Knex } from 'knex';
import { Coverage, TestCounts } from '@quarterdeck/plugin-pipelines-common';
import { selectCoverage } from '../../database/tests/coverageRows';
import { selectSuiteRuns } from '../../database/tests/suiteRuns';
import { sumCounts, toCoverage } from './testAnswers';

const mostReports = 1000;

/** Coverage of a commit as evidence; `undefined`: no report came, which is no 0 %. */
export async function latestCoverage(
  knex: Knex,
  entityRef: string,
  commit: string,
): Promise<Coverage | undefined> {
  const [row] = await selectCoverage(
    knex,
    'c.entity_ref = ? AND c.sha = ?',
    [entityRef, commit],
    1,
  );
  return row && toCoverage(row);
}

/** What the tests of a commit came to. */
export interface TestEvidence extends TestCounts {
  reports: number;
  /** Records that could not be read: the evidence is not whole. */
  rejectedCount: number;
  lastAt: string;
}

/**
 * Results of all reports of a commit together; of a job that ran again, of its
 * last attempt. `undefined`: no report came.
 */
export async function testResults(
  knex: Knex,
  entityRef: string,
  commit: string,
): Promise<TestEvidence | undefined> {
  const rows = await selectSuiteRuns(
    knex,
    't.entity_ref = ? AND t.sha = ?',
    [entityRef, commit],
    mostReports,
  );
  const attempts = new Map<string, number>();
  const place = (row: (typeof rows)[number]) =>
    JSON.stringify([row.run_instance, row.run_external_id, row.job]);
  for (const row of rows) {
    attempts.set(
      place(row),
      Math.max(attempts.get(place(row)) ?? 0, row.run_attempt ?? 1),
    );
  }
  const counted = rows.filter(
    row => (row.run_attempt ?? 1) === attempts.get(place(row)),
  );
  const [last] = counted;
  if (!last) return undefined;
  return {
    ...sumCounts(counted),
    reports: counted.length,
    rejectedCount: counted.reduce((total, row) => total + row.rejected, 0),
    lastAt: last.received_at.toISOString(),
  };
}
