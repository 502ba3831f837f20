import { eventsIn } from '../__testUtils__/eventsIn';
import { gitlabProvider } from './gitlabProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const project = {
  web_url: 'https://gitlab.acme.example/shop/api',
  path_with_namespace: 'shop/api',
  default_branch: 'main',
};
const zero = '0'.repeat(40);
const sha = 'b2'.repeat(20);

const parse = (body: object) =>
  gitlabProvider.parse({ headers: {}, body: { project, ...body }, now });

describe('a Job Hook', () => {
  const body = {
    object_kind: 'build',
    ref: 'main',
    sha,
    build_id: 5,
    build_name: 'unit',
    build_stage: 'test',
    build_status: 'success',
    build_created_at: '2026-03-01 10:00:00 UTC',
    build_started_at: '2026-03-01 10:00:10 UTC',
    build_finished_at: '2026-03-01 10:01:10 UTC',
    build_queued_duration: 4,
    retries_count: 2,
    pipeline_id: 9,
    commit: { id: 9 },
  };

  it('is a job of its pipeline with its try', () => {
    expect(eventsIn('ci.job.v1', parse(body))).toMatchObject([
      {
        externalId: '5',
        runExternalId: '9',
        attempt: 3,
        branch: 'main',
        sha,
        result: 'success',
        queuedAt: '2026-03-01T10:00:06.000Z',
        startedAt: '2026-03-01T10:00:10.000Z',
        finishedAt: '2026-03-01T10:01:10.000Z',
      },
    ]);
  });

  it('of old names its pipeline where others name their commit', () => {
    const old = { ...body, pipeline_id: undefined };
    expect(eventsIn('ci.job.v1', parse(old))[0].runExternalId).toBe('9');
    const commit = { id: sha };
    expect(parse({ ...old, commit })).toMatchObject({
      outcome: 'rejected',
      path: '/pipeline_id',
    });
  });

  it('is known by its header where the body does not say what it is', () => {
    const outcome = gitlabProvider.parse({
      headers: { 'x-gitlab-event': 'Job Hook' },
      body: { project, ...body, object_kind: undefined },
      now,
    });
    expect(eventsIn('ci.job.v1', outcome)).toHaveLength(1);
  });

  it('needs no project: older servers send the repository', () => {
    const outcome = parse({
      ...body,
      project: undefined,
      repository: { homepage: 'https://gitlab.acme.example/shop/api' },
    });
    expect(eventsIn('ci.job.v1', outcome)[0].project).toBe('shop/api');
  });
});

describe('a project that names no page', () => {
  const merge = {
    object_kind: 'merge_request',
    object_attributes: { iid: 7, title: 'Mend', state: 'opened' },
  };
  const target = {
    web_url: 'https://gitlab.acme.example/shop/api',
    path_with_namespace: 'shop/api',
    default_branch: 'trunk',
  };
  const read = (body: object) =>
    eventsIn('change.v1', gitlabProvider.parse({ headers: {}, body, now }))[0];

  it('is where a merge request of an older server goes to', () => {
    const { object_attributes: attributes } = merge;
    expect(
      read({ ...merge, object_attributes: { ...attributes, target } }),
    ).toMatchObject({ instance: 'gitlab.acme.example', project: 'shop/api' });
  });

  it('is where it is cloned from', () => {
    expect(
      read({
        ...merge,
        project: {
          web_url: '',
          path_with_namespace: 'shop/api',
          git_http_url: 'https://gitlab.acme.example/shop/api.git',
        },
      }),
    ).toMatchObject({ instance: 'gitlab.acme.example', project: 'shop/api' });
  });
});

describe('a Push Hook', () => {
  const push = {
    object_kind: 'push',
    ref: 'refs/heads/main',
    before: 'c3'.repeat(20),
    after: sha,
    checkout_sha: sha,
    user_username: 'nia',
    total_commits_count: 25,
    commits: [
      {
        id: sha,
        message: 'Mend',
        timestamp: '2026-03-01T12:00:00+02:00',
        author: { name: 'Nia', email: 'nia@acme.example' },
        added: ['a'],
        modified: ['b', 'a'],
      },
    ],
  };

  it('has its commits and says that GitLab sends 20 at most', () => {
    expect(eventsIn('commits.pushed.v1', parse(push))).toMatchObject([
      {
        branch: 'main',
        defaultBranch: 'main',
        after: sha,
        truncated: true,
        created: false,
        deleted: false,
        pushedAt: '2026-03-01T10:00:00.000Z',
        actor: { login: 'nia' },
        commits: [{ sha, paths: ['a', 'b'] }],
        headCommit: { sha },
      },
    ]);
    expect(eventsIn('ref.changed.v1', parse(push))).toEqual([]);
  });

  it('that makes or removes a branch says so', () => {
    const made = parse({ ...push, before: zero, commits: [] });
    expect(eventsIn('ref.changed.v1', made)).toMatchObject([
      { refKind: 'branch', change: 'created' },
    ]);
    const removed = parse({
      ...push,
      after: zero,
      checkout_sha: null,
      commits: [],
    });
    expect(eventsIn('ref.changed.v1', removed)).toMatchObject([
      { change: 'deleted' },
    ]);
    expect(eventsIn('commits.pushed.v1', removed)).toMatchObject([
      { deleted: true },
    ]);
  });

  it("of a tag names the commit, not the tag's own hash", () => {
    const outcome = parse({
      ...push,
      object_kind: 'tag_push',
      ref: 'refs/tags/v1',
      before: zero,
      after: 'd4'.repeat(20),
    });
    expect(eventsIn('commits.pushed.v1', outcome)).toMatchObject([
      { tag: 'v1', after: sha },
    ]);
    expect(eventsIn('ref.changed.v1', outcome)).toMatchObject([
      { refKind: 'tag', change: 'created' },
    ]);
  });
});

describe('a Merge Request Hook', () => {
  const merge = (attributes: object) =>
    parse({
      object_kind: 'merge_request',
      user: { id: 51, username: 'nia' },
      object_attributes: {
        iid: 12,
        title: 'Mend',
        state: 'opened',
        author_id: 7,
        source_branch: 'mend',
        target_branch: 'main',
        last_commit: { id: sha },
        created_at: '2026-03-01 09:00:00 UTC',
        updated_at: '2026-03-01 10:00:00 UTC',
        labels: [{ title: 'bug' }],
        ...attributes,
      },
    });

  it('is a change; who acts is not its author', () => {
    const [change] = eventsIn('change.v1', merge({ action: 'update' }));
    expect(change).toMatchObject({
      externalId: '12',
      state: 'open',
      headSha: sha,
      labels: ['bug'],
      observedAt: '2026-03-01T10:00:00.000Z',
    });
    expect([change.author, change.mergedAt]).toEqual([undefined, undefined]);
    const [own] = eventsIn('change.v1', merge({ author_id: 51 }));
    expect(own.author?.login).toBe('nia');
  });

  it('that merges says who, when and as what', () => {
    expect(
      eventsIn(
        'change.v1',
        merge({ action: 'merge', state: 'merged', merge_commit_sha: 'ee' }),
      ),
    ).toMatchObject([
      {
        state: 'merged',
        mergeSha: 'ee',
        mergedBy: { login: 'nia' },
        mergedAt: '2026-03-01T10:00:00.000Z',
      },
    ]);
  });

  it('that comes after the merge does not move it', () => {
    const [later] = eventsIn(
      'change.v1',
      merge({ action: 'update', state: 'merged' }),
    );
    expect([later.state, later.mergedAt]).toEqual(['merged', undefined]);
  });

  it.each([
    ['approved', 'approved'],
    ['approval', 'approved'],
    ['unapproved', 'dismissed'],
  ])('that is %s is a review that is %s', (action, state) => {
    expect(eventsIn('change.reviewed.v1', merge({ action }))).toMatchObject([
      { changeExternalId: '12', state, reviewer: { login: 'nia' } },
    ]);
  });
});

describe('a Release Hook', () => {
  it.each([
    ['create', 'published'],
    ['update', 'published'],
    ['delete', 'deleted'],
  ])('%s is %s', (action, state) => {
    const outcome = parse({
      object_kind: 'release',
      id: 3,
      tag: 'v1',
      action,
      released_at: '2026-03-01 10:00:00 UTC',
      commit: { id: sha },
    });
    expect(eventsIn('release.v1', outcome)).toMatchObject([
      { externalId: '3', tag: 'v1', state, targetRef: sha },
    ]);
  });
});
