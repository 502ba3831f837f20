import { jsonExample, ReportExample } from './reportExample';

const finding = (rule: string, more: object = {}) => ({
  id: 4711,
  ref: 'refs/heads/main',
  syntactic_id: 'aa11',
  match_based_id: `match-${rule}_0`,
  repository: { name: 'acme/shop', url: 'https://git.example/acme/shop' },
  line_of_code_url: 'https://git.example/acme/shop/blob/c1/src/pay.py#L7',
  state: 'unresolved',
  status: 'open',
  triage_state: 'untriaged',
  severity: 'medium',
  confidence: 'low',
  created_at: '2026-03-01T10:00:00Z',
  rule_name: rule,
  rule_message: `About ${rule}\nand more`,
  location: {
    file_path: 'src/pay.py',
    line: 7,
    column: 3,
    end_line: 7,
    end_column: 9,
  },
  rule: { name: rule, category: 'security', cwe_names: ['CWE-89: SQL'] },
  ...more,
});

/** Findings as the API of the Semgrep platform lists them. */
export const semgrepPlatformExamples: readonly ReportExample[] = [
  jsonExample(
    'a page of its API: what is open, fixed, ignored, of a package, of a secret',
    'semgrep-platform',
    {
      findings: [
        finding('python.sql'),
        finding('python.gone', { state: 'fixed', status: 'fixed' }),
        finding('python.fine', {
          status: 'ignored',
          triage_state: 'ignored',
          triage_reason: 'acceptable_risk',
          triage_comment: 'Only in tests',
        }),
        finding('ssc-rule', {
          severity: 'critical',
          vulnerability_identifier: 'CVE-2026-9001',
          found_dependency: {
            package: 'rope',
            version: '1.0.0',
            ecosystem: 'npm',
            transitivity: 'direct',
          },
        }),
        finding('generic.secrets.token', {
          validation_state: 'VALIDATION_STATE_CONFIRMED_VALID',
        }),
        finding('style', { rule: { category: 'maintainability' } }),
        finding('nowhere', { location: null }),
      ],
    },
    [
      {
        kind: 'sast',
        ruleId: 'python.sql',
        title: 'About python.sql',
        severity: 'medium',
        cwes: [89],
        fingerprints: { fingerprint: 'match-python.sql_0' },
        tool: { name: 'Semgrep' },
        locations: [{ path: 'src/pay.py', startLine: 7 }],
      },
      { state: 'fixed' },
      {
        suppressed: { by: 'tool', reason: 'acceptable_risk: Only in tests' },
      },
      {
        kind: 'dependency',
        severity: 'critical',
        vulnerabilityIds: ['CVE-2026-9001'],
        package: { name: 'rope', version: '1.0.0', direct: true },
      },
      { kind: 'secret', secret: { verified: true } },
      { kind: 'quality' },
    ],
    {
      figures: {
        tool: 'Semgrep',
        status: 'partial',
        subject: { instance: 'git.example', project: 'acme/shop' },
      },
      rejected: ['/findings/6/location'],
    },
  ),
];
