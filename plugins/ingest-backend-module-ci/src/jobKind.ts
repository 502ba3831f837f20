import { CiJob } from '@quarterdeck/plugin-ingest-common';

const words: Record<Exclude<CiJob['kind'], 'approval' | 'unknown'>, RegExp> = {
  build: /^(?:build|builds|compile|package|bundle|dockerize)$/,
  test: /^(?:test|tests|testing|unittests?|e2e|pytest|jest|vitest|playwright|cypress)$/,
  scan: /^(?:scan|scans|scanning|codeql|trivy|grype|snyk|semgrep|gitleaks|sast|dast|sca)$/,
  deploy: /^(?:deploy|deploys|deployment|rollout)$/,
};

/**
 * What a job does, guessed from its name and only when exactly one kind fits:
 * `Build and test` stays `unknown`. A matrix suffix and the name of a calling
 * workflow (`release / build (arm64)`) are not looked at.
 */
export function jobKind(name: string): CiJob['kind'] {
  const short = name.slice(0, 512);
  const own = short
    .slice(short.lastIndexOf(' / ') + 1)
    .replace(/\([^()]*\)\s*$/, '')
    .toLowerCase();
  const tokens = own.split(/[^a-z0-9]+/);
  let found: CiJob['kind'] = 'unknown';
  for (const kind of ['build', 'test', 'scan', 'deploy'] as const) {
    if (!tokens.some(token => words[kind].test(token))) continue;
    if (found !== 'unknown') return 'unknown';
    found = kind;
  }
  return found;
}
