import { Knex } from 'knex';
import {
  coverageRecordSchema,
  TestCaseRecord,
  testCaseRecordSchema,
} from '@quarterdeck/plugin-ingest-common';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { insertCases, removeCases } from '../../database/tests/caseRuns';
import {
  CoverageFileRow,
  loadCoverageParts,
  upsertCoverage,
  upsertCoveragePart,
} from '../../database/tests/coverageRows';
import { upsertSuiteRun } from '../../database/tests/suiteRuns';
import { combineCoverage } from './combineCoverage';

/** A stored report. */
export type ReportEvent = LogEvent<'report.received.v1'>;

/** Reads the records beside an event. */
export type ReadRecords = (event: LogEvent) => AsyncIterable<object>;

/** Passed and skipped cases of one report that are kept to look at. */
const keptGood = 20_000;
/** Failed ones are what people look for, so they have room of their own. */
const keptBad = 20_000;
const keptFiles = 50_000;
const perStatement = 5000;

/** A report is known by its receipt, so that reading it again corrects it. */
const reportId = (event: ReportEvent) => event.deliveryId ?? event.id;

const place = ({ data }: ReportEvent) => ({
  branch: data.branch ?? null,
  run_instance: data.run?.instance ?? null,
  run_external_id: data.run?.externalId ?? null,
  run_attempt: data.run?.attempt ?? null,
});

/** Files a report of tests: figures, cases, and what they count for. */
export async function projectTestReport(
  tx: Knex,
  event: ReportEvent,
  records: ReadRecords,
): Promise<void> {
  const { entityRef, data } = event;
  if (!entityRef) return;
  const { summary } = data;
  const owner = {
    reportId: reportId(event),
    entityRef,
    sha: data.commit ?? null,
    at: event.occurredAt,
    position: event.position,
  };
  await removeCases(tx, owner.reportId);
  let good = 0;
  let bad = 0;
  let written = 0;
  let waiting: TestCaseRecord[] = [];
  const flush = async () => {
    if (waiting.length === 0) return;
    await insertCases(tx, owner, written, waiting);
    written += waiting.length;
    waiting = [];
  };
  for await (const record of records(event)) {
    const parsed = testCaseRecordSchema.safeParse(record);
    if (!parsed.success) continue;
    const { result, flaky } = parsed.data;
    const isBad = result === 'failed' || result === 'error' || flaky === true;
    if (isBad ? bad >= keptBad : good >= keptGood) continue;
    if (isBad) bad += 1;
    else good += 1;
    waiting.push(parsed.data);
    if (waiting.length >= perStatement) await flush();
  }
  await flush();
  const figure = (name: string) => Math.round(summary[name] ?? 0);
  await upsertSuiteRun(tx, {
    report_id: owner.reportId,
    entity_ref: entityRef,
    position: event.position,
    received_at: event.occurredAt,
    format: data.format,
    tool: data.tool ?? null,
    job: data.run?.job ?? null,
    sha: owner.sha,
    ...place(event),
    tests: figure('tests'),
    passed: figure('passed'),
    failed: figure('failed'),
    skipped: figure('skipped'),
    flaky: figure('flaky'),
    seconds: summary.seconds ?? null,
    rejected: data.rejectedCount,
    kept_cases: written,
  });
}

/** Files a report of coverage and sums up its commit. */
export async function projectCoverageReport(
  tx: Knex,
  event: ReportEvent,
  records: ReadRecords,
): Promise<void> {
  const { entityRef, data } = event;
  // Coverage without a commit is coverage of nothing one can name.
  if (!entityRef || !data.commit) return;
  const files: CoverageFileRow[] = [];
  for await (const record of records(event)) {
    const parsed = coverageRecordSchema.safeParse(record);
    if (!parsed.success || files.length >= keptFiles) continue;
    const file = parsed.data;
    files.push([
      file.path,
      file.linesCovered,
      file.linesTotal,
      file.branchesCovered ?? null,
      file.branchesTotal ?? null,
    ]);
  }
  await upsertCoveragePart(tx, {
    entity_ref: entityRef,
    sha: data.commit,
    part: data.run?.job ?? data.tool ?? data.format,
    position: event.position,
    at: event.occurredAt,
    rejected: data.rejectedCount,
    files,
    ...place(event),
  });
  const parts = await loadCoverageParts(tx, entityRef, data.commit);
  const whole = combineCoverage(parts);
  if (whole) await upsertCoverage(tx, whole);
}
