import { z } from 'zod';
import { TestCaseRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportError, ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { createTestTally } from './testTally';

const count = z.number().int().nonnegative().catch(0);

const reportSchema = z.object({
  summary: z.object({ failed: count, error: count }).catch({
    failed: 0,
    error: 0,
  }),
  tests: z.array(z.unknown()).default([]),
  collectors: z.array(z.unknown()).default([]),
});

const stageSchema = z
  .object({
    duration: z.number().optional().catch(undefined),
    longrepr: z.unknown().optional(),
    crash: z.object({ message: z.string() }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

const testSchema = z.object({
  nodeid: z.string().min(1),
  outcome: z.string(),
  setup: stageSchema,
  call: stageSchema,
  teardown: stageSchema,
});

const collectorSchema = z.object({
  nodeid: z.string(),
  outcome: z.string(),
  longrepr: z.unknown().optional(),
});

const results: Readonly<Record<string, TestCaseRecord['result']>> = {
  passed: 'passed',
  xpassed: 'passed',
  failed: 'failed',
  error: 'error',
  skipped: 'skipped',
  // It failed as it was expected to: neither a failure nor a proof.
  xfailed: 'skipped',
};

/** `tests/test_cart.py::TestCart::test_add[two]`: file, groups, name. */
function placeOf(nodeid: string) {
  const parts = nodeid.split('::');
  const [file] = parts;
  const name = parts.length > 1 ? parts.slice(-1)[0] : nodeid;
  const groups = parts.slice(0, -1);
  return { file, name, suite: groups.join('::') || file };
}

type Stage = z.infer<typeof stageSchema>;

const messageOf = (stages: readonly Stage[]) => {
  for (const stage of stages) {
    if (stage?.crash) return stage.crash.message;
    if (typeof stage?.longrepr === 'string') return stage.longrepr;
  }
  return undefined;
};

/** pytest-json-report. A test that was tried again stands in it several times. */
export const pytestFormat: ReportFormat = {
  format: 'pytest',
  category: 'tests',
  detect: ({ text }) =>
    /^\s*\{/.test(text) &&
    /"exitcode"\s*:/.test(text) &&
    /"(?:collectors|nodeid|summary)"\s*:/.test(text),
  async parse(body, sink) {
    const report = reportSchema.safeParse(await body.json());
    if (!report.success) {
      const [issue] = report.error.issues;
      throw new ReportError(
        `It is no report of pytest-json-report: ${issue.message}.`,
        `/${issue.path.map(String).join('/')}`,
      );
    }
    const tally = createTestTally(sink);
    const retried = new Set<string>();
    for (const [index, value] of report.data.tests.entries()) {
      const parsed = testSchema.safeParse(value);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        sink.reject(
          ['/tests', index, ...issue.path.map(String)].join('/'),
          `The test cannot be read: ${issue.message}.`,
        );
        continue;
      }
      const { nodeid, outcome, setup, call, teardown } = parsed.data;
      if (outcome === 'rerun') {
        retried.add(nodeid);
        continue;
      }
      const result = results[outcome];
      if (!result) {
        sink.reject(
          `/tests/${index}/outcome`,
          'The outcome is none of pytest’s.',
        );
        continue;
      }
      const stages = [call, setup, teardown];
      const times = stages.flatMap(stage =>
        stage?.duration !== undefined && stage.duration >= 0
          ? [stage.duration]
          : [],
      );
      const flaky = result === 'passed' && retried.has(nodeid);
      tally.add({
        ...placeOf(nodeid),
        result,
        seconds:
          times.length > 0
            ? times.reduce((sum, time) => sum + time, 0)
            : undefined,
        message: result === 'passed' ? undefined : messageOf(stages),
        ...(flaky ? { flaky } : {}),
      });
    }
    for (const value of report.data.collectors) {
      const collector = collectorSchema.safeParse(value);
      if (!collector.success || collector.data.outcome !== 'failed') continue;
      const { nodeid, longrepr } = collector.data;
      tally.add({
        suite: nodeid,
        name: '(file)',
        file: nodeid,
        result: 'error',
        message: typeof longrepr === 'string' ? longrepr : undefined,
      });
    }
    const stated = report.data.summary.failed + report.data.summary.error;
    if (stated > tally.failed) {
      sink.reject(
        '/summary',
        `It states ${stated} failed tests and tells of ${tally.failed}; the others are counted as failed.`,
      );
      tally.addUntold(stated - tally.failed);
    }
    return tally.figures('pytest');
  },
};
