import { NumberedRun } from '../github/runBody';
import { AttemptPlan, JobPlan } from '../history/plan';
import { TestSuite } from '../organisation/testSuites';
import { shareOf } from './share';

/** A test job that ran, and what it ran. */
export interface TestTrial {
  suite: TestSuite;
  numbered: NumberedRun;
  attempt: AttemptPlan;
  job: JobPlan;
}

interface TestCase {
  suite: string;
  name: string;
  seconds: number;
  /** `flaky`: it failed, was tried again, and passed. */
  outcome: 'passed' | 'failed' | 'flaky' | 'skipped';
}

const deeds = [
  'accepts a whole one',
  'refuses one without an owner',
  'keeps the order of two at once',
  'rounds to the smallest unit',
  'survives a broken connection',
];

/** How many commits of a hundred the flaky test stumbles on. */
const flakyRatio = 0.16;

/** The JUnit XML of a test job. Its outcome is the job's: one test fails when it does. */
export function junitFile(trial: TestTrial): string {
  const cases = casesOf(trial);
  const failed = cases.filter(({ outcome }) => outcome === 'failed').length;
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0).toFixed(3);
  const { name } = trial.job.template;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}">`,
    `<testsuite name="${name}" tests="${cases.length}" failures="${failed}" time="${seconds}">`,
    ...cases.map(caseXml),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf({ suite, numbered, attempt, job }: TestTrial): TestCase[] {
  const { repository, commit } = numbered.run;
  const { name } = job.template;
  // Of parts like `integration 2/3` each has its own.
  const part = /(\d)\/\d$/.exec(name)?.[1] ?? '';
  const kind = name.split(' ')[0];
  const usual: TestCase[] = repository.topics.flatMap(topic =>
    deeds.map(deed => {
      const about = [repository.name, kind, part, topic, deed];
      const median = 0.02 + shareOf(...about) ** 4 * 2.4;
      const spread = 0.8 + 0.4 * shareOf(...about, commit.sha);
      return {
        suite: `${kind}${part}.${topic.replace(/[^a-z]+/gi, '_')}`,
        name: deed,
        seconds: median * spread,
        outcome: shareOf(...about) < 0.01 ? 'skipped' : 'passed',
      };
    }),
  );
  if (job.conclusion === 'failure') {
    // What passes when it is tried again was the same test every time.
    const again = attempt.attempt < numbered.run.attempts.length;
    const luck = again
      ? shareOf(repository.name, name)
      : shareOf(commit.sha, name, attempt.attempt);
    usual[Math.floor(luck * usual.length)].outcome = 'failed';
  }
  return [...usual, ...oddOnes({ suite, numbered, attempt, job }, kind)];
}

/** The flaky and the slow one: they run in one job of the pipeline. */
function oddOnes(
  { suite, numbered, job }: TestTrial,
  kind: string,
): TestCase[] {
  const { sha } = numbered.run.commit;
  const first = /^(?:integration(?: tests| 1\/\d)|browser)/.test(
    job.template.name,
  );
  if (!first) return [];
  const { flaky, slow } = suite;
  const stumbles = shareOf('flaky', sha) < flakyRatio;
  return [
    ...(flaky
      ? [
          {
            suite: `${kind}.moments`,
            name: flaky,
            seconds: 1.2 + shareOf(sha),
            outcome: stumbles ? ('flaky' as const) : ('passed' as const),
          },
        ]
      : []),
    ...(slow
      ? [
          {
            suite: `${kind}.volume`,
            name: slow.name,
            seconds: slow.seconds * (0.9 + 0.2 * shareOf('slow', sha)),
            outcome: 'passed' as const,
          },
        ]
      : []),
  ];
}

function caseXml({ suite, name, seconds, outcome }: TestCase): string {
  const open = `<testcase classname="${suite}" name="${name}" time="${seconds.toFixed(
    3,
  )}"`;
  switch (outcome) {
    case 'failed':
      return `${open}><failure message="expected 200, got 500" type="AssertionError">at ${suite}</failure></testcase>`;
    case 'flaky':
      return `${open}><flakyFailure message="timed out after 1000 ms" type="TimeoutError">at ${suite}</flakyFailure></testcase>`;
    case 'skipped':
      return `${open}><skipped/></testcase>`;
    default:
      return `${open}/>`;
  }
}
