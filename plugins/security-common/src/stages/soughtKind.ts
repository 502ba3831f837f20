import { FindingKind } from '../words/findingWords';

/** Formats whose tools look for one thing only. */
const ofFormats: readonly [FindingKind, readonly string[]][] = [
  [
    'secret',
    [
      'gitleaks',
      'trufflehog',
      'detect-secrets',
      'secretlint',
      'github-secret-scanning',
    ],
  ],
  [
    'dependency',
    [
      'npm-audit-v6',
      'npm-audit-v7',
      'yarn-classic-audit',
      'yarn-berry-audit',
      'yarn-4-audit',
      'pnpm-audit',
      'osv-scanner',
      'dependency-check',
      'dependency-check-json',
      'dependency-track',
      'github-dependabot',
    ],
  ],
  [
    'sast',
    [
      'bandit',
      'brakeman',
      'gosec',
      'semgrep',
      'sonarqube',
      'github-code-scanning',
    ],
  ],
  ['iac', ['checkov', 'tfsec', 'kics', 'terrascan', 'hadolint', 'snyk-iac']],
  ['container', ['dockle']],
  ['dast', ['zap', 'zap-json']],
  ['licence', ['license-checker']],
  ['policy', ['conftest', 'policy-report']],
];

/** Tools that write formats which others write too. */
const ofTools: readonly [RegExp, FindingKind][] = [
  [/^(?:codeql|semgrep|snyk ?code|bandit|gosec|brakeman|fortify)/i, 'sast'],
  [/gitleaks|trufflehog|detect-secrets|secretlint/i, 'secret'],
  [/^(?:checkov|tfsec|kics|terrascan|hadolint|kube-?linter)/i, 'iac'],
  [/^(?:osv-?scanner|dependency-?check|govulncheck)/i, 'dependency'],
  [/^(?:zap|owasp zap|nuclei)/i, 'dast'],
];

/**
 * What a report that found nothing looked for, by who wrote it: a clean scan counts as
 * one of its kind. Null where its tool looks for several things: then its sender says
 * so by the category.
 */
export function soughtKind(
  format: string,
  tool: string | undefined,
): FindingKind | null {
  const ofFormat = ofFormats.find(([, formats]) => formats.includes(format));
  const ofTool = ofTools.find(([name]) => name.test(tool ?? ''));
  return ofFormat?.[0] ?? ofTool?.[1] ?? null;
}
