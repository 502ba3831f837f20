import { Severity, FindingRecord } from '@quarterdeck/plugin-ingest-common';
import {
  countBy,
  formatsThatKnow,
  ReadScan,
  readScan,
  securityFixtures,
} from './__testUtils__/securityFixtures';
import * as formats from './formats';

type Raw = Record<string, unknown>;

const numbers = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  );

/** Counts under the words of a tool, as counts under ours. */
function translated(
  counts: Record<string, number>,
  words: Record<string, Severity | undefined> = {},
): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [word, count] of Object.entries(counts)) {
    const ours = words[word] ?? word.toLowerCase();
    if (count > 0) result[ours] = (result[ours] ?? 0) + count;
  }
  return result;
}

const sum = (...all: Record<string, number>[]) => {
  const result: Record<string, number> = {};
  for (const counts of all) {
    for (const [key, count] of Object.entries(counts)) {
      result[key] = (result[key] ?? 0) + count;
    }
  }
  return result;
};

/** By format: what EXPECTED.json says the severities of all findings are. */
const expected: Record<string, (raw: Raw) => Record<string, number>> = {
  'bandit-json': raw => translated(numbers(raw.by_severity)),
  // It counts keys of the file only; 18 warnings are what the peer asserts.
  'brakeman-json': () => ({ medium: 18 }),
  'checkov-json': raw =>
    translated(numbers(raw.failed_by_severity), { None: 'medium' }),
  'detect-secrets': () => ({}),
  'dockle-json': () => ({ medium: 1, low: 2 }),
  'github-code-scanning-api': () => ({ high: 1 }),
  'gitlab-api-fuzzing': raw => translated(numbers(raw.by_severity)),
  'gitlab-container-scanning': raw => translated(numbers(raw.by_severity)),
  'gitlab-dast': raw => translated(numbers(raw.by_severity)),
  'gitlab-dependency-scanning': raw => translated(numbers(raw.by_severity)),
  'gitlab-sast': raw => translated(numbers(raw.by_severity)),
  'gitlab-secret-detection': raw => translated(numbers(raw.by_severity)),
  'gitleaks-json': raw => translated({ high: Number(raw.findings) }),
  'gosec-json': () => ({ low: 15, medium: 13 }),
  'grype-json': raw => translated(numbers(raw.by_severity)),
  'hadolint-json': () => ({ medium: 3, low: 1 }),
  'kics-json': raw => translated(numbers(raw.files_by_severity)),
  'secretlint-json': () => ({}),
  'semgrep-json': raw =>
    translated(numbers(raw.by_severity), {
      ERROR: 'high',
      WARNING: 'medium',
      INFO: 'low',
    }),
  'terrascan-json': raw => translated(numbers(raw.by_severity)),
  // One of its four results passed.
  'tfsec-json': () => ({ high: 2, medium: 1 }),
  'trivy-json': raw =>
    sum(
      translated(numbers(raw.vuln_by_severity), { None: 'unknown' }),
      translated(numbers(raw.misconf_fail_by_severity)),
      translated(numbers(raw.secret_by_severity)),
      translated(numbers(raw.license_by_severity)),
    ),
};

/** By file, where its folder's counter only looks at keys: as the peer asserts. */
const byFile: Record<string, Record<string, number>> = {
  'github-dependabot-api/github-0-vuln.json': {},
  'github-dependabot-api/github-1-vuln-repo-dependabot-link.json': {
    critical: 1,
  },
  'github-dependabot-api/github-5-vuln.json': {
    critical: 1,
    high: 1,
    medium: 2,
    low: 1,
  },
  'github-dependabot-api/github_h2.json': { critical: 1 },
  'github-dependabot-api/github_search.json': { critical: 2 },
  'trivy-operator/all_reports_in_dict.json': {
    low: 12,
    critical: 3,
    high: 3,
    medium: 25,
  },
  'trivy-operator/compliance_severity.json': { medium: 1, high: 1 },
  'trivy-operator/configauditreport_missing_checkid.json': { medium: 1 },
  'trivy-operator/configauditreport_single_vuln.json': { low: 1 },
  'trivy-operator/exposedsecretreport_many.json': { critical: 2 },
  'trivy-operator/exposedsecretreport_single_vuln.json': { critical: 1 },
};

/** Two identical results are one finding that occurs twice. */
const occurrences = (findings: readonly FindingRecord[]) =>
  findings.flatMap(finding =>
    Array.from({ length: finding.occurrences }, () => finding),
  );

const emptyLists: Record<string, keyof typeof formats> = {
  'eslint-json/empty.json': 'eslintFormat',
  'gitleaks-json/gitleaksrepo__empty.json': 'gitleaksFormat',
};

/** More than counts, of the first finding. */
const details: Record<string, object> = {
  'grype-json/anchore_grype_epss_problem.json': {
    epss: { score: 0.00163, percentile: 0.37957 },
    vulnerabilityIds: ['CVE-2023-39325', 'GHSA-4374-p667-p6c8'],
    package: { name: 'golang.org/x/net', fixedVersions: ['0.17.0'] },
  },
  'semgrep-json/close_old_findings_report_line31.json': {
    cwes: [78],
    flow: [
      { startLine: 6 },
      { startLine: 6 },
      { startLine: 6 },
      { startLine: 31 },
    ],
  },
  'semgrep-json/repeated_findings.json': { occurrences: 2 },
  'trivy-json/legacy_trivy_mix.json': {
    severity: 'unknown',
    severitySource: 'none',
  },
};

const suppressedIn: Record<string, number> = {
  'trivy-json/all_statuses.json': 1,
};

const refused =
  'github-secret-scanning-api/github_secrets_detection_report_invalid.json';

const folders = [
  ...Object.keys(expected),
  'eslint-json',
  'github-dependabot-api',
  'github-secret-scanning-api',
  'trivy-operator',
];

describe('public reports', () => {
  const fixtures = securityFixtures(folders);

  it('are each known by one format, without a hint', () => {
    for (const { path, text } of fixtures) {
      const known = formatsThatKnow(text()).map(({ format }) => format);
      const isOdd = path in emptyLists || path === refused;
      expect([path, known.length]).toEqual([path, isOdd ? 0 : 1]);
    }
  });

  for (const fixture of fixtures.filter(({ path }) => path !== refused)) {
    it(`${fixture.path} has the counts of EXPECTED.json`, async () => {
      const { path } = fixture;
      const named = emptyLists[path];
      const read: ReadScan = await readScan(
        fixture.text(),
        named && formats[named],
      );
      const findings = read.records.filter(
        record => record.record === 'finding',
      );
      const of = expected[path.split('/')[0]];
      expect(read.rejected).toEqual([]);
      expect({ ...findings[0] }).toMatchObject(details[path] ?? {});
      expect(findings.filter(item => item.suppressed)).toHaveLength(
        suppressedIn[path] ?? 0,
      );
      expect(
        countBy(occurrences(findings), finding => finding.severity),
      ).toEqual(named ? {} : byFile[path] ?? of(fixture.raw));
    });
  }
});
