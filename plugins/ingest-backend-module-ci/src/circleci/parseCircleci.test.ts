import { createHmac } from 'node:crypto';
import { eventsIn } from '../__testUtils__/eventsIn';
import { fixtureBodies } from '../__testUtils__/deliveryFixtures';
import { circleciProvider } from './circleciProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const workflowUrl =
  'https://app.circleci.com/pipelines/github/acme/shop/7/workflows/w1';
const base = {
  id: 'delivery-1',
  happened_at: '2026-03-01T10:01:00.500Z',
  project: { slug: 'github/acme/shop' },
  pipeline: {
    number: 7,
    trigger: { type: 'webhook' },
    vcs: {
      revision: 'abc',
      branch: 'main',
      commit: {
        subject: 'Mend',
        body: 'All of it',
        author: { name: 'Nia', email: 'nia@acme.example' },
        authored_at: '2026-03-01T09:00:00Z',
        committed_at: '2026-03-01T09:30:00Z',
      },
    },
  },
};
const workflow = {
  id: 'w1',
  name: 'ci',
  status: 'success',
  created_at: '2026-03-01T10:00:00Z',
  stopped_at: '2026-03-01T10:01:00Z',
  url: workflowUrl,
};
const job = {
  id: 'j1',
  number: 31,
  name: 'deploy-production',
  status: 'success',
  started_at: '2026-03-01T10:00:10Z',
  stopped_at: '2026-03-01T10:00:40Z',
};

const parse = (body: unknown) =>
  circleciProvider.parse({ headers: {}, body, now });
const ofWorkflow = (rest: object = {}) =>
  parse({
    ...base,
    type: 'workflow-completed',
    workflow: { ...workflow, ...rest },
  });
const ofJob = (rest: object = {}) =>
  parse({ ...base, type: 'job-completed', workflow, job: { ...job, ...rest } });

const words = [
  ['success', 'completed', 'success'],
  ['failed', 'completed', 'failure'],
  ['failing', 'executing', undefined],
  ['running', 'executing', undefined],
  ['error', 'completed', 'error'],
  ['canceled', 'completed', 'cancelled'],
  ['unauthorized', 'completed', 'error'],
  ['on_hold', 'waiting_gate', undefined],
  ['not_run', 'completed', 'skipped'],
  ['blocked', 'pending', undefined],
  ['queued', 'pending', undefined],
  ['not_running', 'pending', undefined],
  ['infrastructure_fail', 'completed', 'error'],
  ['timedout', 'completed', 'timeout'],
  ['terminated-unknown', 'completed', 'unknown'],
  ['evaporated', 'completed', 'unknown'],
] as const;

describe('status words of CircleCI', () => {
  it.each(words)('a workflow that is %s is %s %s', (status, state, result) => {
    const [run] = eventsIn('ci.run.v1', ofWorkflow({ status }));
    expect([run.state, run.result, run.rawState]).toEqual([
      state,
      result,
      status,
    ]);
  });

  it.each(words)('a job that is %s is %s %s', (status, state, result) => {
    const [read] = eventsIn('ci.job.v1', ofJob({ status }));
    expect([read.state, read.result, read.rawState]).toEqual([
      state,
      result,
      status,
    ]);
  });

  it('a word nobody knows of what has not stopped undoes nothing', () => {
    const [run] = eventsIn(
      'ci.run.v1',
      ofWorkflow({ status: 'evaporated', stopped_at: null }),
    );
    expect([run.state, run.result]).toEqual(['pending', undefined]);
  });
});

describe('a CircleCI delivery', () => {
  it('of a workflow is a run with its commit', () => {
    const outcome = ofWorkflow();
    expect(eventsIn('ci.run.v1', outcome)).toMatchObject([
      {
        instance: 'circleci.com',
        project: 'github/acme/shop',
        externalId: 'w1',
        attempt: 1,
        number: 7,
        pipeline: { name: 'ci' },
        title: 'Mend',
        trigger: 'push',
        branch: 'main',
        sha: 'abc',
        commit: {
          message: 'Mend\n\nAll of it',
          authoredAt: '2026-03-01T09:00:00.000Z',
        },
        startedAt: '2026-03-01T10:00:00.000Z',
        finishedAt: '2026-03-01T10:01:00.000Z',
        observedAt: '2026-03-01T10:01:00.500Z',
      },
    ]);
  });

  it('of a job is a job, of kind deploy by its name', () => {
    expect(eventsIn('ci.job.v1', ofJob())).toMatchObject([
      {
        externalId: 'j1',
        runExternalId: 'w1',
        pipelineName: 'ci',
        kind: 'deploy',
        branch: 'main',
        startedAt: '2026-03-01T10:00:10.000Z',
        finishedAt: '2026-03-01T10:00:40.000Z',
        url: `${workflowUrl}/jobs/31`,
      },
    ]);
  });

  it('on hold asks for approval', () => {
    expect(
      eventsIn('gate.v1', ofJob({ status: 'on_hold', stopped_at: null })),
    ).toMatchObject([
      {
        externalId: 'job:j1',
        kind: 'approval',
        state: 'pending',
        runExternalId: 'w1',
        jobExternalId: 'j1',
      },
    ]);
    expect(
      eventsIn('gate.v1', ofWorkflow({ status: 'on_hold' })),
    ).toMatchObject([{ externalId: 'workflow:w1', state: 'pending' }]);
    expect(eventsIn('gate.v1', ofJob())).toEqual([]);
  });

  it('of a GitLab project has commit and branch in its parameters', () => {
    const outcome = parse({
      ...base,
      type: 'workflow-completed',
      workflow,
      pipeline: {
        number: 1,
        trigger: { type: 'api' },
        trigger_parameters: {
          gitlab: {
            branch: 'main',
            checkout_sha: 'def',
            commit_title: 'Mend',
            user_username: 'nia',
          },
        },
      },
    });
    expect(eventsIn('ci.run.v1', outcome)).toMatchObject([
      { branch: 'main', sha: 'def', actor: { login: 'nia' }, trigger: 'api' },
    ]);
  });

  it.each<[unknown, string]>([
    [null, ''],
    [{}, '/type'],
    [{ type: 'workflow-completed' }, '/workflow/id'],
    [{ type: 'job-completed', workflow }, '/job/id'],
    [{ type: 'workflow-completed', workflow }, '/project/slug'],
  ])('%j is refused at %s', (body, path) => {
    expect(parse(body)).toMatchObject({ outcome: 'rejected', path });
  });

  it('of no interest is passed by', () => {
    expect(parse({ type: 'ping' }).outcome).toBe('ignored');
  });

  it('is found by either form of the slug', () => {
    const values = (project: string) =>
      circleciProvider.annotations.map(({ value }) =>
        value({ instance: 'circleci.com', project }),
      );
    expect(values('github/acme/shop')).toEqual([
      'github/acme/shop',
      'gh/acme/shop',
    ]);
    expect(values('circleci/a/b')).toEqual(['circleci/a/b', undefined]);
  });
});

describe('signature of a CircleCI delivery', () => {
  const body = Buffer.from('{"id":"delivery-1"}');
  const sign = (secret: string) =>
    `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const verify = (headers: Record<string, string>, secrets = ['a', 'b']) =>
    circleciProvider.verify({ headers, body, secrets, now });

  it('is verified, also among other versions', () => {
    expect(verify({ 'circleci-signature': sign('b') })).toEqual({
      outcome: 'verified',
      secretIndex: 1,
    });
    expect(
      verify({ 'circleci-signature': `v2=ff, ${sign('x')},${sign('a')}` }),
    ).toEqual({ outcome: 'verified', secretIndex: 0 });
  });

  it.each<[string, Record<string, string>, string]>([
    ['none', {}, 'missing'],
    ['another secret', { 'circleci-signature': sign('c') }, 'invalid'],
    ['another version', { 'circleci-signature': 'v2=ff' }, 'invalid'],
    [
      'a digit too few',
      { 'circleci-signature': sign('a').slice(0, -1) },
      'invalid',
    ],
  ])('with %s is refused', (_, headers, outcome) => {
    expect(verify(headers).outcome).toBe(outcome);
  });

  it('trusts no empty secret', () => {
    expect(verify({ 'circleci-signature': sign('') }, ['']).outcome).toBe(
      'invalid',
    );
  });

  it('knows a repeat by the id in the body', () => {
    const key = (text: string) =>
      circleciProvider.deliveryKey({ headers: {}, body: Buffer.from(text) });
    expect(key('{"id":"delivery-1"}')).toBe('delivery-1');
    for (const text of ['{}', '{"id":{}}', '{', 'null', '{"id":""}']) {
      expect(key(text)).toBeUndefined();
    }
  });
});

const fixtures = fixtureBodies('circleci-webhooks');

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(name: string): void {
  it(`${name} are not compared, since they are absent`, () => {
    expect(fixtures).toEqual([]);
  });
}

const describeFixtures: (name: string, tests: () => void) => void =
  fixtures.length ? describe : notCompared;

describeFixtures('the CircleCI body in fixtures/delivery', () => {
  it('is a run of 8.469 s', () => {
    expect(fixtures).toHaveLength(1);
    const [run] = eventsIn('ci.run.v1', parse(fixtures[0].body));
    expect(run).toMatchObject({
      project: 'github/zmarkan/very-simple-non-app',
      result: 'success',
      sha: 'f1e37011b5ff2d1703d4de9143c52ba650acae53',
      branch: 'streamline',
    });
    expect(
      Date.parse(run.finishedAt ?? '') - Date.parse(run.startedAt ?? ''),
    ).toBe(8469);
  });
});

describe('what started a workflow', () => {
  const ofPipeline = (pipeline: object) => {
    const outcome = parse({
      ...base,
      type: 'workflow-completed',
      workflow,
      pipeline,
    });
    return eventsIn('ci.run.v1', outcome)[0];
  };
  const byGitlab = (type: string, event: string) => ({
    number: 3,
    trigger: { type: 'gitlab' },
    trigger_parameters: {
      gitlab: { type, branch: 'topic', commit_sha: 'c3' },
      circleci: { event_type: event },
    },
  });

  it.each([
    ['push', 'push', 'push'],
    ['merge_request', 'merge_request', 'change'],
    ['levitation', 'levitation', 'unknown'],
  ])('a %s of GitLab, %s, is %s', (type, event, trigger) => {
    expect(ofPipeline(byGitlab(type, event))).toMatchObject({
      trigger,
      branch: 'topic',
      sha: 'c3',
    });
  });

  it('is the pull request of a fork by the branch CircleCI makes for it', () => {
    const run = ofPipeline({
      trigger: { type: 'webhook' },
      vcs: { revision: 'c4', branch: 'pull/77' },
    });
    expect(run).toMatchObject({
      trigger: 'change',
      changes: [{ externalId: '77' }],
    });
  });

  it('is the push of a tag, without a branch', () => {
    const run = ofPipeline({
      trigger: { type: 'webhook' },
      vcs: { revision: 'c5', branch: null, tag: 'v1.2.0' },
    });
    expect(run).toMatchObject({ trigger: 'push', tag: 'v1.2.0' });
    expect(run.branch).toBeUndefined();
  });
});
