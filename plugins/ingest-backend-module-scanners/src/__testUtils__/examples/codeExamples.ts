import { jsonExample, ReportExample } from './reportExample';

const semgrepResult = (
  check: string,
  severity: string,
  extra: object = {},
  line = 7,
) => ({
  check_id: check,
  path: 'src/pay.py',
  start: { line, col: 3, offset: 1 },
  end: { line, col: 9, offset: 7 },
  extra: {
    message: `About ${check}\nand more`,
    severity,
    fingerprint: 'requires login',
    lines: 'requires login',
    metadata: {},
    ...extra,
  },
});

const eslintMessage = (ruleId: string | null, severity: number) => ({
  ruleId,
  severity,
  message: `About ${ruleId}`,
  line: 4,
  column: 2,
});

/** Reports of tools that read code. */
export const codeExamples: readonly ReportExample[] = [
  jsonExample(
    'severities, weaknesses and what the free edition withholds',
    'semgrep',
    {
      version: '1.90.0',
      errors: [{ level: 'warn', type: 'Partial parsing', path: 'a.py' }],
      paths: { scanned: [] },
      results: [
        semgrepResult('python.injection', 'ERROR', {
          fingerprint: 'f1',
          lines: 'run(x)',
          metadata: {
            cwe: ['CWE-78: OS Command Injection'],
            category: 'security',
            confidence: 'HIGH',
            references: ['https://example.com/78'],
          },
        }),
        semgrepResult('b', 'WARNING'),
        semgrepResult('c', 'INFO'),
        semgrepResult('d', 'CRITICAL'),
        semgrepResult('e', 'INVENTORY'),
        semgrepResult('f', 'EXPERIMENT'),
        semgrepResult('g', 'BLAFASEL'),
        semgrepResult('h', 'ERROR', { is_ignored: true }),
        semgrepResult('i', 'ERROR', { metadata: { category: 'performance' } }),
        semgrepResult('generic.secrets.key', 'ERROR', {
          lines: 'key = "FAKE-SECRET-0007"',
          metavars: { $SECRET: { abstract_content: 'FAKE-SECRET-0007' } },
        }),
        semgrepResult('b', 'WARNING'),
      ],
    },
    [
      {
        kind: 'sast',
        severity: 'high',
        nativeSeverity: 'ERROR',
        cwes: [78],
        confidence: 'high',
        fingerprints: { fingerprint: 'f1' },
        title: 'About python.injection',
        locations: [{ path: 'src/pay.py', startLine: 7, snippet: 'run(x)' }],
        references: ['https://example.com/78'],
        tool: { name: 'Semgrep', version: '1.90.0' },
      },
      { severity: 'medium', occurrences: 2, fingerprints: {} },
      { severity: 'low' },
      { severity: 'critical' },
      { severity: 'info' },
      { severity: 'info' },
      { severity: 'unknown', nativeSeverity: 'BLAFASEL' },
      { severity: 'high', suppressed: { by: 'source' } },
      { kind: 'quality' },
      { kind: 'secret', secret: { value: 'FAKE-SECRET-0007' } },
    ],
    { figures: { tool: 'Semgrep', status: undefined } },
  ),
  jsonExample(
    'a package that a rule of the supply chain names',
    'semgrep',
    {
      results: [
        semgrepResult('ssc-1', 'HIGH', {
          sca_info: {
            dependency_match: {
              found_dependency: {
                package: 'left-pad',
                version: '1.0.0',
                ecosystem: 'npm',
                transitivity: 'direct',
              },
            },
          },
          metadata: { 'sca-vuln-database-identifier': 'CVE-2024-0001' },
        }),
        { check_id: 'x' },
      ],
      errors: [{ level: 'error', type: 'Syntax error', path: 'b.py' }],
    },
    [
      {
        kind: 'dependency',
        severity: 'high',
        vulnerabilityIds: ['CVE-2024-0001'],
        package: { name: 'left-pad', version: '1.0.0', direct: true },
      },
    ],
    {
      figures: { status: 'partial', reason: expect.stringContaining('b.py') },
      rejected: ['/results/1/path'],
    },
  ),
  jsonExample(
    'confidence apart from severity, and a quoted password',
    'bandit',
    {
      errors: [],
      metrics: { _totals: {} },
      results: [
        {
          code: "1 password = 'FAKE-SECRET-0002'",
          filename: './app/db.py',
          issue_confidence: 'MEDIUM',
          issue_severity: 'LOW',
          issue_cwe: { id: 259, link: 'https://example.com' },
          issue_text: "Possible hardcoded password: 'FAKE-SECRET-0002'",
          line_number: 4,
          line_range: [4, 5],
          test_id: 'B105',
          test_name: 'hardcoded_password_string',
          more_info: 'https://example.com/b105',
        },
        {
          filename: 'a.py',
          issue_severity: 'UNDEFINED',
          issue_text: 'Odd',
          test_id: 'B999',
        },
        { filename: 'a.py', issue_severity: 'HIGH' },
      ],
    },
    [
      {
        kind: 'sast',
        severity: 'low',
        confidence: 'medium',
        cwes: [259],
        secret: { value: 'FAKE-SECRET-0002' },
        locations: [{ path: 'app/db.py', startLine: 4, endLine: 5 }],
      },
      { severity: 'unknown' },
    ],
    { rejected: ['/results/2/test_id'] },
  ),
  jsonExample(
    'files that could not be read make it partial',
    'bandit',
    {
      errors: [{ filename: './x.py', reason: 'syntax error' }],
      metrics: { _totals: {} },
      results: [],
    },
    [],
    { figures: { status: 'partial', reason: expect.stringContaining('x.py') } },
  ),
  jsonExample(
    'lines as text, suppressions, errors of the compiler',
    'gosec',
    {
      'Golang errors': { '/src/b.go': [{ line: 1, error: 'broken' }] },
      GosecVersion: '2.20.0',
      Stats: { files: 2 },
      Issues: [
        {
          severity: 'HIGH',
          confidence: 'LOW',
          cwe: { id: '798', url: 'https://example.com' },
          rule_id: 'G101',
          details: 'Potential hardcoded credentials',
          file: '/src/shop/main.go',
          code: '9: token := "FAKE-SECRET-0003"',
          line: '9-10',
          column: '2',
          nosec: false,
          suppressions: null,
        },
        {
          severity: 'MEDIUM',
          rule_id: 'G304',
          file: 'a.go',
          line: '3',
          suppressions: [{ kind: 'inSource', justification: 'reviewed' }],
        },
      ],
    },
    [
      {
        severity: 'high',
        confidence: 'low',
        cwes: [798],
        secret: { value: 'FAKE-SECRET-0003' },
        locations: [{ path: 'shop/main.go', startLine: 9, endLine: 10 }],
        tool: { name: 'gosec', version: '2.20.0' },
      },
      { severity: 'medium', suppressed: { by: 'source', reason: 'reviewed' } },
    ],
    { figures: { status: 'partial' } },
  ),
  jsonExample(
    'nothing found',
    'gosec',
    { 'Golang errors': {}, Issues: null, Stats: {} },
    [],
    { figures: { status: undefined } },
  ),
  jsonExample(
    'warnings, and ignored ones',
    'brakeman',
    {
      scan_info: { app_path: '/src/app', brakeman_version: '6.1.0' },
      warnings: [
        {
          warning_type: 'SQL Injection',
          warning_code: 0,
          fingerprint: 'abc',
          check_name: 'SQL',
          message: 'Possible SQL injection',
          file: 'app/models/a.rb',
          line: 3,
          link: 'https://example.com',
          code: 'find(x)',
          location: { type: 'method', class: 'A', method: 'b' },
          confidence: 'Weak',
          cwe_id: [89],
        },
      ],
      ignored_warnings: [{ warning_type: 'X', check_name: 'X', note: 'known' }],
      errors: [],
      obsolete: [],
    },
    [
      {
        severity: 'medium',
        severitySource: 'rule',
        confidence: 'weak',
        cwes: [89],
        locations: [{ path: 'app/models/a.rb', startLine: 3, name: 'A#b' }],
        fingerprints: { fingerprint: 'abc' },
      },
      { suppressed: { by: 'tool', reason: 'known' } },
    ],
  ),
  jsonExample(
    'only rules of security plugins',
    'eslint',
    [
      {
        filePath: '/home/runner/work/shop/shop/src/a.js',
        messages: [
          eslintMessage('security/detect-eval-with-expression', 2),
          eslintMessage('no-unused-vars', 2),
          eslintMessage('no-eval', 1),
        ],
        suppressedMessages: [
          {
            ...eslintMessage('no-unsanitized/property', 2),
            suppressions: [{ kind: 'directive', justification: 'static' }],
          },
        ],
        errorCount: 2,
        warningCount: 1,
        fixableErrorCount: 0,
      },
      {
        filePath: 'b.js',
        messages: [
          { ruleId: null, fatal: true, severity: 2, message: 'Parsing error' },
        ],
        errorCount: 1,
      },
    ],
    [
      { severity: 'high', locations: [{ path: 'src/a.js', startLine: 4 }] },
      { severity: 'medium', ruleId: 'no-eval' },
      { suppressed: { by: 'source', reason: 'static' } },
    ],
    { figures: { status: 'partial', reason: expect.stringContaining('b.js') } },
  ),
];
