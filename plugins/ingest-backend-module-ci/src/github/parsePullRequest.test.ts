import { eventOf, parse, repository } from './__testUtils__/parseDelivery';

const pull = {
  number: 12,
  title: 'Faster checkout',
  state: 'open',
  draft: false,
  merged: false,
  merge_commit_sha: 'e'.repeat(40),
  user: { login: 'nia', type: 'User' },
  head: { ref: 'faster', sha: 'a'.repeat(40) },
  base: { ref: 'main', sha: 'b'.repeat(40) },
  labels: [{ name: 'bug' }, null],
  additions: 3,
  deletions: 1,
  changed_files: 2,
  commits: 1,
  created_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-01T11:00:00Z',
};

function changeOf(changes: object) {
  return eventOf('change.v1', 'pull_request', {
    pull_request: { ...pull, ...changes },
  });
}

describe('pull_request', () => {
  it('takes the trial merge for a merge commit only once it is merged', () => {
    expect(changeOf({}).mergeSha).toBeUndefined();
    expect(changeOf({ state: 'closed' })).toMatchObject({ state: 'closed' });
    expect(changeOf({ state: 'closed' }).mergeSha).toBeUndefined();
    expect(
      changeOf({
        state: 'closed',
        merged: true,
        merged_at: '2026-03-01T11:00:00Z',
        merged_by: { login: 'olu', type: 'User' },
      }),
    ).toMatchObject({
      state: 'merged',
      mergeSha: 'e'.repeat(40),
      mergedAt: '2026-03-01T11:00:00.000Z',
      mergedBy: { login: 'olu' },
    });
  });

  it('is known by its number, as runs and reviews name it', () => {
    const change = changeOf({});
    const review = eventOf('change.reviewed.v1', 'pull_request_review', {
      review: {
        id: 5,
        state: 'APPROVED',
        submitted_at: '2026-03-01T10:30:00Z',
      },
      pull_request: pull,
    });
    expect(change).toMatchObject({
      externalId: '12',
      url: 'https://github.com/acme/shop/pull/12',
      labels: ['bug'],
      commitCount: 1,
    });
    expect(review).toMatchObject({ changeExternalId: '12', state: 'approved' });
  });

  it('has a review only when it was submitted', () => {
    const body = {
      repository,
      review: { id: 5, state: 'pending' },
      pull_request: pull,
    };
    expect(parse('pull_request_review', body).outcome).toBe('ignored');
  });
});
