import { githubProvider } from './githubProvider';
import { now, parse, repository } from './__testUtils__/parseDelivery';

describe('a GitHub delivery', () => {
  it.each([
    ['ping', /^ping$/],
    ['status', /check_run/],
    ['workflow_dispatch', /workflow_run/],
    ['repository_dispatch', /workflow_run/],
    ['star', /star events say nothing/],
    ['sub_issues', /sub_issues events say nothing/],
  ])('of %s is accepted without events, with the reason', (event, reason) => {
    expect(parse(event, { zen: 'x' })).toEqual({
      outcome: 'ignored',
      parsedAs: event,
      reason: expect.stringMatching(reason),
    });
  });

  it.each<[string, Record<string, string | string[]>, RegExp, object]>([
    ['without an event name', {}, /X-GitHub-Event is missing/, { status: 400 }],
    [
      'with two event names',
      { 'x-github-event': ['push', 'ping'] },
      /missing/,
      { status: 400 },
    ],
    [
      'with a strange event name',
      { 'x-github-event': 'Push!<b>' },
      /^X-GitHub-Event is not the name of an event GitHub sends/,
      {},
    ],
    [
      'of an event GitHub does not have',
      { 'x-github-event': 'never_heard_of' },
      /"never_heard_of" is not the name of an event/,
      {},
    ],
  ])('%s is rejected with a sentence', (_, headers, message, status) => {
    expect(githubProvider.parse({ headers, body: {}, now })).toEqual({
      outcome: 'rejected',
      message: expect.stringMatching(message),
      ...status,
    });
  });

  it.each<[string, string, unknown, string, RegExp]>([
    ['a body that is a list', 'push', [], '', /not a JSON object/],
    ['a body that is null', 'push', null, '', /not a JSON object/],
    ['no repository', 'push', {}, '/repository', /\/repository is missing/],
    [
      'a repository without a name',
      'push',
      { repository: { html_url: 'https://github.com/a/b' } },
      '/repository/full_name',
      /missing/,
    ],
    [
      'a repository without a host',
      'push',
      { repository: { full_name: 'a/b' } },
      '/repository/html_url',
      /names no host/,
    ],
    [
      'a run without an id',
      'workflow_run',
      { repository, workflow_run: { status: 'queued' } },
      '/workflow_run/id',
      /\/workflow_run\/id is missing/,
    ],
    [
      'a run with an odd id',
      'workflow_run',
      { repository, workflow_run: { id: { a: 1 } } },
      '/workflow_run/id',
      /not what its sender documents/,
    ],
    [
      'a job without its run',
      'workflow_job',
      { repository, workflow_job: { id: 1 } },
      '/workflow_job/run_id',
      /missing/,
    ],
    [
      'a deployment without an environment',
      'deployment',
      { repository, deployment: { id: 1 } },
      '/deployment/environment',
      /missing/,
    ],
    [
      'a gate without a run',
      'deployment_review',
      { repository, action: 'requested', environment: 'prod' },
      '/workflow_run/id',
      /missing/,
    ],
  ])('with %s is rejected by its path', (_, event, body, path, message) => {
    expect(parse(event, body)).toEqual({
      outcome: 'rejected',
      path,
      message: expect.stringMatching(message),
    });
  });

  it('names a subject by the project slug of the catalog', () => {
    const [{ annotation, value }] = githubProvider.annotations;
    expect([
      annotation,
      value({ instance: 'github.com', project: 'acme/shop', workflow: 'CI' }),
    ]).toEqual(['github.com/project-slug', 'acme/shop']);
  });
});
