import { z } from 'zod';
import { TestCaseRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportError, ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { createTestTally } from './testTally';

const count = z.number().int().nonnegative().catch(0);

const reportSchema = z.object({
  numFailedTests: count,
  numFailedTestSuites: count,
  numRuntimeErrorTestSuites: count,
  testResults: z.array(z.unknown()),
});

const fileSchema = z.object({
  name: z.string().optional(),
  testFilePath: z.string().optional(),
  status: z.string().optional(),
  message: z.string().nullish(),
  assertionResults: z.array(z.unknown()).default([]),
});

const assertionSchema = z.object({
  title: z.string().min(1),
  ancestorTitles: z.array(z.string()).default([]),
  status: z.string(),
  duration: z.number().nullish(),
  failureMessages: z.array(z.unknown()).nullish(),
  retryReasons: z.array(z.unknown()).nullish(),
});

const results: Readonly<Record<string, TestCaseRecord['result']>> = {
  passed: 'passed',
  failed: 'failed',
  pending: 'skipped',
  skipped: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
  focused: 'skipped',
};

const words = (messages: readonly unknown[] | null | undefined) =>
  messages?.filter(message => typeof message === 'string').join('\n');

const issueAt = (path: string, error: z.ZodError) => {
  const [issue] = error.issues;
  return {
    path: [path, ...issue.path.map(String)].join('/'),
    message: issue.message,
  };
};

/** `jest --json`, and Vitest's JSON reporter, which writes the same. */
export const jestFormat: ReportFormat = {
  format: 'jest',
  category: 'tests',
  detect: ({ text }) =>
    /^\s*\{/.test(text) &&
    /"num(?:Total|Passed|Failed)Test(?:Suite)?s"\s*:/.test(text),
  async parse(body, sink) {
    const report = reportSchema.safeParse(await body.json());
    if (!report.success) {
      const { path, message } = issueAt('', report.error);
      throw new ReportError(`It is no report of Jest: ${message}.`, path);
    }
    const tally = createTestTally(sink);
    for (const [index, value] of report.data.testResults.entries()) {
      const at = `/testResults/${index}`;
      const parsed = fileSchema.safeParse(value);
      if (!parsed.success) {
        const { path, message } = issueAt(at, parsed.error);
        sink.reject(path, `The file cannot be read: ${message}.`);
        continue;
      }
      const file = parsed.data.name ?? parsed.data.testFilePath;
      const failedBefore = tally.failed;
      for (const [place, item] of parsed.data.assertionResults.entries()) {
        const itemAt = `${at}/assertionResults/${place}`;
        const test = assertionSchema.safeParse(item);
        if (!test.success) {
          const { path, message } = issueAt(itemAt, test.error);
          sink.reject(path, `The test cannot be read: ${message}.`);
          continue;
        }
        const { title, ancestorTitles, status, duration } = test.data;
        const result = results[status];
        if (!result) {
          sink.reject(`${itemAt}/status`, 'The status is none of Jest’s.');
          continue;
        }
        const retried = (test.data.retryReasons?.length ?? 0) > 0;
        const flaky = result === 'passed' && retried;
        tally.add({
          suite: ancestorTitles.join(' › ') || file || '',
          name: title,
          file,
          result,
          seconds:
            typeof duration === 'number' && duration >= 0
              ? duration / 1000
              : undefined,
          message: flaky
            ? words(test.data.retryReasons)
            : words(test.data.failureMessages),
          ...(flaky ? { flaky } : {}),
        });
      }
      if (parsed.data.status === 'failed' && tally.failed === failedBefore) {
        // The file did not load, or a hook failed.
        tally.add({
          suite: file ?? '',
          name: '(file)',
          file,
          result: 'error',
          message: parsed.data.message ?? undefined,
        });
      }
    }
    const stated = report.data.numFailedTests;
    if (stated > tally.failed) {
      sink.reject(
        '/numFailedTests',
        `It states ${stated} failed tests and tells of ${tally.failed}; the others are counted as failed.`,
      );
      tally.addUntold(stated - tally.failed);
    }
    return tally.figures('jest');
  },
};
