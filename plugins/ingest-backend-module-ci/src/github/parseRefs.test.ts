import { eventOf, parse, repository } from './__testUtils__/parseDelivery';

describe('create and delete', () => {
  it.each([
    ['create', 'branch', 'refs/heads/x', 'created'],
    ['delete', 'tag', 'refs/tags/x', 'deleted'],
  ])('%s of a %s names the full ref', (event, refKind, ref, change) => {
    expect(
      eventOf('ref.changed.v1', event, {
        ref: 'x',
        ref_type: refKind,
        sender: { login: 'nia' },
      }),
    ).toMatchObject({ ref, refKind, change, at: '2026-03-01T10:00:00.000Z' });
  });

  it('of a whole repository is none of our business', () => {
    expect(
      parse('create', { repository, ref: 'x', ref_type: 'repository' }).outcome,
    ).toBe('ignored');
  });
});

describe('release', () => {
  const release = {
    id: 1,
    tag_name: 'v1',
    created_at: '2026-03-01T09:00:00Z',
    published_at: '2026-03-01T10:00:00Z',
  };
  it.each([
    ['published', {}, 'published'],
    ['released', { prerelease: false }, 'published'],
    ['prereleased', { prerelease: true }, 'prerelease'],
    ['created', { draft: true }, 'draft'],
    ['unpublished', {}, 'draft'],
    ['deleted', { prerelease: true }, 'deleted'],
  ])('%s with %j is %s', (action, changes, state) => {
    expect(
      eventOf('release.v1', 'release', {
        action,
        release: { ...release, ...changes },
      }),
    ).toMatchObject({
      externalId: '1',
      tag: 'v1',
      state,
      observedAt: '2026-03-01T10:00:00.000Z',
    });
  });
});
