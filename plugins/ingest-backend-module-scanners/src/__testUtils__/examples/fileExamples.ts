import { jsonExample, ReportExample } from './reportExample';

/** Reports of tools that read configuration and images. */
export const fileExamples: readonly ReportExample[] = [
  jsonExample(
    'levels',
    'hadolint',
    ['error', 'warning', 'info', 'style'].map((level, index) => ({
      code: `DL300${index}`,
      level,
      message: 'm',
      file: './Dockerfile',
      line: index + 1,
      column: 1,
    })),
    [
      { severity: 'high', kind: 'iac', locations: [{ path: 'Dockerfile' }] },
      { severity: 'medium' },
      { severity: 'low' },
      { severity: 'info' },
    ],
  ),
  jsonExample(
    'levels that are findings',
    'dockle',
    {
      image: 'registry.example/shop:1.2.3',
      summary: { fatal: 1, warn: 1, info: 1, skip: 1, pass: 1 },
      details: ['FATAL', 'WARN', 'INFO', 'PASS', 'SKIP', 'IGNORE'].map(
        level => ({
          code: `CIS-DI-${level}`,
          title: 't',
          level,
          alerts: ['a'],
        }),
      ),
    },
    [
      {
        severity: 'high',
        kind: 'container',
        target: 'registry.example/shop',
        description: 'a',
      },
      { severity: 'medium' },
      { severity: 'low' },
    ],
  ),
  jsonExample(
    'several frameworks, passed checks left out, skipped ones suppressed',
    'checkov',
    [
      {
        check_type: 'terraform',
        results: {
          passed_checks: [{ check_id: 'CKV_AWS_9' }],
          failed_checks: [
            {
              check_id: 'CKV_AWS_99999',
              check_name: 'Ensure it',
              severity: null,
              file_path: '/main.tf',
              file_line_range: [3, 9],
              resource: 'aws_s3_bucket.logs',
              code_block: [[3, 'resource {\n']],
              guideline: 'https://example.com/g',
            },
            { check_id: 'CKV_AWS_24', severity: 'CRITICAL', file_path: 'a.tf' },
            { check_id: 'CKV_AWS_24', severity: null, file_path: 'a.tf' },
            { severity: 'HIGH' },
          ],
          skipped_checks: [
            {
              check_id: 'CKV_AWS_20',
              check_result: { result: 'SKIPPED', suppress_comment: 'public' },
              file_path: '/b.tf',
            },
          ],
          parsing_errors: [],
        },
        summary: { checkov_version: '3.0.0' },
      },
      {
        check_type: 'secrets',
        results: {
          failed_checks: [
            {
              check_id: 'CKV_SECRET_6',
              file_path: '/x.env',
              code_block: [[1, 'KEY=FAKE-SECRET-0009']],
            },
          ],
          parsing_errors: ['/broken.tf'],
        },
      },
    ],
    [
      {
        kind: 'iac',
        severity: 'medium',
        severitySource: 'rule',
        tool: { name: 'Checkov', version: '3.0.0' },
        locations: [
          {
            path: 'main.tf',
            startLine: 3,
            endLine: 9,
            name: 'aws_s3_bucket.logs',
          },
        ],
      },
      { severity: 'critical', severitySource: 'native' },
      { severity: 'high', severitySource: 'rule' },
      { suppressed: { by: 'source', reason: 'public' } },
      { kind: 'secret', severity: 'high', secret: {} },
    ],
    {
      figures: { status: 'partial' },
      rejected: ['/0/results/failed_checks/3/check_id'],
    },
  ),
  jsonExample(
    'nothing to check is no clean scan',
    'checkov',
    { passed: 0, failed: 0, checkov_version: '3.0.0' },
    [],
    { figures: { status: 'failed' } },
  ),
  jsonExample(
    'passed and ignored results',
    'tfsec',
    {
      results: [
        {
          rule_id: 'AVD-AWS-0001',
          long_id: 'aws-x',
          rule_provider: 'aws',
          rule_description: 'Bad',
          severity: 'CRITICAL',
          status: 0,
          resource: 'aws_x.y',
          links: ['https://example.com'],
          location: { filename: '/src/main.tf', start_line: 1, end_line: 2 },
        },
        { rule_id: 'B', rule_provider: 'aws', severity: 'LOW', status: 1 },
        { rule_id: 'C', rule_provider: 'aws', severity: 'WARNING', status: 2 },
        { rule_id: 'D', rule_provider: 'aws', severity: 'ERROR', passed: true },
      ],
    },
    [
      {
        severity: 'critical',
        locations: [{ path: 'main.tf', name: 'aws_x.y' }],
      },
      { severity: 'medium', suppressed: { by: 'source' } },
    ],
  ),
  jsonExample(
    'a finding for each file of a query',
    'kics',
    {
      kics_version: 'v2.0.0',
      files_failed_to_scan: 1,
      queries_total: 3,
      queries: [
        {
          query_name: 'Port open',
          query_id: 'q1',
          severity: 'HIGH',
          platform: 'Terraform',
          category: 'Networking',
          cwe: '200',
          files: [
            {
              file_name: '../../path/a.tf',
              similarity_id: 's1',
              line: 3,
              resource_name: 'x',
              expected_value: 'closed',
              actual_value: 'open',
            },
            { file_name: 'b.tf', line: 4 },
          ],
        },
        {
          query_name: 'BoM',
          query_id: 'q2',
          severity: 'TRACE',
          files: [{ file_name: 'b.tf' }, { line: 2 }],
        },
      ],
    },
    [
      {
        severity: 'high',
        cwes: [200],
        fingerprints: { similarity_id: 's1' },
        remediation: 'closed',
        locations: [{ path: 'path/a.tf', startLine: 3, name: 'x' }],
      },
      { severity: 'high', locations: [{ path: 'b.tf' }] },
      { severity: 'info' },
    ],
    {
      figures: { status: 'partial' },
      rejected: ['/queries/1/files/1/file_name'],
    },
  ),
  jsonExample(
    'violations and skipped ones',
    'terrascan',
    {
      results: {
        scan_errors: [{ iac_type: 'helm', errMsg: 'no charts' }],
        violations: [
          {
            rule_name: 'open',
            rule_id: 'AC_1',
            description: 'It is open',
            severity: 'MEDIUM',
            category: 'Network',
            resource_name: 'b',
            resource_type: 'aws_s3',
            file: 'm.tf',
            line: 2,
          },
        ],
        skipped_violations: [
          { rule_id: 'AC_2', severity: 'LOW', skip_comment: 'fine' },
        ],
        scan_summary: { policies_validated: 5 },
      },
    },
    [
      {
        severity: 'medium',
        locations: [{ path: 'm.tf', startLine: 2, name: 'aws_s3.b' }],
      },
      { severity: 'low', suppressed: { by: 'source', reason: 'fine' } },
    ],
    { figures: { status: undefined } },
  ),
];
