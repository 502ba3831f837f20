import { createHmac } from 'node:crypto';
import {
  bitbucketDeploymentBody,
  bitbucketPipelineBody,
  bitbucketPullBody,
  bitbucketPushBody,
  bitbucketRepository,
  bitbucketStatusBody,
  now,
  storedEvents,
} from '../__testUtils__/hookExamples';
import { progressOf } from '../progressOf';
import { bitbucketProvider } from './bitbucketProvider';
import { bitbucketDeploymentState, bitbucketWords } from './bitbucketWords';
import { pipelineProgress } from './parsePipeline';

const parse = (event: string, body: unknown) =>
  bitbucketProvider.parse({ headers: { 'x-event-key': event }, body, now });

describe('words of Bitbucket', () => {
  it.each([
    ['INPROGRESS', 'executing', undefined],
    ['SUCCESSFUL', 'completed', 'success'],
    ['FAILED', 'completed', 'failure'],
    ['STOPPED', 'completed', 'cancelled'],
    ['LEVITATING', 'pending', undefined],
  ])('a status that is %s is %s, %s', (word, state, result) => {
    expect(progressOf(bitbucketWords, word)).toEqual({
      state,
      ...(result && { result }),
    });
  });

  it.each([
    ['PENDING', undefined, undefined, 'pending', undefined],
    ['IN_PROGRESS', 'PENDING', undefined, 'executing', undefined],
    ['IN_PROGRESS', 'RUNNING', undefined, 'executing', undefined],
    ['IN_PROGRESS', 'PAUSED', undefined, 'waiting_gate', undefined],
    ['IN_PROGRESS', 'HALTED', undefined, 'waiting_gate', undefined],
    ['COMPLETED', undefined, 'SUCCESSFUL', 'completed', 'success'],
    ['COMPLETED', undefined, 'FAILED', 'completed', 'failure'],
    ['COMPLETED', undefined, 'ERROR', 'completed', 'error'],
    ['COMPLETED', undefined, 'EXPIRED', 'completed', 'timeout'],
    ['COMPLETED', undefined, 'STOPPED', 'completed', 'cancelled'],
    ['COMPLETED', undefined, 'LEVITATED', 'completed', 'unknown'],
    ['COMPLETED', undefined, 'RUNNING', 'completed', 'unknown'],
    ['COMPLETED', undefined, undefined, 'completed', 'unknown'],
  ])(
    'a pipeline in %s, %s, %s is %s, %s',
    (name, stage, end, state, result) => {
      expect(
        pipelineProgress({
          name,
          stage: stage ? { name: stage } : undefined,
          result: end ? { name: end } : undefined,
        }),
      ).toEqual({ state, ...(result && { result }) });
    },
  );

  it.each([
    ['UNDEPLOYED', undefined, 'queued'],
    ['IN_PROGRESS', undefined, 'in_progress'],
    ['COMPLETED', 'SUCCESSFUL', 'succeeded'],
    ['COMPLETED', 'FAILED', 'failed'],
    ['COMPLETED', 'STOPPED', 'aborted'],
    ['COMPLETED', 'ROLLED_BACK', 'aborted'],
    ['ROLLED_BACK', undefined, 'aborted'],
    ['COMPLETED', undefined, 'queued'],
    ['COMPLETED', 'LEVITATED', 'queued'],
  ])('a deployment in %s, %s is %s', (name, status, state) => {
    expect(bitbucketDeploymentState(name, status)).toBe(state);
  });
});

describe('a delivery of Bitbucket', () => {
  it('is a run when Pipelines set the status', () => {
    const [{ data, subject }] = storedEvents(
      parse('repo:commit_status_updated', bitbucketStatusBody),
    );
    expect(subject).toEqual({
      instance: 'bitbucket.org',
      project: 'acme/shop',
    });
    expect(data).toMatchObject({
      externalId: 'acme/shop/12',
      number: 12,
      result: 'failure',
      rawState: 'FAILED',
      sha: 'b'.repeat(40),
      finishedAt: '2026-03-01T10:05:00.000Z',
    });
  });

  it('is passed by when another system set the status', () => {
    const body = {
      ...bitbucketStatusBody,
      commit_status: {
        ...bitbucketStatusBody.commit_status,
        url: 'https://jenkins.acme.example/job/shop/12',
      },
    };
    expect(parse('repo:commit_status_created', body)).toMatchObject({
      outcome: 'ignored',
      reason: expect.stringMatching(/not of Bitbucket Pipelines/),
    });
  });

  it('has one run whether a status or a pipeline tells of it', () => {
    const [{ data }] = storedEvents(
      parse('pipeline:updated', bitbucketPipelineBody),
    );
    expect(data).toMatchObject({
      externalId: 'acme/shop/12',
      trigger: 'push',
      rawState: 'COMPLETED',
      rawResult: 'FAILED',
    });
  });

  it('keeps the word of a deployment that was rolled back', () => {
    const [{ data }] = storedEvents(
      parse('deployment:updated', bitbucketDeploymentBody),
    );
    expect(data).toMatchObject({
      externalId: '{d-1}',
      environment: { name: 'Production', tier: 'production' },
      state: 'aborted',
      rawState: 'ROLLED_BACK',
      version: '1.2.0',
      runExternalId: 'acme/shop/12',
    });
  });

  it('is a push per ref that moved, oldest commit first', () => {
    const [change] = bitbucketPushBody.push.changes;
    const [commit] = change.commits;
    const older = { ...commit, hash: 'a'.repeat(40) };
    const body = {
      ...bitbucketPushBody,
      push: {
        changes: [
          { ...change, commits: [commit, older] },
          { new: null, old: { type: 'tag', name: 'v1' }, closed: true },
        ],
      },
    };
    const [pushed, gone] = storedEvents(parse('repo:push', body));
    expect(pushed.data).toMatchObject({
      branch: 'main',
      after: 'b'.repeat(40),
      before: 'a'.repeat(40),
      commits: [{ sha: 'a'.repeat(40) }, { sha: 'b'.repeat(40) }],
      headCommit: { author: { login: 'nia', email: 'nia@acme.example' } },
    });
    expect(gone.data).toMatchObject({
      ref: 'refs/tags/v1',
      tag: 'v1',
      deleted: true,
      after: '0'.repeat(40),
    });
  });

  it.each([
    ['OPEN', 'open'],
    ['DRAFT', 'open'],
    ['MERGED', 'merged'],
    ['DECLINED', 'closed'],
    ['SUPERSEDED', 'closed'],
    ['LEVITATING', 'open'],
  ])('a pull request that is %s is %s', (word, state) => {
    const body = {
      ...bitbucketPullBody,
      pullrequest: { ...bitbucketPullBody.pullrequest, state: word },
    };
    const [{ data }] = storedEvents(parse('pullrequest:updated', body));
    expect(data).toMatchObject({ externalId: '7', state });
  });

  it.each([
    ['approved', 'approved'],
    ['unapproved', 'dismissed'],
    ['changes_request_created', 'changes_requested'],
    ['changes_request_removed', 'dismissed'],
    ['comment_created', 'commented'],
  ])('pullrequest:%s is a review: %s', (word, state) => {
    const events = storedEvents(
      parse(`pullrequest:${word}`, bitbucketPullBody),
    );
    expect(events.map(event => event.type)).toEqual([
      'change.v1',
      'change.reviewed.v1',
    ]);
    expect(events[1].data).toMatchObject({
      state,
      changeExternalId: '7',
      reviewer: { login: 'oli' },
    });
  });

  it('is passed by when it is of no interest, and refused without a repository', () => {
    expect(
      parse('repo:fork', { repository: bitbucketRepository }),
    ).toMatchObject({ outcome: 'ignored', parsedAs: 'repo:fork' });
    expect(parse('repo:push', {})).toMatchObject({
      outcome: 'rejected',
      path: '/repository',
    });
  });
});

describe('signature and key of a Bitbucket delivery', () => {
  const body = Buffer.from('{}');
  const hex = (secret: string) =>
    createHmac('sha256', secret).update(body).digest('hex');

  it.each([
    ['the first secret', `sha256=${hex('first')}`, 'verified'],
    ['the second secret', `sha256=${hex('second')}`, 'verified'],
    ['another secret', `sha256=${hex('other')}`, 'invalid'],
    ['another form', hex('first'), 'invalid'],
    ['nothing', undefined, 'missing'],
  ])('with %s', (_, signature, outcome) => {
    const headers = { 'x-hub-signature': signature };
    const secrets = ['first', 'second'];
    expect(
      bitbucketProvider.verify({ headers, body, secrets, now }),
    ).toMatchObject({ outcome });
  });

  it('is the request id', () => {
    const headers = { 'x-request-uuid': 'r-1' };
    expect(bitbucketProvider.deliveryKey({ headers, body })).toBe('r-1');
  });

  it('belongs to the entity by the annotation of Backstage', () => {
    const subject = { instance: 'bitbucket.org', project: 'acme/shop' };
    expect(
      bitbucketProvider.annotations.map(({ annotation, value }) => [
        annotation,
        value(subject),
      ]),
    ).toEqual([
      ['bitbucket.org/repo-url', 'https://bitbucket.org/acme/shop'],
      ['bitbucket.org/project-slug', 'acme/shop'],
    ]);
  });
});

it.each([
  ['pullrequest:fulfilled', 'merged'],
  ['pullrequest:rejected', 'closed'],
  ['pullrequest:updated', 'open'],
])(
  'a pull request in a state nobody knows is by its event %s: %s',
  (event, state) => {
    const { pullrequest, ...rest } = bitbucketPullBody;
    const [change] = storedEvents(
      parse(event, {
        ...rest,
        pullrequest: { ...pullrequest, state: 'LEVITATING' },
      }),
    );
    expect(change.data).toMatchObject({ state });
  },
);
