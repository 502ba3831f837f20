import { z } from 'zod';
import {
  TestCaseRecord,
  testMessageMax,
} from '@quarterdeck/plugin-ingest-common';
import { ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { createTestTally } from './testTally';

const lineSchema = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  ImportPath: z.string().optional(),
  Test: z.string().optional(),
  Elapsed: z.number().optional(),
  Output: z.string().optional(),
});

interface Running {
  result?: TestCaseRecord['result'];
  /** It failed in an earlier try of the same stream. */
  failedBefore: boolean;
  seconds?: number;
  output: string;
}

interface Package {
  tests: Map<string, Running>;
  result?: TestCaseRecord['result'];
  output: string;
}

const ends: Readonly<Record<string, TestCaseRecord['result']>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
};

/** The last characters: what a test said before it failed. */
const tail = (before: string, more: string) =>
  (before + more).slice(-testMessageMax);

const failedBuild = /^FAIL\t(\S+)(?: \[(.{1,200}?)\])?/;

/**
 * `go test -json`: a line per event. A package that failed without a failed
 * test did not build or panicked; a test that began and never ended took its
 * package with it. A test that failed and then passed in one stream (as
 * `gotestsum --rerun-fails` makes them) is flaky.
 */
export const goTestFormat: ReportFormat = {
  format: 'go-test',
  category: 'tests',
  detect({ text }) {
    const first = text.split('\n', 200).find(line => line.startsWith('{'));
    return (
      first !== undefined &&
      /"Action"\s*:\s*"[a-z-]{1,20}"/.test(first) &&
      /"(?:Package|ImportPath)"\s*:/.test(first)
    );
  },
  async parse(body, sink) {
    const packages = new Map<string, Package>();
    const packageOf = (name: string) => {
      const known = packages.get(name);
      if (known) return known;
      const fresh: Package = { tests: new Map(), output: '' };
      packages.set(name, fresh);
      return fresh;
    };

    for await (const { line, number } of body.lines()) {
      if (!line.startsWith('{')) {
        const broken = failedBuild.exec(line);
        if (broken) {
          const found = packageOf(broken[1]);
          found.result = 'failed';
          found.output = tail(found.output, line);
        } else if (!/^(?:#|\s|ok\t|\?)/.test(line)) {
          sink.reject(`/line/${number}`, 'The line is no event of go test.');
        }
        continue;
      }
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        sink.reject(`/line/${number}`, 'The line is not JSON.');
        continue;
      }
      const parsed = lineSchema.safeParse(value);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        sink.reject(
          `/line/${number}/${issue.path.join('/')}`,
          `The line is no event of go test: ${issue.message}.`,
        );
        continue;
      }
      const { Action, Test, Elapsed, Output } = parsed.data;
      const inPackage = packageOf(
        parsed.data.Package ??
          parsed.data.ImportPath?.replace(/ \[.*\]$/, '') ??
          '',
      );
      const end = ends[Action];
      if (Test === undefined) {
        if (Output !== undefined) {
          inPackage.output = tail(inPackage.output, Output);
        }
        if (Action === 'build-fail') inPackage.result = 'failed';
        // A later try of the package decides, tests decide for themselves.
        else if (end) inPackage.result = end;
        continue;
      }
      let test = inPackage.tests.get(Test);
      if (!test) {
        test = { failedBefore: false, output: '' };
        inPackage.tests.set(Test, test);
      }
      if (Action === 'run' && test.result !== undefined) {
        test.failedBefore ||= test.result === 'failed';
        test.result = undefined;
      }
      if (Output !== undefined) test.output = tail(test.output, Output);
      if (end) {
        test.failedBefore ||= test.result === 'failed';
        test.result = end;
        test.seconds = Elapsed;
      }
    }

    const tally = createTestTally(sink);
    for (const [suite, { tests, result, output }] of packages) {
      let failed = false;
      for (const [name, test] of tests) {
        const ended = test.result ?? 'error';
        failed ||= ended === 'failed' || ended === 'error';
        if (test.result === undefined) {
          sink.reject(
            `/${suite}/${name}`.slice(0, 500),
            'The test began and never ended; it is counted as failed.',
          );
        }
        const flaky = ended === 'passed' && test.failedBefore;
        tally.add({
          suite,
          name,
          result: ended,
          seconds:
            test.seconds !== undefined && test.seconds >= 0
              ? test.seconds
              : undefined,
          message: ended === 'passed' && !flaky ? undefined : test.output,
          ...(flaky ? { flaky } : {}),
        });
      }
      if (result === 'failed' && !failed) {
        tally.add({
          suite,
          name: '(package)',
          result: 'error',
          message: output,
        });
      }
    }
    return tally.figures('go test');
  },
};
