import { ScanKind } from '@quarterdeck/plugin-ingest-common';
import { SarifRule } from './sarifRules';

/** Tools by what they look for. The first that matches counts. */
const tools: readonly [RegExp, ScanKind][] = [
  [
    /gitleaks|trufflehog|detect-secrets|secretlint|ggshield|gitguardian|whispers|secret.?scan/i,
    'secret',
  ],
  [
    /dependency-?check|grype|osv-?scanner|snyk open source|black ?duck|(?:npm|pip|cargo|yarn|pnpm|bundler?)[- ]audit|retire\.?js|govulncheck|safety|dependabot|dependency-track|mend|whitesource|nancy/i,
    'dependency',
  ],
  [
    /dockle|clair|snyk container|docker scout|anchore|trivy-image/i,
    'container',
  ],
  [
    /checkov|tfsec|kics|terrascan|hadolint|snyk iac|kube-?linter|kubescape|kube-score|polaris|cfn-?(?:lint|nag)|psrule|template-?analyzer|cloudsploit|prowler|ansible-lint|defsec/i,
    'iac',
  ],
  [/\bzap\b|nuclei|stackhawk|burp|arachni|nikto|dastardly|wapiti/i, 'dast'],
  [/scancode|licensee|license|licence/i, 'licence'],
  [/fuzz/i, 'fuzzing'],
  [/conftest|opa\b|gatekeeper|kyverno/i, 'policy'],
];

/** They tell of style and bugs; only what their rules call security is. */
const linters =
  /^(?:eslint|pmd|checkstyle|pylint|ruff|flake8|golangci-lint|stylecop|rubocop|shellcheck|cppcheck|clippy|tslint|biome|lgtm(?:\.com)?|sonar\w*|codeclimate|phpstan|detekt|ktlint|spotbugs|mypy|clang-?tidy|staticcheck|oxlint|sarif functional testing)$/i;

const securityTag = /^security$|\bcwe[-/]|owasp|vulnerab/i;

const isSecurity = (rule: SarifRule | undefined, ruleId: string) =>
  (rule !== undefined &&
    (rule.securitySeverity !== undefined ||
      rule.cwes.length > 0 ||
      rule.tags.some(tag => securityTag.test(tag)))) ||
  /(?:^|\/)(?:security|no-secrets|no-unsanitized|xss|S\d{3})\//.test(ruleId) ||
  /^(?:@microsoft\/sdl|anti-trojan-source|no-wildcard-postmessage|security-node)\//.test(
    ruleId,
  );

const byTag: readonly [RegExp, ScanKind][] = [
  [/^(?:secrets?|exposed-secret)$/i, 'secret'],
  [/^(?:licen[sc]e)$/i, 'licence'],
  [/^(?:misconfiguration|iac|infrastructure)$/i, 'iac'],
];

/** Trivy says by the rule's name which of its scanners spoke. */
const trivyNames: Readonly<Record<string, ScanKind>> = {
  OsPackageVulnerability: 'container',
  LanguageSpecificPackageVulnerability: 'dependency',
  Misconfiguration: 'iac',
  Secret: 'secret',
  License: 'licence',
};

/** What kind of scan a result is of: by its tool, its rule, its tags. */
export function sarifKind(run: {
  tool: string;
  ruleId: string;
  rule?: SarifRule;
  ofImage: boolean;
}): ScanKind {
  const { tool, ruleId, rule, ofImage } = run;
  const trivy = rule?.name ? trivyNames[rule.name] : undefined;
  if (trivy) return trivy;
  for (const [names, kind] of tools) {
    if (names.test(tool)) {
      return kind === 'dependency' && ofImage ? 'container' : kind;
    }
  }
  for (const [tags, kind] of byTag) {
    if (rule?.tags.some(tag => tags.test(tag))) return kind;
  }
  if (rule?.vulnerabilityIds.length)
    return ofImage ? 'container' : 'dependency';
  if (linters.test(tool) && !isSecurity(rule, ruleId)) return 'quality';
  const isCodeql = /^codeql/i.test(tool);
  return isCodeql && rule && rule.tags.length > 0 && !isSecurity(rule, ruleId)
    ? 'quality'
    : 'sast';
}
