import {
  TestCaseRecord,
  testMessageMax,
} from '@quarterdeck/plugin-ingest-common';
import { ReportFigures, ReportSink } from '@quarterdeck/plugin-ingest-node';

/** Text within a length, or nothing. */
export const bounded = (text: string | undefined, max: number) =>
  text === undefined || text === '' ? undefined : text.slice(0, max);

/** Seconds as tools write them: `0.5`, `1,234.5`; anything else is unknown. */
export function secondsOf(value: unknown): number | undefined {
  const seconds =
    typeof value === 'string' ? Number(value.replaceAll(',', '')) : value;
  if (typeof seconds !== 'number' || value === '') return undefined;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Counts the tests of a report as it hands them on. */
export interface TestTally {
  add(record: TestCaseRecord): void;
  /** Failures that the report states and no record tells of. */
  addUntold(failures: number): void;
  /** Failed and errored so far, those untold included. */
  readonly failed: number;
  /** `statedSeconds` stands where no test told its time. */
  figures(tool?: string, statedSeconds?: number): ReportFigures;
}

/** @see TestTally */
export function createTestTally(sink: ReportSink): TestTally {
  const results = { passed: 0, failed: 0, error: 0, skipped: 0 };
  let flaky = 0;
  let untold = 0;
  let seconds = 0;
  let timed = false;
  return {
    add(record) {
      results[record.result] += 1;
      if (record.flaky) flaky += 1;
      if (record.seconds !== undefined) {
        seconds += record.seconds;
        timed = true;
      }
      sink.record({
        ...record,
        suite: record.suite.slice(0, 512),
        name: record.name.slice(0, 1024),
        file: bounded(record.file, 1024),
        message: bounded(record.message, testMessageMax),
      });
    },
    addUntold(failures) {
      untold += failures;
    },
    get failed() {
      return results.failed + results.error + untold;
    },
    figures(tool, statedSeconds) {
      const total = timed ? seconds : statedSeconds;
      const { passed, failed, error, skipped } = results;
      // A failure nobody tells of hides among those that seem to have passed.
      const hidden = Math.min(untold, passed);
      return {
        summary: {
          tests: passed + failed + error + skipped + untold - hidden,
          passed: passed - hidden,
          failed: failed + error + untold,
          skipped,
          flaky,
          ...(total !== undefined
            ? { seconds: Math.round(total * 1000) / 1000 }
            : {}),
        },
        tool,
      };
    },
  };
}
