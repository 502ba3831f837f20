import { earliestStage, StagePlace, scanStage } from './scanStage';

const place = (more: Partial<StagePlace> = {}): StagePlace => ({
  kind: 'sast',
  category: 'security',
  environment: '',
  onDefault: true,
  hasCommit: true,
  ...more,
});

describe('the stage of a scan', () => {
  it.each([
    ['of the default branch', {}, 'build'],
    ['of another branch', { onDefault: false }, 'pull request'],
    ['of an image with its commit', { kind: 'container' }, 'build'],
    [
      'of an image of which no commit is named',
      { kind: 'container', hasCommit: false },
      'registry',
    ],
    [
      'sent as of an image',
      { category: 'container', hasCommit: false },
      'registry',
    ],
    ['of an environment', { environment: 'production' }, 'runtime'],
    ['of what answers', { kind: 'dast', onDefault: false }, 'runtime'],
    ['of code without a commit', { hasCommit: false }, 'build'],
  ] as const)('%s', (_, more, expected) => {
    expect(scanStage(place(more))).toBe(expected);
  });

  it('is the earliest of several', () => {
    expect(earliestStage(['runtime', 'build'])).toBe('build');
    expect(earliestStage([])).toBeNull();
  });
});
