import fc from 'fast-check';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { parseText } from '@quarterdeck/plugin-ingest-node/testUtils';
import { goTestFormat } from './goTestFormat';
import { jestFormat } from './jestFormat';
import { junitFormat } from './junitFormat';
import { pytestFormat } from './pytestFormat';

const surefire = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite xsi:noNamespaceSchemaLocation="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd" name="com.acme.CartTest" time="1,002.5" tests="5" errors="1" skipped="1" failures="1">
  <properties><property name="a" value="b"/></properties>
  <testcase name="adds" classname="com.acme.CartTest" time="1,000.5"/>
  <testcase name="removes" classname="com.acme.CartTest" time="1"><failure message="expected: &lt;1&gt;" type="AssertionError"><![CDATA[at Cart.java:10]]></failure><system-out>noise</system-out></testcase>
  <testcase name="breaks" classname="com.acme.CartTest"><error type="NullPointerException"/></testcase>
  <testcase name="later" classname="com.acme.CartTest"><skipped/></testcase>
  <testcase name="retries" classname="com.acme.CartTest"><flakyFailure message="timeout" type="T"><stackTrace>at x</stackTrace></flakyFailure></testcase>
</testsuite>`;

const goTest = [
  { Action: 'start', Package: 'acme/cart' },
  { Action: 'run', Package: 'acme/cart', Test: 'TestAdd' },
  { Action: 'pass', Package: 'acme/cart', Test: 'TestAdd', Elapsed: 0.5 },
  { Action: 'run', Package: 'acme/cart', Test: 'TestRemove' },
  {
    Action: 'output',
    Package: 'acme/cart',
    Test: 'TestRemove',
    Output: 'cart_test.go:9: expected 1\n',
  },
  { Action: 'fail', Package: 'acme/cart', Test: 'TestRemove', Elapsed: 0 },
  { Action: 'fail', Package: 'acme/cart', Elapsed: 1 },
  { Action: 'run', Package: 'acme/cart', Test: 'TestRemove' },
  { Action: 'pass', Package: 'acme/cart', Test: 'TestRemove', Elapsed: 0 },
  { Action: 'run', Package: 'acme/cart', Test: 'TestHangs' },
  { Action: 'output', Package: 'acme/ids', Output: 'panic: oh\n' },
  { Action: 'fail', Package: 'acme/ids', Elapsed: 0 },
]
  .map(line => JSON.stringify(line))
  .join('\n');

const jestReport = JSON.stringify({
  numTotalTests: 3,
  numFailedTests: 1,
  testResults: [
    {
      name: '/work/cart.test.ts',
      status: 'failed',
      assertionResults: [
        {
          title: 'adds',
          ancestorTitles: ['cart'],
          status: 'passed',
          duration: 20,
        },
        {
          title: 'removes',
          ancestorTitles: ['cart'],
          status: 'failed',
          failureMessages: ['expected 1'],
        },
        { title: 'later', ancestorTitles: [], status: 'todo' },
        {
          title: 'retries',
          ancestorTitles: [],
          status: 'passed',
          retryReasons: ['timeout'],
        },
        { title: 'odd', ancestorTitles: [], status: 'exploded' },
      ],
    },
    {
      name: '/work/broken.test.ts',
      status: 'failed',
      message: 'cannot load',
      assertionResults: [],
    },
  ],
});

const pytestReport = JSON.stringify({
  exitcode: 1,
  summary: { passed: 1, failed: 1, total: 5 },
  tests: [
    {
      nodeid: 'tests/test_cart.py::TestCart::test_add',
      outcome: 'passed',
      setup: { duration: 0.25 },
      call: { duration: 0.5 },
    },
    {
      nodeid: 'tests/test_cart.py::test_remove[two]',
      outcome: 'failed',
      call: { duration: 1, crash: { message: 'assert 1 == 2' } },
    },
    { nodeid: 'tests/test_cart.py::test_known', outcome: 'xfailed' },
    { nodeid: 'tests/test_cart.py::test_net', outcome: 'rerun' },
    { nodeid: 'tests/test_cart.py::test_net', outcome: 'passed' },
  ],
  collectors: [
    { nodeid: 'tests/test_bad.py', outcome: 'failed', longrepr: 'ImportError' },
  ],
});

describe('formats of test results', () => {
  it('read JUnit: retries, errors, skipped, and times with commas', async () => {
    const { figures, records, rejected } = await parseText(
      junitFormat,
      surefire,
    );
    expect(figures).toEqual({
      tool: 'surefire',
      summary: {
        tests: 5,
        passed: 2,
        failed: 2,
        skipped: 1,
        flaky: 1,
        seconds: 1001.5,
      },
    });
    expect(rejected).toEqual([]);
    expect(records).toMatchObject([
      {
        suite: 'com.acme.CartTest',
        name: 'adds',
        result: 'passed',
        seconds: 1000.5,
      },
      { result: 'failed', message: 'expected: <1>\nat Cart.java:10' },
      { result: 'error', message: 'NullPointerException' },
      { result: 'skipped' },
      { result: 'passed', flaky: true },
    ]);
  });

  it('read nested JUnit suites, with the name of the inner and failures of a suite itself', async () => {
    const { figures, records } = await parseText(
      junitFormat,
      `<testsuites name="jest tests" failures="1" tests="2"><testsuite name="outer"><testsuite name="inner" file="a.ts" failures="1"><testcase name="x"/><testcase name="y"><failure/></testcase></testsuite><error message="set-up broke"/></testsuite></testsuites>`,
    );
    expect(figures).toMatchObject({
      tool: 'jest-junit',
      summary: { tests: 3, passed: 1, failed: 2 },
    });
    expect(records).toMatchObject([
      { suite: 'inner', file: 'a.ts', name: 'x' },
      { suite: 'inner', name: 'y', result: 'failed' },
      { suite: 'outer', name: '(suite)', result: 'error' },
    ]);
  });

  it('count failures that a suite states and does not tell of', async () => {
    const { figures, rejected } = await parseText(
      junitFormat,
      '<testsuites><testsuite name="a" tests="2" failures="1"><testcase name="x"/><testcase name="y"/></testsuite></testsuites>',
    );
    expect(figures.summary).toMatchObject({ tests: 2, passed: 1, failed: 1 });
    expect(rejected).toMatchObject([{ path: '/testsuites/testsuite' }]);
  });

  it('read go test: builds that fail, tests that never end, and reruns', async () => {
    const { figures, records } = await parseText(goTestFormat, goTest);
    expect(figures.summary).toMatchObject({
      tests: 4,
      passed: 2,
      failed: 2,
      flaky: 1,
    });
    expect(records).toMatchObject([
      { suite: 'acme/cart', name: 'TestAdd', result: 'passed', seconds: 0.5 },
      { name: 'TestRemove', result: 'passed', flaky: true },
      { name: 'TestHangs', result: 'error' },
      {
        suite: 'acme/ids',
        name: '(package)',
        result: 'error',
        message: 'panic: oh\n',
      },
    ]);
  });

  it('read Jest: retries, files that do not load, and statuses nobody knows', async () => {
    const { figures, records, rejected } = await parseText(
      jestFormat,
      jestReport,
    );
    expect(figures.summary).toMatchObject({
      tests: 5,
      passed: 2,
      failed: 2,
      skipped: 1,
      flaky: 1,
    });
    expect(records[0]).toMatchObject({
      suite: 'cart',
      name: 'adds',
      seconds: 0.02,
    });
    expect(records[4]).toMatchObject({
      name: '(file)',
      result: 'error',
      message: 'cannot load',
    });
    expect(rejected).toMatchObject([
      { path: '/testResults/0/assertionResults/4/status' },
    ]);
  });

  it('read pytest: stages, expected failures, reruns, and what was not collected', async () => {
    const { figures, records } = await parseText(pytestFormat, pytestReport);
    expect(figures.summary).toMatchObject({
      tests: 5,
      passed: 2,
      failed: 2,
      skipped: 1,
      flaky: 1,
    });
    expect(records[0]).toMatchObject({
      suite: 'tests/test_cart.py::TestCart',
      name: 'test_add',
      file: 'tests/test_cart.py',
      seconds: 0.75,
    });
    expect(records[1]).toMatchObject({
      name: 'test_remove[two]',
      message: 'assert 1 == 2',
    });
  });

  it('bear control characters that tools let through, also across pieces', async () => {
    const text =
      '<testsuite name="a"><testcase name="x"><failure message="&#x1b;[31mred\u0000"/></testcase></testsuite>';
    for (const pieceLength of [1, 7, 4096]) {
      const { records } = await parseText(junitFormat, text, pieceLength);
      expect(records).toMatchObject([{ message: '\ufffd[31mred\ufffd' }]);
    }
  });

  it.each([
    ['junit', junitFormat, surefire, 2],
    ['go test', goTestFormat, goTest, 2],
    ['jest', jestFormat, jestReport, 2],
    ['pytest', pytestFormat, pytestReport, 2],
  ])(
    'never throw for a mutated %s, nor pass more than it states',
    async (_, format, text, passed) => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(text.length),
          fc.nat(40),
          fc.constantFrom('', '<', '>', '"', '{', '}', '0', 'null', '\n', '&'),
          async (at, length, instead) => {
            const mutated =
              text.slice(0, at) + instead + text.slice(at + length);
            try {
              const { figures } = await parseText(format, mutated);
              expect(figures.summary.passed).toBeLessThanOrEqual(
                // A verdict that was cut out whole cannot be missed by anybody.
                passed + 2,
              );
              expect(figures.summary.tests).toBe(
                figures.summary.passed +
                  figures.summary.failed +
                  figures.summary.skipped,
              );
            } catch (error) {
              if (
                !(error instanceof ReportError || error instanceof SyntaxError)
              ) {
                throw error;
              }
            }
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});
