import {
  RunSummary,
  runExportLimit,
} from '@quarterdeck/plugin-pipelines-common';
import { csvLine } from '@quarterdeck/plugin-portal-common';
import { Knex } from 'knex';
import { listRuns, RunCursor, RunFilter } from '../database/listRuns';
import { toRunSummary } from './toAnswers';
import { cursorAfter } from './runQuestions';

const pageSize = 1000;

const csvColumns: [string, (run: RunSummary) => unknown][] = [
  ['status', run => run.status.word],
  ['entity', run => run.entityRef],
  ['pipeline', run => run.pipeline.name],
  ['project', run => run.project],
  ['number', run => run.number],
  ['attempt', run => run.attempt],
  ['branch', run => run.branch],
  ['commit', run => run.sha],
  ['title', run => run.title],
  ['trigger', run => run.trigger],
  ['started_by', run => run.actor?.login],
  ['queued_at', run => run.queuedAt],
  ['started_at', run => run.startedAt],
  ['finished_at', run => run.finishedAt],
  ['queue_seconds', run => run.queueSeconds],
  ['run_seconds', run => run.runSeconds],
  ['url', run => run.url],
];

/** Every run the filter matches, page by page, so that memory stays small. */
async function* pages(
  knex: Knex,
  filter: RunFilter,
): AsyncGenerator<RunSummary[]> {
  let cursor: RunCursor | undefined;
  for (let read = 0; read < runExportLimit; read += pageSize) {
    const rows = await listRuns(knex, filter, { limit: pageSize, cursor });
    yield rows.map(toRunSummary);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    cursor = cursorAfter(last);
  }
}

/** The run list as text, in pieces. */
export async function* exportRuns(
  knex: Knex,
  filter: RunFilter,
  format: 'csv' | 'json',
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield csvLine(csvColumns.map(([name]) => name));
    for await (const runs of pages(knex, filter)) {
      yield runs
        .map(run => csvLine(csvColumns.map(([, value]) => value(run))))
        .join('');
    }
    return;
  }
  let separator = '[';
  for await (const runs of pages(knex, filter)) {
    for (const run of runs) {
      yield `${separator}\n${JSON.stringify(run)}`;
      separator = ',';
    }
  }
  yield separator === '[' ? '[]\n' : '\n]\n';
}
