import { eventOf, parse, repository } from './__testUtils__/parseDelivery';

const zeros = '0'.repeat(40);
const commit = (n: number) => ({
  id: String(n).padStart(40, '0').replace(/^0/, 'c'),
  message: `Change ${n}`,
  timestamp: '2026-03-01T12:00:00+02:00',
  url: `https://github.com/acme/shop/commit/${n}`,
  author: { name: 'Nia', email: 'nia@example.org', username: 'nia' },
  added: ['a.ts'],
  removed: [],
  modified: ['b.ts', 'a.ts'],
});
const push = {
  ref: 'refs/heads/feature/x',
  before: 'd'.repeat(40),
  after: commit(1).id,
  created: false,
  deleted: false,
  forced: true,
  commits: [commit(1)],
  head_commit: commit(1),
  sender: { login: 'nia', type: 'User' },
  repository: { ...repository, pushed_at: 1772359200 },
};

function pushOf(changes: object) {
  return eventOf('commits.pushed.v1', 'push', { ...push, ...changes });
}

describe('push', () => {
  it('tells branch, commits, paths and times', () => {
    expect(pushOf({})).toMatchObject({
      branch: 'feature/x',
      before: 'd'.repeat(40),
      forced: true,
      pushedAt: '2026-03-01T10:00:00.000Z',
      truncated: false,
      actor: { login: 'nia', kind: 'person' },
      commits: [
        {
          sha: commit(1).id,
          committedAt: '2026-03-01T10:00:00.000Z',
          author: { login: 'nia', name: 'Nia', email: 'nia@example.org' },
          paths: ['a.ts', 'b.ts'],
        },
      ],
    });
  });

  it('of a new tag names the commit it stands on, without claiming new commits', () => {
    const tag = pushOf({
      ref: 'refs/tags/v1',
      before: zeros,
      created: true,
      commits: [],
    });
    expect(tag).toMatchObject({
      tag: 'v1',
      created: true,
      commits: [],
      headCommit: { sha: commit(1).id },
    });
    expect([tag.branch, tag.before]).toEqual([undefined, undefined]);
  });

  it('of a deleted branch has no commit to be found by', () => {
    const body = {
      ...push,
      after: zeros,
      deleted: true,
      commits: [],
      head_commit: null,
    };
    expect(pushOf(body)).toMatchObject({ deleted: true, after: zeros });
    expect(parse('push', body)).toMatchObject({
      events: [{ correlation: {} }],
    });
  });

  it.each([
    ['GitHub names more than it sends', { size: 2 }, true],
    [
      'it holds as many as GitHub sends at most',
      { commits: Array.from({ length: 2048 }, (_, n) => commit(n)) },
      true,
    ],
    ['a commit cannot be read', { commits: [commit(1), { id: 7 }] }, true],
    ['all are there', { size: 1 }, false],
  ])('when %s, truncated follows', (_, changes, truncated) => {
    expect(pushOf(changes).truncated).toBe(truncated);
  });

  it('keeps 300 paths of a commit at most', () => {
    const added = Array.from({ length: 400 }, (_, n) => `src/${n}.ts`);
    const [large] = pushOf({ commits: [{ ...commit(1), added }] }).commits;
    expect(large.paths).toHaveLength(300);
  });
});
