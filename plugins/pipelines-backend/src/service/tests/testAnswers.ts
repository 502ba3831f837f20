import {
  Coverage,
  coverageFileSchema,
  CoverFigure,
  Flaky,
  Quarantine,
  TestCase,
  TestCounts,
  TestReport,
} from '@quarterdeck/plugin-pipelines-common';
import { z } from 'zod';
import { CaseRow } from '../../database/tests/caseQueries';
import {
  CoverageFileRow,
  CoverageRow,
} from '../../database/tests/coverageRows';
import { FlakyRow } from '../../database/tests/healthQueries';
import { QuarantineRow } from '../../database/tests/quarantine';
import { SuiteRunRow } from '../../database/tests/suiteRuns';
import { measured } from '../measured';

const runOf = (row: {
  run_instance: string | null;
  run_external_id: string | null;
  run_attempt: number | null;
}) =>
  row.run_instance !== null && row.run_external_id !== null
    ? {
        instance: row.run_instance,
        externalId: row.run_external_id,
        attempt: row.run_attempt ?? 1,
      }
    : null;

/** A report as answers tell it. */
export const toTestReport = (row: SuiteRunRow): TestReport => ({
  reportId: row.report_id,
  entityRef: row.entity_ref,
  format: row.format,
  tool: row.tool,
  job: row.job,
  branch: row.branch,
  sha: row.sha,
  run: runOf(row),
  receivedAt: row.received_at.toISOString(),
  counts: sumCounts([row]),
  rejectedCount: row.rejected,
  keptCases: row.kept_cases,
});

/** Figures of several reports together. */
export function sumCounts(rows: readonly SuiteRunRow[]): TestCounts {
  const sum = (name: 'tests' | 'passed' | 'failed' | 'skipped' | 'flaky') =>
    rows.reduce((total, row) => total + row[name], 0);
  const times = rows.flatMap(({ seconds }) =>
    seconds === null ? [] : [seconds],
  );
  return {
    tests: sum('tests'),
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    flaky: sum('flaky'),
    seconds:
      times.length > 0 ? times.reduce((total, time) => total + time, 0) : null,
  };
}

/** A case as answers tell it. */
export const toTestCase = (row: CaseRow): TestCase => ({
  reportId: row.report_id,
  suite: row.suite,
  name: row.name,
  file: row.file,
  result: row.result,
  flaky: row.flaky,
  seconds: row.seconds,
  message: row.message,
  knownFlaky: row.known_flaky,
  quarantined: row.quarantined,
});

/** A record of the quarantine as answers tell it. */
export const toQuarantine = (row: QuarantineRow, now: Date): Quarantine => ({
  id: row.id,
  entityRef: row.entity_ref,
  suite: row.suite,
  name: row.name,
  reason: row.reason,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  until: row.until.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by,
  active: row.ended_at === null && row.until > now,
});

/** A flaky test or job as answers tell it. */
export function toFlaky(
  row: FlakyRow,
  kind: Flaky['kind'],
  quarantine: Quarantine | null,
): Flaky {
  const flakyCommits = Number(row.flaky_commits);
  const commits = Math.max(flakyCommits, Number(row.commits));
  return {
    kind,
    entityRef: row.entity_ref,
    group: row.group_name,
    name: row.name,
    file: row.file,
    flakeRate: measured(flakyCommits / commits, commits),
    flakyCommits,
    commits,
    lastSeenAt: row.last_at.toISOString(),
    lastSha: row.last_sha,
    lastRun: runOf(row),
    quarantine,
  };
}

const figure = (covered: number, total: number): CoverFigure => ({
  covered,
  total,
  ratio: total > 0 ? covered / total : null,
});

const maybeFigure = (covered: number | null, total: number | null) =>
  total === null ? null : figure(covered ?? 0, total);

/** Coverage of a commit as answers tell it. */
export const toCoverage = (row: CoverageRow): Coverage => ({
  entityRef: row.entity_ref,
  sha: row.sha,
  branch: row.branch,
  at: row.at.toISOString(),
  lines: figure(row.lines_covered, row.lines_total),
  branches: maybeFigure(row.branches_covered, row.branches_total),
  files: row.files,
  run: runOf(row),
  parts: row.parts,
  rejectedCount: row.rejected,
});

const shownFiles = 200;

/** The files with the most uncovered lines. */
export function toCoverageFiles(
  files: readonly CoverageFileRow[],
): z.infer<typeof coverageFileSchema>[] {
  return [...files]
    .sort((a, b) => b[2] - b[1] - (a[2] - a[1]) || (a[0] < b[0] ? -1 : 1))
    .slice(0, shownFiles)
    .map(([path, covered, total, branchesCovered, branchesTotal]) => ({
      path,
      lines: figure(covered, total),
      branches: maybeFigure(branchesCovered, branchesTotal),
    }));
}
