import { eventOf, now, parse, repository } from './__testUtils__/parseDelivery';

const run = {
  id: 100,
  name: 'CI',
  run_number: 12,
  run_attempt: 1,
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  workflow_id: 5,
  path: '.github/workflows/ci.yml@refs/heads/main',
  head_branch: 'main',
  head_sha: 'a'.repeat(40),
  actor: { login: 'nia', type: 'User' },
  triggering_actor: { login: 'olu', type: 'User' },
  created_at: '2026-03-01T10:00:00Z',
  run_started_at: '2026-03-01T10:00:05Z',
  updated_at: '2026-03-01T10:09:00Z',
  html_url: 'https://github.com/acme/shop/actions/runs/100',
};

function runOf(changes: object, workflow?: object) {
  return eventOf('ci.run.v1', 'workflow_run', {
    workflow_run: { ...run, ...changes },
    workflow,
  });
}

describe('workflow_run', () => {
  it('takes the last change as the finish only when the run is over', () => {
    expect(runOf({}).finishedAt).toBe('2026-03-01T10:09:00.000Z');
    expect(
      runOf({ status: 'in_progress', conclusion: null }).finishedAt,
    ).toBeUndefined();
    expect(runOf({ conclusion: 'action_required' })).toMatchObject({
      state: 'waiting_gate',
      rawState: 'completed',
      rawResult: 'action_required',
    });
    expect(runOf({ conclusion: 'action_required' }).finishedAt).toBeUndefined();
  });

  it('gives no start while the run waits', () => {
    for (const status of ['queued', 'requested', 'pending', 'waiting']) {
      expect(runOf({ status, conclusion: null }).startedAt).toBeUndefined();
    }
    expect(runOf({ status: 'in_progress', conclusion: null }).startedAt).toBe(
      '2026-03-01T10:00:05.000Z',
    );
  });

  it('queues a first attempt when it is made and a re-run when that begins', () => {
    expect(runOf({}).queuedAt).toBe('2026-03-01T10:00:00.000Z');
    expect(
      runOf({ run_attempt: 3, run_started_at: '2026-03-02T08:00:00Z' }),
    ).toMatchObject({
      externalId: '100',
      attempt: 3,
      createdAt: '2026-03-01T10:00:00.000Z',
      queuedAt: '2026-03-02T08:00:00.000Z',
      startedAt: '2026-03-02T08:00:00.000Z',
    });
  });

  it('calls the pipeline by its workflow, since a run may carry a title as its name', () => {
    expect(
      runOf({ name: 'Deploy 1.2 by @nia' }, { name: 'Deploy' }).pipeline,
    ).toEqual({
      externalId: '5',
      name: 'Deploy',
      path: '.github/workflows/ci.yml',
    });
    expect(runOf({ name: '' }).pipeline.name).toBe('ci.yml');
    expect(runOf({ name: null, path: null }).pipeline.name).toBe(
      'unnamed workflow',
    );
  });

  it('names who started this attempt, and the clock where nobody did', () => {
    expect(runOf({}).actor).toEqual({ login: 'olu', kind: 'person' });
    expect(runOf({ triggering_actor: null }).actor?.login).toBe('nia');
    expect(runOf({ event: 'schedule' }).actor?.kind).toBe('schedule');
    expect(runOf({ event: 'schedule', run_attempt: 2 }).actor?.kind).toBe(
      'person',
    );
    expect(
      runOf({ triggering_actor: { login: 'dependabot[bot]' } }).actor?.kind,
    ).toBe('bot');
  });

  it('keeps a pull request of another repository apart', () => {
    const pull = (project: string) => ({
      number: 7,
      url: `https://api.github.com/repos/${project}/pulls/7`,
    });
    expect(
      runOf({ pull_requests: [pull('acme/shop'), pull('other/shop')] }).changes,
    ).toEqual([
      { externalId: '7', url: 'https://github.com/acme/shop/pull/7' },
      {
        externalId: 'other/shop#7',
        url: 'https://github.com/other/shop/pull/7',
      },
    ]);
  });

  it('narrows its subject by the workflow and can be found by sha, run and change', () => {
    const outcome = parse('workflow_run', {
      action: 'completed',
      repository,
      workflow_run: { ...run, pull_requests: [{ number: 7 }] },
    });
    expect(outcome).toMatchObject({
      outcome: 'parsed',
      parsedAs: 'workflow_run.completed',
      events: [
        {
          subject: {
            instance: 'github.com',
            project: 'acme/shop',
            workflow: 'CI',
          },
          correlation: { sha: run.head_sha, run: '100', change: 'acme/shop#7' },
          occurredAt: new Date('2026-03-01T10:09:00Z'),
        },
      ],
    });
  });

  it('takes the clock only when the body has no time at all', () => {
    const bare = eventOf('ci.run.v1', 'workflow_run', {
      workflow_run: { id: 1 },
    });
    expect(bare).toMatchObject({
      externalId: '1',
      attempt: 1,
      state: 'pending',
      trigger: 'unknown',
      observedAt: now.toISOString(),
    });
    expect(runOf({ updated_at: 'yesterday' }).observedAt).toBe(
      '2026-03-01T10:00:05.000Z',
    );
  });

  it('reads fields of the wrong kind as unknown', () => {
    const odd = runOf({
      run_number: 'twelve',
      actor: 5,
      triggering_actor: [],
      head_sha: 'x'.repeat(65),
      pull_requests: 'none',
      head_commit: { id: 3 },
    });
    expect(odd).toMatchObject({ externalId: '100', changes: [] });
    expect([odd.number, odd.actor, odd.sha, odd.commit]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
