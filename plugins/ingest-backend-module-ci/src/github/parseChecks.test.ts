import { eventOf, parse, repository } from './__testUtils__/parseDelivery';

const app = { id: 9, slug: 'acme-lint', name: 'Acme Lint' };
const suite = {
  id: 300,
  status: 'completed',
  conclusion: 'failure',
  head_branch: 'main',
  head_sha: 'b'.repeat(40),
  app,
  latest_check_runs_count: 1,
  created_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-01T10:01:00Z',
};
const check = {
  id: 400,
  name: 'lint',
  status: 'completed',
  conclusion: 'failure',
  head_sha: 'b'.repeat(40),
  started_at: '2026-03-01T10:00:10Z',
  completed_at: '2026-03-01T10:00:50Z',
  output: { title: '3 problems', summary: 'line 4: <b>no</b>' },
  app,
  check_suite: suite,
};

describe('check_suite and check_run', () => {
  it('of another app are a run and its job', () => {
    const run = eventOf('ci.run.v1', 'check_suite', { check_suite: suite });
    expect(run).toMatchObject({
      externalId: 'check-suite:300',
      pipeline: { externalId: 'acme-lint', name: 'Acme Lint' },
      result: 'failure',
      finishedAt: '2026-03-01T10:01:00.000Z',
    });
    expect(run.startedAt).toBeUndefined();
    expect(
      eventOf('ci.job.v1', 'check_run', { check_run: check }),
    ).toMatchObject({
      externalId: 'check-run:400',
      runExternalId: run.externalId,
      failureMessage: '3 problems\nline 4: <b>no</b>',
      startedAt: '2026-03-01T10:00:10.000Z',
      finishedAt: '2026-03-01T10:00:50.000Z',
      observedAt: '2026-03-01T10:00:50.000Z',
    });
  });

  it('keep the output of a passed check out of the failure message', () => {
    const passed = eventOf('ci.job.v1', 'check_run', {
      check_run: { ...check, conclusion: 'success' },
    });
    expect(passed.failureMessage).toBeUndefined();
  });

  it.each([
    [{ slug: 'github-actions', id: 1 }],
    [{ id: 15368, name: 'GitHub Actions' }],
  ])('of GitHub Actions are left to the workflow events: %j', actions => {
    for (const [event, body] of [
      ['check_suite', { check_suite: { ...suite, app: actions } }],
      ['check_run', { check_run: { ...check, app: actions } }],
    ] as const) {
      expect(parse(event, { repository, ...body })).toMatchObject({
        outcome: 'ignored',
        reason: expect.stringMatching(/workflow_run and workflow_job/),
      });
    }
  });

  it('skips the empty suites GitHub makes for every app', () => {
    expect(
      parse('check_suite', {
        repository,
        check_suite: {
          ...suite,
          status: 'queued',
          conclusion: null,
          latest_check_runs_count: 0,
        },
      }).outcome,
    ).toBe('ignored');
  });
});
