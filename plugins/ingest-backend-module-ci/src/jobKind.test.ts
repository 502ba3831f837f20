import { jobKind } from './jobKind';

describe('kind of a job by its name', () => {
  it.each([
    ['build', 'build'],
    ['Build (ubuntu-latest, 22)', 'build'],
    ['compile-arm64', 'build'],
    ['unit tests', 'test'],
    ['e2e', 'test'],
    ['test (build)', 'test'],
    ['release / deploy', 'deploy'],
    ['deploy / unit tests', 'test'],
    ['Deploy to production', 'deploy'],
    ['CodeQL', 'scan'],
    ['trivy', 'scan'],
    ['Build and test', 'unknown'],
    ['test deployment', 'unknown'],
    ['deployubuntu', 'unknown'],
    ['attest provenance', 'unknown'],
    ['contest', 'unknown'],
    ['', 'unknown'],
    ['🚀', 'unknown'],
  ])('%j is %s', (name, kind) => {
    expect(jobKind(name)).toBe(kind);
  });

  it('is quick with a hostile name', () => {
    expect(jobKind('('.repeat(1_000_000))).toBe('unknown');
  });
});
