import { Gate, Job } from '@quarterdeck/plugin-pipelines-common';
import { sampleJob, sampleRun } from '../__testUtils__/samplePipelines';
import { compareAttempts } from './AttemptsTab';
import { timelineJobs } from './timelineJobs';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 8, 17, 10, 0, seconds)).toISOString();
const run = sampleRun('1', 'passed', { queuedAt: at(0), startedAt: at(2) });
const job = (name: string, more: Partial<Job> = {}) =>
  sampleJob(name, 'passed', {
    queuedAt: at(3),
    startedAt: at(10),
    finishedAt: at(70),
    ...more,
  });
const gate: Gate = {
  instance: 'github.com',
  externalId: 'g',
  project: 'acme/payments-api',
  entityRef: null,
  kind: 'approval',
  state: 'pending',
  environment: 'production',
  runExternalId: '1',
  runAttempt: 1,
  askedAt: at(80),
  decidedAt: null,
  decidedBy: null,
  comment: null,
  waitSeconds: null,
  url: null,
};

describe('timelineJobs', () => {
  it('counts from the moment the attempt was asked for', () => {
    const [bar] = timelineJobs({ run, jobs: [job('compile')], gates: [] });
    expect(bar).toMatchObject({ queuedAt: 3, startedAt: 10, finishedAt: 70 });
  });

  it('counts from the first job when the run says nothing', () => {
    const silent = { ...run, queuedAt: null, startedAt: null };
    const [bar] = timelineJobs({
      run: silent,
      jobs: [job('compile')],
      gates: [],
    });
    expect(bar).toMatchObject({ queuedAt: 0, startedAt: 7 });
  });

  it('cuts a job carried over from an earlier attempt at zero', () => {
    const [bar] = timelineJobs({
      run,
      jobs: [job('compile', { queuedAt: at(-60) })],
      gates: [],
    });
    expect(bar.queuedAt).toBe(0);
  });

  it('lets a gate that waits reach to now', () => {
    const [bar] = timelineJobs({ run, jobs: [], gates: [gate] });
    expect(bar).toMatchObject({
      name: 'Gate: production',
      state: 'hold',
      word: 'Waiting',
      gate: true,
      queuedAt: 80,
      finishedAt: null,
    });
  });

  it('says of a job that was not reached that it was not', () => {
    const [bar] = timelineJobs({
      run,
      jobs: [job('deploy', { notReached: true })],
      gates: [],
    });
    expect(bar.word).toBe('not reached');
  });
});

describe('compareAttempts', () => {
  it('puts jobs of one name beside each other, in the order they began', () => {
    const compared = compareAttempts([
      job('test', { runAttempt: 2, startedAt: at(200) }),
      job('test', { startedAt: at(20) }),
      job('compile', { startedAt: at(10) }),
    ]);
    expect(
      compared.map(({ name, byAttempt }) => [name, [...byAttempt.keys()]]),
    ).toEqual([
      ['compile', [1]],
      ['test', [1, 2]],
    ]);
  });
});
