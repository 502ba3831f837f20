import { soughtKind } from './soughtKind';

describe('what a clean report looked for', () => {
  it.each([
    ['gitleaks', 'Gitleaks', 'secret'],
    ['npm-audit-v7', 'npm audit', 'dependency'],
    ['sarif', 'CodeQL command-line toolchain', 'sast'],
    ['sarif', 'gitleaks', 'secret'],
    ['zap-json', undefined, 'dast'],
    // They look for several things.
    ['trivy', 'Trivy', null],
    ['sarif', 'Trivy', null],
    ['sarif', undefined, null],
  ])('%s of %s: %s', (format, tool, expected) => {
    expect(soughtKind(format, tool)).toBe(expected);
  });
});
