import { eventOf } from './__testUtils__/parseDelivery';

const job = {
  id: 200,
  run_id: 100,
  run_attempt: 2,
  name: 'build (arm64)',
  workflow_name: 'CI',
  status: 'completed',
  conclusion: 'failure',
  head_branch: 'main',
  head_sha: 'a'.repeat(40),
  created_at: '2026-03-01T10:00:00Z',
  started_at: '2026-03-01T10:00:30Z',
  completed_at: '2026-03-01T10:05:00Z',
  labels: ['self-hosted', 'arm64'],
  runner_name: 'arm-3',
  runner_group_name: 'Default',
  steps: [
    {
      number: 1,
      name: 'Set up job',
      status: 'completed',
      conclusion: 'success',
      started_at: '2026-03-01T10:00:30.000+00:00',
      completed_at: '2026-03-01T12:00:31.000+02:00',
    },
    {
      number: 2,
      name: 'make',
      status: 'completed',
      conclusion: 'failure',
      started_at: '2026-03-01T10:00:31Z',
      completed_at: '2026-03-01T10:05:01Z',
    },
    {
      number: 3,
      name: 'Upload',
      status: 'completed',
      conclusion: 'skipped',
      started_at: null,
      completed_at: null,
    },
  ],
};

function jobOf(changes: object) {
  return eventOf('ci.job.v1', 'workflow_job', {
    workflow_job: { ...job, ...changes },
  });
}

describe('workflow_job', () => {
  it('belongs to one attempt of its run and keeps runner and labels', () => {
    expect(jobOf({})).toMatchObject({
      externalId: '200',
      runExternalId: '100',
      runAttempt: 2,
      pipelineName: 'CI',
      kind: 'build',
      result: 'failure',
      runner: {
        name: 'arm-3',
        group: 'Default',
        labels: ['self-hosted', 'arm64'],
      },
    });
  });

  it('keeps the time in the queue apart from the time of the run', () => {
    expect(jobOf({})).toMatchObject({
      queuedAt: '2026-03-01T10:00:00.000Z',
      startedAt: '2026-03-01T10:00:30.000Z',
      finishedAt: '2026-03-01T10:05:00.000Z',
    });
  });

  it.each(['queued', 'waiting', 'pending'])(
    'does not take the queue time of a %s job for its start',
    status => {
      const waiting = jobOf({
        status,
        conclusion: null,
        completed_at: null,
        started_at: job.created_at,
        steps: [],
      });
      expect(waiting.queuedAt).toBe('2026-03-01T10:00:00.000Z');
      expect([waiting.startedAt, waiting.finishedAt]).toEqual([
        undefined,
        undefined,
      ]);
      const older = jobOf({ status, conclusion: null, created_at: undefined });
      expect(older.queuedAt).toBe('2026-03-01T10:00:30.000Z');
    },
  );

  it('reads every step with its own result, whatever the offset of its times', () => {
    const { steps } = jobOf({});
    expect(steps.map(step => [step.ordinal, step.name, step.result])).toEqual([
      [1, 'Set up job', 'success'],
      [2, 'make', 'failure'],
      [3, 'Upload', 'skipped'],
    ]);
    expect(steps[0]).toMatchObject({
      startedAt: '2026-03-01T10:00:30.000Z',
      finishedAt: '2026-03-01T10:00:31.000Z',
    });
  });

  it('was observed at the newest time it carries', () => {
    expect(jobOf({}).observedAt).toBe('2026-03-01T10:05:01.000Z');
  });

  it('leaves out steps that cannot be read and keeps the others', () => {
    const { steps } = jobOf({
      steps: [null, 'x', { name: 'make', status: 'queued' }],
    });
    expect(steps).toEqual([
      { ordinal: 1, name: 'make', state: 'pending', rawState: 'queued' },
    ]);
  });
});
