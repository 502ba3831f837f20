import { eventsIn } from '../__testUtils__/eventsIn';
import { azureProvider } from './azureProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const guid = '16dcfeeb-d8fd-495c-917b-fec46cb44fbb';
const base = {
  id: 'e1',
  notificationId: 4,
  createdDate: '2026-03-01T10:00:00.1234567Z',
  resourceContainers: {
    collection: { id: guid, baseUrl: 'https://dev.azure.com/Acme/' },
    project: { id: guid },
  },
};
const at = '2026-03-01T10:00:00.123Z';
const parse = (eventType: string, resource: unknown, rest: object = {}) =>
  azureProvider.parse({
    headers: {},
    body: { ...base, eventType, resource, ...rest },
    now,
  });

const pipeline = { id: 3, name: 'shop ci' };
const run = {
  id: 479,
  name: '20260301.1',
  state: 'inProgress',
  createdDate: '2026-03-01T09:59:00Z',
  pipeline,
  resources: {
    repositories: { self: { refName: 'refs/heads/main', version: 'abc' } },
  },
  _links: { web: { href: 'https://dev.azure.com/Acme/_build?buildId=479' } },
};
const runEvent = (rest: object) =>
  eventsIn(
    'ci.run.v1',
    parse('ms.vss-pipelines.run-state-changed-event', {
      run: { ...run, ...rest },
      pipeline,
    }),
  )[0];
const stageEvent = (stage: object) =>
  eventsIn(
    'ci.stage.v1',
    parse('ms.vss-pipelines.stage-state-changed-event', {
      stage: { name: 'prod', displayName: 'Production', ...stage },
      run,
      pipeline,
    }),
  )[0];
const jobEvent = (job: object) =>
  eventsIn(
    'ci.job.v1',
    parse('ms.vss-pipelines.job-state-changed-event', {
      job: { id: guid, name: 'Build', ...job },
      stage: { name: 'prod' },
      run,
      pipeline,
    }),
  )[0];

const states = [
  ['notStarted', 'pending'],
  ['queued', 'pending'],
  ['postponed', 'pending'],
  ['waiting', 'waiting_gate'],
  ['inProgress', 'executing'],
  ['running', 'executing'],
  ['cancelling', 'finalizing'],
  ['canceling', 'finalizing'],
  ['floating', 'pending'],
] as const;
const results = [
  ['succeeded', 'success'],
  ['succeededWithIssues', 'unstable'],
  ['partiallySucceeded', 'unstable'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['stopped', 'cancelled'],
  ['rejected', 'cancelled'],
  ['skipped', 'skipped'],
  ['abandoned', 'error'],
  ['sunk', 'unknown'],
  [undefined, 'unknown'],
] as const;

describe('status words of Azure DevOps', () => {
  it.each(states)('what is %s is %s', (state, ours) => {
    for (const read of [
      runEvent({ state, result: 'succeeded' }),
      stageEvent({ state, result: 'succeeded' }),
      jobEvent({ state, result: 'succeeded' }),
    ]) {
      expect([read.state, read.result, read.rawState]).toEqual([
        ours,
        undefined,
        state,
      ]);
    }
  });

  it.each(results)('what completed %s is %s', (result, ours) => {
    for (const read of [
      runEvent({ state: 'completed', result }),
      stageEvent({ state: 'completed', result }),
      jobEvent({ state: 'completed', result }),
      eventsIn(
        'ci.run.v1',
        parse('build.complete', { id: 2, status: 'completed', result }),
      )[0],
    ]) {
      expect([read.state, read.result, read.rawResult]).toEqual([
        'completed',
        ours,
        result,
      ]);
    }
  });

  it.each(['succeeded', 'failed', 'partiallySucceeded', 'stopped'])(
    'an old build puts %s into its status',
    status => {
      const [read] = eventsIn(
        'ci.run.v1',
        parse('build.complete', { id: 2, status }),
      );
      expect(read.state).toBe('completed');
      expect(read.result).not.toBe('unknown');
    },
  );
});

describe('a pipeline of Azure DevOps', () => {
  it('has its run with organization, project, commit and times', () => {
    const read = runEvent({ state: 'completed', result: 'succeeded' });
    expect(read).toMatchObject({
      provider: 'azure-devops',
      instance: 'dev.azure.com/acme',
      project: guid,
      externalId: '479',
      attempt: 1,
      pipeline: { externalId: '3', name: 'shop ci' },
      title: '20260301.1',
      branch: 'main',
      sha: 'abc',
      createdAt: '2026-03-01T09:59:00.000Z',
      finishedAt: at,
      observedAt: at,
    });
    expect(runEvent({}).finishedAt).toBeUndefined();
  });

  it('has a row for each attempt of a stage and of a job', () => {
    const [first, second] = [1, 2].map(
      attempt => stageEvent({ state: 'running', attempt }).externalId,
    );
    expect([first, second]).toEqual(['479/prod/1', '479/prod/2']);
    expect(jobEvent({ state: 'running', attempt: 2 })).toMatchObject({
      externalId: `479/${guid}/2`,
      runExternalId: '479',
      attempt: 2,
      stage: 'prod',
      kind: 'build',
      startedAt: at,
    });
  });

  it('has approvals of its checks as gates', () => {
    const gate = (event: string, status: string) =>
      eventsIn(
        'gate.v1',
        parse(`ms.vss-pipelinechecks-events.approval-${event}`, {
          approval: {
            id: 'a1',
            status,
            createdOn: '2026-03-01T09:00:00Z',
            steps: [{ status, lastModifiedBy: { displayName: 'Omar' } }],
          },
          run,
          pipeline,
        }),
      )[0];
    expect(gate('pending', 'pending')).toMatchObject({
      externalId: 'a1',
      kind: 'approval',
      state: 'pending',
      runExternalId: '479',
      askedAt: '2026-03-01T09:00:00.000Z',
    });
    expect(gate('completed', 'approved')).toMatchObject({
      state: 'approved',
      decidedBy: { login: 'Omar' },
      decidedAt: at,
    });
    expect(gate('completed', 'rejected').state).toBe('rejected');
    expect(gate('completed', 'timedOut').state).toBe('expired');
    expect(gate('completed', 'skipped').state).toBe('bypassed');
    expect(gate('completed', 'shrugged').state).toBe('pending');
  });
});

describe('a build of Azure DevOps', () => {
  it('shares the id of its run and has queue time, reason and person', () => {
    const [read] = eventsIn(
      'ci.run.v1',
      parse('build.complete', {
        id: 479,
        buildNumber: '20260301.1',
        status: 'completed',
        result: 'succeeded',
        queueTime: '2026-03-01T09:58:00Z',
        startTime: '2026-03-01T09:59:00.83Z',
        finishTime: '2026-03-01T10:00:00Z',
        reason: 'pullRequest',
        sourceBranch: 'refs/pull/12/merge',
        sourceVersion: 'abc',
        definition: { id: 3, name: 'shop ci', project: { name: 'Shop' } },
        requestedFor: {
          displayName: 'Nia',
          uniqueName: 'nia@acme.example',
        },
      }),
    );
    expect(read).toMatchObject({
      externalId: '479',
      project: 'Shop',
      trigger: 'change',
      changes: [{ externalId: '12' }],
      actor: { login: 'nia@acme.example', name: 'Nia' },
      queuedAt: '2026-03-01T09:58:00.000Z',
      startedAt: '2026-03-01T09:59:00.830Z',
      finishedAt: '2026-03-01T10:00:00.000Z',
    });
  });
});

describe('a release of Azure DevOps', () => {
  const environment = { id: 5, releaseId: 8, name: 'Production' };
  const release = {
    id: 8,
    name: 'Release-8',
    releaseDefinition: { name: 'shop cd' },
    artifacts: [
      {
        alias: '_shop',
        definitionReference: {
          version: { id: '479', name: '20260301.1' },
          sourceVersion: { id: 'abc' },
        },
      },
    ],
  };
  const project = { name: 'Shop' };

  const completed = (deploymentStatus: string) =>
    eventsIn(
      'deployment.v1',
      parse('ms.vss-release.deployment-completed-event', {
        deployment: {
          attempt: 2,
          release,
          releaseEnvironment: environment,
          deploymentStatus,
          startedOn: '2026-03-01T09:50:00Z',
          completedOn: '2026-03-01T09:55:00Z',
        },
        project,
      }),
    )[0];

  it('keeps its key from its start to its end; attempts are apart', () => {
    const [started] = eventsIn(
      'deployment.v1',
      parse('ms.vss-release.deployment-started-event', {
        environment: { ...environment, status: 'inProgress' },
        release,
        attemptId: 2,
        project,
      }),
    );
    expect(started).toMatchObject({
      externalId: 'release:8/5/2',
      state: 'in_progress',
      startedAt: at,
      version: '20260301.1',
      sha: 'abc',
      environment: { name: 'Production', tier: 'production' },
    });
    expect(completed('succeeded')).toMatchObject({
      externalId: 'release:8/5/2',
      state: 'succeeded',
      finishedAt: '2026-03-01T09:55:00.000Z',
    });
  });

  it.each([
    ['notStarted', 'queued'],
    ['queued', 'queued'],
    ['scheduled', 'queued'],
    ['inProgress', 'in_progress'],
    ['succeeded', 'succeeded'],
    ['partiallySucceeded', 'failed'],
    ['failed', 'failed'],
    ['rejected', 'aborted'],
    ['canceled', 'aborted'],
    ['notDeployed', 'aborted'],
    ['sunk', 'queued'],
  ])('that is %s is %s', (word, state) => {
    expect(completed(word)).toMatchObject({ state, rawState: word });
  });

  it.each([
    ['pending', 'pending', 'pending'],
    ['completed', 'approved', 'approved'],
    ['completed', 'rejected', 'rejected'],
    ['completed', 'canceled', 'expired'],
    ['pending', 'reassigned', 'pending'],
  ])('has an approval that is %s %s as a gate %s', (event, status, state) => {
    const [gate] = eventsIn(
      'gate.v1',
      parse(`ms.vss-release.deployment-approval-${event}-event`, {
        approval: {
          id: 77,
          status,
          attempt: 2,
          createdOn: '2026-03-01T09:00:00Z',
          modifiedOn: '2026-03-01T09:30:00Z',
          approver: { displayName: 'Omar' },
          releaseEnvironment: environment,
        },
        release,
        project,
      }),
    );
    expect(gate).toMatchObject({
      externalId: 'release-approval:77',
      state,
      environment: 'Production',
      deploymentExternalId: 'release:8/5/2',
      askedAt: '2026-03-01T09:00:00.000Z',
    });
    expect(gate.decidedBy?.login).toBe(
      state === 'pending' ? undefined : 'Omar',
    );
  });
});

describe('Git events of Azure DevOps', () => {
  const repository = {
    name: 'shop-api',
    defaultBranch: 'refs/heads/main',
    remoteUrl: 'https://dev.azure.com/Acme/Shop/_git/shop-api',
    project: { name: 'Shop' },
  };

  it('a push is an event for each ref, oldest commit first', () => {
    const pushes = eventsIn(
      'commits.pushed.v1',
      parse('git.push', {
        repository,
        date: '2026-03-01T09:00:00Z',
        pushedBy: { displayName: 'Nia' },
        commits: [
          { commitId: 'c2', comment: 'two', author: { name: 'Nia' } },
          { commitId: 'c1', comment: 'one' },
        ],
        refUpdates: [
          { name: 'refs/tags/v1', oldObjectId: '0000', newObjectId: 't1' },
          { name: 'refs/heads/main', oldObjectId: 'b0', newObjectId: 'c2' },
          { name: 'refs/heads/gone', oldObjectId: 'b1', newObjectId: '0000' },
        ],
      }),
    );
    expect(pushes).toMatchObject([
      { project: 'Shop/shop-api', tag: 'v1', created: true, commits: [] },
      {
        branch: 'main',
        defaultBranch: 'main',
        commits: [{ sha: 'c1' }, { sha: 'c2' }],
        headCommit: { sha: 'c2' },
      },
      { branch: 'gone', deleted: true, commits: [] },
    ]);
  });

  it.each([
    ['active', 'open', undefined],
    ['completed', 'merged', '2026-03-01T09:00:00.000Z'],
    ['abandoned', 'closed', undefined],
    ['undecided', 'open', undefined],
  ])(
    'a pull request that is %s is %s, though a merge was tried',
    (status, state, mergedAt) => {
      const [change] = eventsIn(
        'change.v1',
        parse('git.pullrequest.merged', {
          repository,
          pullRequestId: 12,
          title: 'Mend',
          status,
          mergeStatus: 'succeeded',
          closedDate: '2026-03-01T09:00:00Z',
          sourceRefName: 'refs/heads/mend',
          targetRefName: 'refs/heads/main',
          lastMergeCommit: { commitId: 'm1' },
          lastMergeSourceCommit: { commitId: 's1' },
        }),
      );
      expect(change).toMatchObject({
        project: 'Shop/shop-api',
        externalId: '12',
        state,
        sourceBranch: 'mend',
        headSha: 's1',
      });
      expect([change.mergedAt, change.mergeSha]).toEqual([
        mergedAt,
        mergedAt && 'm1',
      ]);
    },
  );
});

describe('the place of an Azure delivery', () => {
  it.each([
    ['https://dev.azure.com/Acme/', 'dev.azure.com/acme'],
    ['https://acme.visualstudio.com/', 'dev.azure.com/acme'],
    ['https://vsrm.dev.azure.com/acme/x', 'dev.azure.com/acme'],
    [
      'https://tfs.acme.example/tfs/DefaultCollection/',
      'tfs.acme.example/tfs/DefaultCollection',
    ],
  ])('%s is %s', (baseUrl, instance) => {
    const outcome = parse(
      'build.complete',
      { id: 1, status: 'completed' },
      {
        resourceContainers: { collection: { baseUrl }, project: { id: guid } },
      },
    );
    expect(eventsIn('ci.run.v1', outcome)[0].instance).toBe(instance);
  });

  it.each<[unknown, string]>([
    [7, ''],
    [{}, '/eventType'],
    [{ eventType: 'git.push' }, '/resource'],
    [{ eventType: 'git.push', resource: {} }, '/resourceContainers'],
    [{ ...base, eventType: 'build.complete', resource: {} }, '/resource/id'],
    [
      {
        ...base,
        eventType: 'ms.vss-pipelines.run-state-changed-event',
        resource: {},
      },
      '/resource/run/id',
    ],
  ])('%j is refused at %s', (body, path) => {
    expect(azureProvider.parse({ headers: {}, body, now })).toMatchObject({
      outcome: 'rejected',
      path,
    });
  });

  it('of no interest is passed by', () => {
    expect(parse('workitem.created', {}).outcome).toBe('ignored');
  });

  it('is told by repository and by definition, never for other systems', () => {
    const values = (project: string, instance = 'dev.azure.com/acme') =>
      azureProvider.annotations.map(({ value }) =>
        value({ instance, project, workflow: 'ci' }),
      );
    expect(values('Shop/shop-api')).toEqual(['Shop/shop-api', 'ci']);
    expect(values('Shop')).toEqual([undefined, 'ci']);
    expect(values('acme/shop', 'github.com')).toEqual([undefined, undefined]);
  });
});

describe('the door of Azure DevOps', () => {
  const secrets = ['first', 'second'];
  const key = (text: string) =>
    azureProvider.deliveryKey({ headers: {}, body: Buffer.from(text) });

  it('takes basic authentication and an own header', () => {
    const verify = (headers: Record<string, string>) =>
      azureProvider.verify({
        headers,
        body: Buffer.from('{}'),
        secrets,
        now,
      }).outcome;
    const basic = Buffer.from('azure:second').toString('base64');
    expect(verify({ authorization: `Basic ${basic}` })).toBe('verified');
    expect(verify({ 'x-quarterdeck-token': 'first' })).toBe('verified');
    expect(verify({ authorization: 'Basic !!' })).toBe('missing');
    expect(verify({ 'x-quarterdeck-token': 'third' })).toBe('invalid');
  });

  it('knows a repeat by the id and the number of the notification', () => {
    expect(key('{"id":"e1","notificationId":4}')).toBe('e1/4');
    expect(key('{"id":"e1"}')).toBe('e1');
    expect(key('{"notificationId":4}')).toBeUndefined();
    expect(key('[')).toBeUndefined();
  });
});
