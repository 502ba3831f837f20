import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { isFields, needFields, textOf } from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { sarifFinding } from './sarifFinding';
import { readSarifRun, SarifRun } from './sarifRun';

const dropped = [
  '/runs/*/artifacts/*/contents/binary',
  '/runs/*/artifacts/*/contents/rendered',
  '/runs/*/files/*/contents',
  '/runs/*/graphs',
  '/runs/*/webRequests',
  '/runs/*/webResponses',
  '/runs/*/addresses',
  '/inlineExternalProperties',
];

const patterns = ['/runs/*/results/*', '/runs/*/artifacts/*/contents/text'];

const one = <T>(values: readonly (T | undefined)[]): T | undefined => {
  const found = new Set(values);
  return found.size === 1 ? values[0] : undefined;
};

function readRuns(rest: unknown, tally: ScanTally): (SarifRun | undefined)[] {
  if (!isFields(rest) || !Array.isArray(rest.runs)) {
    throw new ReportError(
      'SARIF has a list "runs" and this has none.',
      '/runs',
    );
  }
  const version = textOf(rest, 'version');
  if (version !== undefined && !/^(?:1\.0|2\.[0-2])/.test(version)) {
    throw new ReportError(
      `SARIF ${version.slice(0, 20)} is not read; 1.0, 2.0, 2.1 and 2.2 are.`,
      '/version',
    );
  }
  if (rest.runs.length === 0)
    tally.failed('The report holds no run of a tool.');
  return rest.runs.map((run: unknown, index) => {
    const path = `/runs/${index}`;
    if (!isFields(run)) {
      tally.reject(path, 'A run must be an object.');
      return undefined;
    }
    if (
      run.results !== undefined &&
      run.results !== null &&
      !Array.isArray(run.results)
    ) {
      tally.reject(`${path}/results`, 'The results must be a list.');
    }
    return readSarifRun(run, path, tally);
  });
}

/** SARIF 1.0, 2.0, 2.1 and 2.2 of any tool. */
export const sarifFormat = scanFormat({
  format: 'sarif',
  detect: paths =>
    paths.get('/runs') === '[' &&
    (paths.has('/runs/*/tool') ||
      paths.has('/runs/*/results') ||
      /sarif/i.test(paths.get('/$schema') ?? '')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, patterns, {
      drop: dropped,
    });
    const runs = readRuns(rest, tally);
    // Sources first: a result behind which they stand gets the hash of its line as well.
    for (const record of records(1)) {
      const run = runs[Number(record.keys[1])];
      if (!run) continue;
      if (record.pattern === 1) {
        tally.attempt(record, () =>
          run.places.addSource(Number(record.keys[3]), record.read()),
        );
        continue;
      }
      tally.attempt(record, () => {
        const finding = sarifFinding(run, needFields(record.read()));
        if (finding) tally.finding(finding);
      });
    }
    return {
      tool: runs.find(run => run)?.tool.name,
      scope: one(runs.map(run => run?.scope)),
    };
  },
});
