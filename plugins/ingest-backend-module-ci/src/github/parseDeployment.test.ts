import {
  eventOf,
  eventsOf,
  parse,
  repository,
} from './__testUtils__/parseDelivery';

const deployment = {
  id: 500,
  environment: 'production',
  ref: 'main',
  sha: 'a'.repeat(40),
  task: 'deploy',
  creator: { login: 'nia', type: 'User' },
  created_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-09T10:00:00Z',
};
const workflow_run = {
  id: 100,
  run_attempt: 2,
  html_url: 'https://github.com/acme/shop/actions/runs/100',
};

function statusOf(state: string, changes: object = {}) {
  return eventOf('deployment.v1', 'deployment_status', {
    deployment,
    workflow_run,
    check_run: { id: 200 },
    deployment_status: {
      id: 1,
      state,
      created_at: '2026-03-01T10:05:00Z',
      updated_at: '2026-03-01T10:05:00Z',
      environment_url: 'https://shop.acme.example',
      // eslint-disable-next-line no-script-url
      log_url: 'javascript:alert(1)',
      ...changes,
    },
  });
}

describe('deployment and deployment_status', () => {
  it('asks for a deployment, linked to the run that does it', () => {
    expect(
      eventOf('deployment.v1', 'deployment', { deployment, workflow_run }),
    ).toMatchObject({
      externalId: '500',
      state: 'queued',
      environment: { name: 'production', tier: 'production' },
      runExternalId: '100',
      runAttempt: 2,
      observedAt: '2026-03-01T10:00:00.000Z',
    });
  });

  it.each([
    ['queued', 'queued'],
    ['pending', 'queued'],
    ['waiting', 'waiting_gate'],
    ['in_progress', 'in_progress'],
    ['success', 'succeeded'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['inactive', 'superseded'],
    ['a_new_word', 'queued'],
  ])('%s is %s, with its own word kept', (word, state) => {
    expect(statusOf(word)).toMatchObject({ state, rawState: word });
  });

  it('ends at the time of the status that ended it, and never when it turns inactive', () => {
    for (const word of ['success', 'failure', 'error']) {
      expect(statusOf(word).finishedAt).toBe('2026-03-01T10:05:00.000Z');
    }
    for (const word of [
      'inactive',
      'in_progress',
      'queued',
      'waiting',
      'a_new_word',
    ]) {
      expect(statusOf(word).finishedAt).toBeUndefined();
    }
    expect(statusOf('in_progress').startedAt).toBe('2026-03-01T10:05:00.000Z');
  });

  it('keeps links that are links, drops what is not, and names the job', () => {
    const status = statusOf('success');
    expect(status.environment.url).toBe('https://shop.acme.example');
    expect(status.url).toBeUndefined();
    expect(status.jobExternalId).toBe('200');
  });

  it('is production by the flag of GitHub, else by the name, never by default', () => {
    const tierOf = (changes: object) =>
      eventOf('deployment.v1', 'deployment', {
        deployment: { ...deployment, ...changes },
      }).environment.tier;
    expect(tierOf({ environment: 'eu-1', production_environment: true })).toBe(
      'production',
    );
    expect(tierOf({ environment: 'eu-1', production_environment: false })).toBe(
      'other',
    );
    expect(tierOf({ environment: 'pr-7', transient_environment: true })).toBe(
      'development',
    );
  });

  it('belongs to its environment and can be found by sha, run and deployment', () => {
    expect(
      parse('deployment', { repository, deployment, workflow_run }),
    ).toMatchObject({
      events: [
        {
          subject: { project: 'acme/shop', environment: 'production' },
          correlation: { sha: deployment.sha, run: '100', deployment: '500' },
        },
      ],
    });
  });
});

describe('deployment_review', () => {
  const review = {
    repository,
    workflow_run: { ...workflow_run, updated_at: '2026-03-01T10:20:00Z' },
    since: '2026-03-01T10:00:00Z',
  };

  it('asks and answers under one key per attempt and environment', () => {
    const [asked] = eventsOf(
      'gate.v1',
      parse('deployment_review', {
        ...review,
        action: 'requested',
        environment: 'production',
      }),
    );
    const answered = eventsOf(
      'gate.v1',
      parse('deployment_review', {
        ...review,
        action: 'approved',
        approver: { login: 'olu', type: 'User' },
        comment: 'Go',
        workflow_job_runs: [
          { environment: 'production' },
          { environment: 'eu-2' },
          { environment: 'production' },
        ],
      }),
    );
    expect(asked).toMatchObject({
      state: 'pending',
      externalId: '100/2/production',
      askedAt: '2026-03-01T10:00:00.000Z',
    });
    expect(answered.map(gate => gate.externalId)).toEqual([
      asked.externalId,
      '100/2/eu-2',
    ]);
    expect(answered[0]).toMatchObject({
      kind: 'approval',
      state: 'approved',
      decidedAt: '2026-03-01T10:20:00.000Z',
      decidedBy: { login: 'olu' },
      comment: 'Go',
    });
  });

  it('finds its run by the job when GitHub leaves the run out', () => {
    const [asked] = eventsOf(
      'gate.v1',
      parse('deployment_review', {
        ...review,
        action: 'rejected',
        workflow_run: null,
        workflow_job_run: {
          environment: 'qa',
          html_url: 'https://github.com/acme/shop/actions/runs/77/jobs/1',
        },
      }),
    );
    expect(asked).toMatchObject({
      state: 'rejected',
      runExternalId: '77',
      runAttempt: 1,
    });
  });
});
