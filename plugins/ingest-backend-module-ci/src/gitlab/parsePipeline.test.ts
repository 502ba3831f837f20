import { eventsIn } from '../__testUtils__/eventsIn';
import { gitlabProvider } from './gitlabProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const project = {
  web_url: 'https://gitlab.acme.example/shop/api',
  path_with_namespace: 'shop/api',
  default_branch: 'main',
};
const user = { id: 3, username: 'nia', name: 'Nia', email: '[REDACTED]' };
const build = {
  id: 11,
  stage: 'test',
  name: 'unit',
  status: 'success',
  created_at: '2026-03-01 10:00:00 UTC',
  started_at: '2026-03-01 10:01:00 UTC',
  finished_at: '2026-03-01 10:02:00 UTC',
  queued_duration: 5,
};

function parse(attributes: object, builds: object[] = [], rest: object = {}) {
  return gitlabProvider.parse({
    headers: {},
    now,
    body: {
      object_kind: 'pipeline',
      object_attributes: {
        id: 7,
        iid: 2,
        ref: 'main',
        sha: 'abc',
        source: 'push',
        created_at: '2026-03-01 10:00:00 UTC',
        ...attributes,
      },
      project,
      user,
      builds,
      ...rest,
    },
  });
}

const runOf = (attributes: object, builds: object[] = [], rest = {}) =>
  eventsIn('ci.run.v1', parse(attributes, builds, rest))[0];

describe('status words of GitLab', () => {
  const words = [
    ['created', 'pending', undefined],
    ['waiting_for_resource', 'pending', undefined],
    ['waiting_for_callback', 'pending', undefined],
    ['preparing', 'pending', undefined],
    ['pending', 'pending', undefined],
    ['scheduled', 'pending', undefined],
    ['manual', 'waiting_gate', undefined],
    ['running', 'executing', undefined],
    ['canceling', 'finalizing', undefined],
    ['success', 'completed', 'success'],
    ['failed', 'completed', 'failure'],
    ['canceled', 'completed', 'cancelled'],
    ['skipped', 'completed', 'skipped'],
    ['dreaming', 'pending', undefined],
  ] as const;

  it.each(words)('a pipeline that is %s is %s %s', (status, state, result) => {
    expect(runOf({ status })).toMatchObject({ state, rawState: status });
    expect(runOf({ status }).result).toBe(result);
  });

  it.each(words)('a job that is %s is %s %s', (status, state, result) => {
    const outcome = parse({ status: 'running' }, [
      { ...build, status, started_at: null, finished_at: null },
    ]);
    const [job] = eventsIn('ci.job.v1', outcome);
    expect([job.state, job.result, job.rawState]).toEqual([
      state,
      result,
      status,
    ]);
  });

  it('a word nobody knows is an unknown result once it has finished', () => {
    const run = runOf({
      status: 'dreamt',
      finished_at: '2026-03-01 10:05:00 UTC',
    });
    expect([run.state, run.result, run.rawState]).toEqual([
      'completed',
      'unknown',
      'dreamt',
    ]);
  });

  it.each([
    ['failed', 'script_failure', 'failure'],
    ['failed', 'job_execution_timeout', 'timeout'],
    ['failed', 'stuck_or_timeout_failure', 'timeout'],
    ['failed', 'runner_system_failure', 'error'],
    ['failed', 'something_new', 'failure'],
    // GitLab fills the reason for jobs that did not fail.
    ['success', 'script_failure', 'success'],
  ])('a job that is %s by %s is a %s', (status, failure_reason, result) => {
    const [job] = eventsIn(
      'ci.job.v1',
      parse({}, [{ ...build, status, failure_reason }]),
    );
    expect(job.result).toBe(result);
  });
});

describe('a Pipeline Hook', () => {
  it('has the run with its place, number, times and person', () => {
    const run = runOf({
      status: 'success',
      queued_duration: 30,
      finished_at: '2026-03-01 12:05:00 +0200',
    });
    expect(run).toMatchObject({
      provider: 'gitlab',
      instance: 'gitlab.acme.example',
      project: 'shop/api',
      externalId: '7',
      attempt: 1,
      number: 2,
      pipeline: { name: '.gitlab-ci.yml', path: '.gitlab-ci.yml' },
      trigger: 'push',
      actor: { login: 'nia', name: 'Nia' },
      branch: 'main',
      defaultBranch: 'main',
      sha: 'abc',
      url: 'https://gitlab.acme.example/shop/api/-/pipelines/7',
      createdAt: '2026-03-01T10:00:00.000Z',
      startedAt: '2026-03-01T10:00:30.000Z',
      finishedAt: '2026-03-01T10:05:00.000Z',
      observedAt: '2026-03-01T10:05:00.000Z',
    });
    expect(run.actor?.email).toBeUndefined();
  });

  it('has no start and no finish of what has not begun or not ended', () => {
    const waiting = runOf({ status: 'pending', queued_duration: 30 });
    expect([waiting.startedAt, waiting.finishedAt]).toEqual([
      undefined,
      undefined,
    ]);
    const skipped = runOf({ status: 'skipped' });
    expect(skipped.startedAt).toBeUndefined();
  });

  it('starts with its first job where GitLab does not say when', () => {
    expect(runOf({ status: 'running' }, [build]).startedAt).toBe(
      '2026-03-01T10:01:00.000Z',
    );
  });

  it('names the pipeline that started a child', () => {
    const run = runOf({ source: 'parent_pipeline' }, [], {
      source_pipeline: { pipeline_id: 5, job_id: 9 },
    });
    expect(run).toMatchObject({
      parentRun: '5',
      trigger: 'upstream',
      pipeline: { name: 'child pipeline' },
    });
  });

  it.each([
    ['push', 'push'],
    ['merge_request_event', 'change'],
    ['external_pull_request_event', 'change'],
    ['schedule', 'schedule'],
    ['web', 'manual'],
    ['chat', 'manual'],
    ['api', 'api'],
    ['trigger', 'api'],
    ['pipeline', 'upstream'],
    ['parent_pipeline', 'upstream'],
    ['external', 'unknown'],
    ['new_source', 'unknown'],
  ])('started by %s is started by %s', (source, trigger) => {
    expect(runOf({ source })).toMatchObject({ trigger, rawTrigger: source });
  });

  it('runs on the source of its merge request, not on the ref made for it', () => {
    const ref = 'refs/merge-requests/74/merge';
    const merge_request = { iid: 74, source_branch: 'topic' };
    expect(runOf({ ref }, [], { merge_request }).branch).toBe('topic');
    expect(runOf({ ref }).branch).toBe(ref);
  });

  it('is a change by its merge request or by its ref', () => {
    expect(
      runOf({}, [], { merge_request: { iid: 4, url: 'https://x.example/4' } })
        .changes,
    ).toEqual([{ externalId: '4', url: 'https://x.example/4' }]);
    expect(runOf({ ref: 'refs/merge-requests/74/head' }).changes).toMatchObject(
      [{ externalId: '74' }],
    );
  });

  it('has each job with its stage, try, queue time and tolerance', () => {
    const outcome = parse({ status: 'running', stages: ['test'] }, [
      { ...build, allow_failure: true, status: 'failed' },
      { ...build, id: 12, name: 'unit' },
      {
        ...build,
        id: 13,
        name: 'deploy: [eu, blue]',
        stage: 'deploy',
        runner: { description: 'r1', runner_type: 'group_type', tags: ['x'] },
      },
    ]);
    const jobs = eventsIn('ci.job.v1', outcome);
    expect(jobs).toMatchObject([
      {
        externalId: '11',
        runExternalId: '7',
        stage: 'test',
        allowFailure: true,
        attempt: 1,
        result: 'failure',
        kind: 'test',
        queuedAt: '2026-03-01T10:00:55.000Z',
      },
      { externalId: '12', attempt: 2, allowFailure: false },
      {
        externalId: '13',
        matrixKey: 'eu, blue',
        kind: 'deploy',
        runner: { name: 'r1', group: 'group_type', labels: ['x'] },
      },
    ]);
    expect(jobs[2].attempt).toBeUndefined();
  });

  it('succeeds although a job that may fail has failed', () => {
    const outcome = parse({ status: 'success' }, [
      { ...build, allow_failure: true, status: 'failed' },
    ]);
    expect(eventsIn('ci.run.v1', outcome)[0].result).toBe('success');
    expect(eventsIn('ci.job.v1', outcome)[0]).toMatchObject({
      result: 'failure',
      allowFailure: true,
    });
  });
});

describe('a manual job', () => {
  const manual = {
    ...build,
    id: 20,
    name: 'go live',
    stage: 'deploy',
    when: 'manual',
    manual: true,
    started_at: null,
    finished_at: null,
    environment: { name: 'production', action: 'start' },
    user,
  };
  const stages = ['test', 'deploy'];

  it('is a gate from the end of the stages before it', () => {
    const outcome = parse({ status: 'manual', stages }, [
      build,
      { ...manual, status: 'manual' },
    ]);
    expect(eventsIn('gate.v1', outcome)).toMatchObject([
      {
        externalId: 'job:20',
        kind: 'manual',
        state: 'pending',
        environment: 'production',
        runExternalId: '7',
        jobExternalId: '20',
        askedAt: '2026-03-01T10:02:00.000Z',
      },
    ]);
    expect(eventsIn('ci.job.v1', outcome)[1]).toMatchObject({
      state: 'waiting_gate',
      kind: 'deploy',
    });
  });

  it('is approved by whoever starts it', () => {
    const outcome = parse({ status: 'running', stages }, [
      build,
      {
        ...manual,
        status: 'running',
        started_at: '2026-03-01 11:00:10 UTC',
        queued_duration: 10,
      },
    ]);
    expect(eventsIn('gate.v1', outcome)).toMatchObject([
      {
        state: 'approved',
        decidedBy: { login: 'nia' },
        decidedAt: '2026-03-01T11:00:00.000Z',
      },
    ]);
  });

  it.each([
    ['skipped', 'expired'],
    ['canceled', 'expired'],
  ])('that is %s without a start is %s', (status, state) => {
    expect(
      eventsIn('gate.v1', parse({}, [{ ...manual, status }])),
    ).toMatchObject([{ state }]);
  });

  it('asks nobody while the stages before it run', () => {
    expect(
      eventsIn('gate.v1', parse({}, [{ ...manual, status: 'created' }])),
    ).toEqual([]);
  });

  it('that may stay unstarted does not hold the run', () => {
    const [gate] = eventsIn(
      'gate.v1',
      parse({}, [{ ...manual, status: 'manual', allow_failure: true }]),
    );
    expect(gate.jobExternalId).toBe('20');
    expect(gate.runExternalId).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  it.each([
    [[], ''],
    [{}, '/object_kind'],
    [{ object_kind: 'pipeline' }, '/project/web_url'],
    [{ object_kind: 'pipeline', project }, '/object_attributes/id'],
    [{ object_kind: 'build', project }, '/pipeline_id'],
    [{ object_kind: 'build', project, pipeline_id: 1 }, '/build_id'],
    [{ object_kind: 'push', project }, '/ref'],
    [{ object_kind: 'push', project, ref: 'refs/heads/x' }, '/after'],
    [{ object_kind: 'merge_request', project }, '/object_attributes/iid'],
    [{ object_kind: 'deployment', project }, '/deployment_id'],
    [{ object_kind: 'release', project }, '/id'],
  ])('%j is refused at %s', (body, path) => {
    expect(gitlabProvider.parse({ headers: {}, body, now })).toMatchObject({
      outcome: 'rejected',
      path,
      message: expect.stringMatching(/\.$/),
    });
  });

  it('an event of no interest is passed by', () => {
    expect(
      gitlabProvider.parse({
        headers: {},
        body: { object_kind: 'note', project },
        now,
      }),
    ).toMatchObject({ outcome: 'ignored', parsedAs: 'note' });
  });
});
