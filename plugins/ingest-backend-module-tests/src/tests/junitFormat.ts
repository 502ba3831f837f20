import {
  TestCaseRecord,
  testMessageMax,
} from '@quarterdeck/plugin-ingest-common';
import {
  ReportFormat,
  readXml,
  XmlElement,
} from '@quarterdeck/plugin-ingest-node';
import { createTestTally, secondsOf } from './testTally';

type Attributes = XmlElement['attributes'];

interface Suite {
  name: string;
  file?: string;
  stated: number;
  /** Failures told of before it began. */
  toldBefore: number;
  /** Seconds it states for all that is in it. */
  seconds?: number;
  path: string;
}

interface Case {
  depth: number;
  path: string;
  attributes: Attributes;
  verdicts: Set<string>;
  failures: number;
  message: string;
}

const verdictTags = new Set([
  'failure',
  'error',
  'skipped',
  'flakyFailure',
  'flakyError',
  'rerunFailure',
  'rerunError',
]);
/** Some tools count each of these as a failure of the suite, others each test once. */
const failedTags = new Set(['failure', 'error', 'rerunFailure', 'rerunError']);
const skippedWords =
  /^(?:skipped|notrun|disabled|ignored|pending|suppressed)$/i;
const failedWords = /^(?:failed|failure|fail|broken)$/i;

const wholeNumber = (text: string | undefined) => {
  const value = Number(text ?? NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
};

function resultOf({ verdicts, attributes }: Case): TestCaseRecord['result'] {
  const words = [attributes.status ?? '', attributes.result ?? ''];
  if (verdicts.has('error') || words.some(word => /^errored?$/i.test(word))) {
    return 'error';
  }
  if (verdicts.has('failure') || words.some(word => failedWords.test(word))) {
    return 'failed';
  }
  if (verdicts.has('skipped') || words.some(word => skippedWords.test(word))) {
    return 'skipped';
  }
  // Tried again and never said to have passed: Surefire adds a failure, others may not.
  if (verdicts.has('rerunFailure') || verdicts.has('rerunError')) {
    return 'failed';
  }
  return 'passed';
}

function toolOf(root: XmlElement): string | undefined {
  const schema = root.attributes['xsi:noNamespaceSchemaLocation'] ?? '';
  if (/surefire/i.test(schema)) return 'surefire';
  const name = root.attributes.name ?? '';
  if (/^jest tests$/i.test(name)) return 'jest-junit';
  if (/^pytest( tests)?$/i.test(name)) return 'pytest';
  return undefined;
}

/**
 * JUnit XML as Surefire, Gradle, pytest, jest-junit and most others write it.
 * There is no one schema: suites nest, `tests` of a suite may or may not count
 * the inner ones, and a test that passed only on a retry is a `flakyFailure`.
 * Failures a suite states beyond those it tells of are counted as failed.
 * Where no test tells its time, the suites' own stands.
 */
export const junitFormat: ReportFormat = {
  format: 'junit',
  category: 'tests',
  detect: ({ xmlRoot }) => xmlRoot === 'testsuites' || xmlRoot === 'testsuite',
  async parse(body, sink) {
    const tally = createTestTally(sink);
    const suites: Suite[] = [];
    let current: Case | undefined;
    /** Text is read only inside a verdict of a test. */
    let verdictDepth = 0;
    /** Failures the report has told of so far, as many as its tool may count. */
    let told = 0;
    /** Of the outermost suites, where the tests themselves tell no time. */
    let statedSeconds: number | undefined;
    let tool: string | undefined;

    const endCase = (found: Case) => {
      const suite = suites[suites.length - 1];
      const { classname, time, file } = found.attributes;
      const name = found.attributes.name || classname;
      const result = resultOf(found);
      const hasFailed = result === 'failed' || result === 'error';
      told += Math.max(found.failures, hasFailed ? 1 : 0);
      if (!name) {
        sink.reject(`${found.path}/@name`, 'A testcase needs a name.');
        // Its verdict counts although nobody can say whose it is.
        if (hasFailed) tally.addUntold(1);
        return;
      }
      const retried =
        found.verdicts.has('flakyFailure') || found.verdicts.has('flakyError');
      tally.add({
        suite: classname || suite?.name || '',
        name,
        file: file || suite?.file,
        result,
        seconds: secondsOf(time),
        message:
          result === 'passed' && !retried ? undefined : found.message.trim(),
        ...(result === 'passed' && retried ? { flaky: true } : {}),
      });
    };

    await readXml(body, {
      open(element) {
        const { name, attributes, depth } = element;
        if (depth === 1) tool = toolOf(element);
        if (name === 'testsuite' || name === 'testsuites') {
          tool ??= toolOf(element);
          suites.push({
            name: attributes.name ?? suites[suites.length - 1]?.name ?? '',
            file: attributes.file ?? attributes.filepath,
            stated:
              wholeNumber(attributes.failures) + wholeNumber(attributes.errors),
            toldBefore: told,
            seconds: secondsOf(attributes.time),
            path: element.path(),
          });
        } else if (name === 'testcase' && !current) {
          current = {
            depth,
            path: element.path(),
            attributes,
            verdicts: new Set(),
            failures: 0,
            message: '',
          };
        } else if (current && depth === current.depth + 1) {
          if (!verdictTags.has(name)) return;
          current.verdicts.add(name);
          if (failedTags.has(name)) current.failures += 1;
          verdictDepth = depth;
          const { message, type } = attributes;
          const said = message || type;
          if (said && current.message.length < testMessageMax) {
            current.message += `${current.message ? '\n' : ''}${said}\n`;
          }
        } else if (!current && (name === 'failure' || name === 'error')) {
          // The suite itself broke, in its set-up or while it was loaded.
          const suite = suites[suites.length - 1];
          told += 1;
          tally.add({
            suite: suite?.name ?? '',
            name: '(suite)',
            file: suite?.file,
            result: 'error',
            message: attributes.message,
          });
        }
      },
      text(piece) {
        if (!current || verdictDepth === 0) return;
        const room = testMessageMax - current.message.length;
        if (room > 0) current.message += piece.slice(0, room);
      },
      close(name, depth) {
        if (depth === verdictDepth) verdictDepth = 0;
        if (current && depth === current.depth) {
          endCase(current);
          current = undefined;
        } else if (name === 'testsuite' || name === 'testsuites') {
          const suite = suites.pop();
          if (!suite) return;
          const [outer] = suites;
          if (suite.seconds !== undefined) {
            if (!outer) statedSeconds = suite.seconds;
            // A root without a time has that of its suites.
            else if (suites.length === 1 && outer.seconds === undefined) {
              statedSeconds = (statedSeconds ?? 0) + suite.seconds;
            }
          }
          const inSuite = told - suite.toldBefore;
          if (suite.stated > inSuite) {
            tally.addUntold(suite.stated - inSuite);
            told += suite.stated - inSuite;
            sink.reject(
              suite.path,
              `It states ${suite.stated} failed tests and tells of ${inSuite}; the others are counted as failed.`,
            );
          }
        }
      },
    });
    return tally.figures(tool, statedSeconds);
  },
};
