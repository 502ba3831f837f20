import { HistoryRequest } from '@quarterdeck/plugin-ingest-node';
import { eventsIn } from '../__testUtils__/eventsIn';
import { gitlabHistory } from './gitlabHistory';
import { parseGitlab } from './parseGitlab';

const now = new Date('2030-01-01T00:00:00.000Z');
const since = new Date('2026-03-01T00:00:00.000Z');
const at = '2026-03-02T10:00:00.000Z';

const read = (
  request: HistoryRequest,
  body: unknown,
  headers: Record<string, string> = {},
) =>
  gitlabHistory.read({
    request,
    body,
    headers,
    since,
    source: 'gitlab',
    baseUrl: 'https://git.acme.dev/api/v4',
  });

const project = {
  id: 7,
  web_url: 'https://git.acme.dev/acme/shop',
  path_with_namespace: 'acme/shop',
  default_branch: 'main',
};
const start = () =>
  read({ kind: 'project', path: '/projects/acme%2Fshop' }, project).next;
const request = (kind: string): HistoryRequest => {
  const found = start().find(one => one.kind === kind);
  if (!found) throw new Error(`No request for ${kind}`);
  return found;
};
const events = (page: ReturnType<typeof read>) =>
  parseGitlab({
    headers: page.deliveries[0].headers,
    body: page.deliveries[0].body,
    now,
  });

describe("GitLab's history", () => {
  it('begins with the projects of the configuration, else with those of the token', () => {
    const of = (projects: string[]) =>
      gitlabHistory
        .start({ source: 'gitlab', projects, since })
        .map(({ path }) => path);
    expect(of(['acme/sub/shop'])).toEqual(['/projects/acme%2Fsub%2Fshop']);
    expect(of([])[0]).toMatch(/^\/projects\?.*last_activity_after=2026-03-01/);
  });

  it('asks for what changed since then only', () => {
    expect(start().map(({ kind }) => kind)).toEqual([
      'pipelines',
      'deployments',
      'merge requests',
    ]);
    for (const { path } of start()) {
      expect(path).toContain('updated_after=2026-03-01T00:00:00.000Z');
    }
  });

  it('follows the header to the next page and ends without one', () => {
    const pipelines = request('pipelines');
    expect(read(pipelines, [], { 'x-next-page': '2' }).next).toEqual([
      { ...pipelines, path: pipelines.path.replace('&page=1', '&page=2') },
    ]);
    expect(read(pipelines, [], { 'x-next-page': '' }).next).toEqual([]);
  });

  it('a pipeline and its jobs are read by the parser of webhooks', () => {
    const [one] = read(request('pipelines'), [{ id: 11 }]).next;
    expect(one.path).toBe('/projects/7/pipelines/11');
    const pipeline = {
      id: 11,
      iid: 3,
      status: 'success',
      source: 'push',
      ref: 'main',
      sha: 'a'.repeat(40),
      created_at: at,
      started_at: at,
      finished_at: '2026-03-02T10:05:00.000Z',
      updated_at: '2026-03-02T10:05:01.000Z',
      user: { username: 'nia' },
    };
    const [jobs] = read(one, pipeline).next;
    expect(jobs.path).toContain('/pipelines/11/jobs?');
    const page = read(jobs, [
      {
        id: 1,
        name: 'build',
        stage: 'build',
        status: 'success',
        created_at: at,
      },
    ]);
    expect(page.deliveries[0].version).toBe('11:1:2026-03-02T10:05:01.000Z');
    expect(eventsIn('ci.run.v1', events(page))).toEqual([
      expect.objectContaining({
        instance: 'git.acme.dev',
        project: 'acme/shop',
        externalId: '11',
        result: 'success',
        finishedAt: '2026-03-02T10:05:00.000Z',
      }),
    ]);
    expect(eventsIn('ci.job.v1', events(page))).toEqual([
      expect.objectContaining({ externalId: '1', runExternalId: '11' }),
    ]);
  });

  it('a deployment keeps the finish of its job', () => {
    const page = read(request('deployments'), [
      {
        id: 5,
        status: 'success',
        ref: 'main',
        sha: 'a'.repeat(40),
        updated_at: '2026-03-05T10:00:00.000Z',
        environment: { name: 'production', tier: 'production' },
        deployable: { id: 9, finished_at: at },
      },
    ]);
    expect(eventsIn('deployment.v1', events(page))).toEqual([
      expect.objectContaining({
        externalId: '5',
        state: 'succeeded',
        finishedAt: at,
        sha: 'a'.repeat(40),
        jobExternalId: '9',
      }),
    ]);
  });

  it('a merge request keeps its author and when it was merged', () => {
    const page = read(request('merge requests'), [
      {
        id: 900,
        iid: 12,
        title: 'Faster',
        state: 'merged',
        author: { id: 3, username: 'nia' },
        merged_at: at,
        updated_at: at,
        sha: 'b'.repeat(40),
        labels: ['hotfix'],
      },
    ]);
    expect(eventsIn('change.v1', events(page))).toEqual([
      expect.objectContaining({
        externalId: '12',
        state: 'merged',
        mergedAt: at,
        author: expect.objectContaining({ login: 'nia' }),
        labels: ['hotfix'],
      }),
    ]);
  });

  it('odd answers lead nowhere', () => {
    for (const body of [null, 3, {}, [null], [{ id: '../../evil' }]]) {
      for (const one of [
        ...start(),
        { kind: 'project', path: '/projects/7' },
      ]) {
        expect(read(one, body).next).toEqual([]);
      }
    }
    expect(read({ kind: 'unknown', path: '/' }, {})).toEqual({
      deliveries: [],
      next: [],
    });
  });
});
