import { deploymentDisplay } from './mergeDeployment';
import {
  deploymentVerification,
  isVerifyingJob,
  VerificationFacts,
  VerifyingJob,
} from './verification';

const arrivedAt = '2026-09-17T12:00:00Z';
const after = '2026-09-17T12:05:00Z';
const before = '2026-09-17T11:55:00Z';

const facts = (more: Partial<VerificationFacts> = {}): VerificationFacts => ({
  state: 'succeeded',
  outcome: 'succeeded',
  failure: null,
  environment: 'production',
  otherEnvironments: [],
  finishedAt: arrivedAt,
  seenVerifying: false,
  analyses: [],
  jobs: [],
  ...more,
});

const job = (more: Partial<VerifyingJob> = {}): VerifyingJob => ({
  name: 'smoke tests',
  stage: null,
  status: 'passed',
  allowFailure: false,
  attempt: 1,
  finishedAt: after,
  ...more,
});

describe('how the check of a deployment came out', () => {
  it.each([
    ['nobody checked it', {}, null],
    ['its source verified it first', { seenVerifying: true }, 'passed'],
    ['its analysis passed', { analyses: ['succeeded'] }, 'passed'],
    ['its analysis only paused it', { analyses: ['inconclusive'] }, null],
    ['its analysis was skipped', { analyses: ['skipped'] }, null],
    [
      'one of two analyses failed',
      { analyses: ['failed', 'succeeded'] },
      'failed',
    ],
    [
      'its analysis failed it',
      { state: 'failed', outcome: 'failed', failure: 'analysis' },
      'failed',
    ],
    [
      'an earlier try failed by its analysis, this one arrived',
      { failure: 'analysis' },
      null,
    ],
    [
      'it failed before anything was checked',
      { state: 'failed', outcome: 'failed', failure: 'unknown' },
      null,
    ],
    [
      'it was seen verifying and then failed otherwise',
      {
        state: 'aborted',
        outcome: 'aborted',
        failure: 'aborted',
        seenVerifying: true,
      },
      null,
    ],
    ['it verifies', { state: 'verifying', outcome: null }, 'running'],
    [
      'its analysis runs',
      { state: 'in_progress', outcome: null, analyses: ['running'] },
      'running',
    ],
    [
      'it was superseded after it had been verified',
      { state: 'superseded', seenVerifying: true },
      'passed',
    ],
  ] satisfies [string, Partial<VerificationFacts>, string | null][])(
    '%s',
    (_, more, expected) => {
      expect(deploymentVerification(facts(more))).toBe(expected);
    },
  );

  it.each([
    ['a smoke test after it passed', [job()], 'passed'],
    ['it failed', [job({ status: 'failed' })], 'failed'],
    [
      'it may fail, and did',
      [job({ status: 'failed', allowFailure: true })],
      null,
    ],
    ['it runs', [job({ status: 'running', finishedAt: null })], 'running'],
    ['it was skipped', [job({ status: 'skipped' })], null],
    ['it was cancelled', [job({ status: 'cancelled' })], null],
    ['it ended before the deployment', [job({ finishedAt: before })], null],
    [
      'it failed and passed when tried again',
      [job({ status: 'failed' }), job({ attempt: 2 })],
      'passed',
    ],
    [
      'it passed and failed when tried again',
      [job({ status: 'failed', attempt: 2 }), job()],
      'failed',
    ],
    [
      'one of two checks failed',
      [job(), job({ name: 'verify', status: 'failed' })],
      'failed',
    ],
    ['it checks nothing', [job({ name: 'unit tests' })], null],
    ['it analyses the code', [job({ name: 'static analysis' })], null],
    [
      'its stage says what it is',
      [job({ name: 'probe', stage: 'post-deploy' })],
      'passed',
    ],
  ] satisfies [string, VerifyingJob[], string | null][])(
    'by jobs of its run: %s',
    (_, jobs, expected) => {
      expect(deploymentVerification(facts({ jobs }))).toBe(expected);
    },
  );

  it('takes a job that names another environment of the run for that one', () => {
    const jobs = [job({ name: 'verify staging', status: 'failed' })];
    const production = facts({ jobs, otherEnvironments: ['staging'] });
    expect(deploymentVerification(production)).toBeNull();
    const staging = {
      environment: 'staging',
      otherEnvironments: ['production'],
    };
    expect(deploymentVerification(facts({ jobs, ...staging }))).toBe('failed');
  });

  it.each([
    ['Verify production', undefined, true],
    ['smoke-test', undefined, true],
    ['e2e', 'post-deploy', true],
    ['healthcheck', undefined, true],
    ['unverified', undefined, false],
    ['deploy', undefined, false],
  ])('a job %s of stage %s checks: %s', (name, stage, expected) => {
    expect(isVerifyingJob({ name, stage })).toBe(expected);
  });
});

describe('how a deployment is shown', () => {
  it.each([
    ['succeeded', null, 'success', 'Succeeded'],
    ['succeeded', 'passed', 'success', 'Verified'],
    ['succeeded', 'failed', 'error', 'Verification failed'],
    ['succeeded', 'running', 'info', 'Verifying'],
    ['failed', 'failed', 'error', 'Verification failed'],
    ['failed', null, 'error', 'Failed'],
    ['aborted', 'failed', 'error', 'Verification failed'],
    ['in_progress', 'running', 'info', 'In progress'],
    ['superseded', 'passed', 'neutral', 'Superseded'],
  ] as const)(
    '%s, verification %s: %s %s',
    (state, verification, token, word) => {
      expect(deploymentDisplay(state, verification)).toEqual({
        state: token,
        word,
      });
    },
  );
});
