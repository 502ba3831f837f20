import { jsonExample, ReportExample } from './reportExample';

const secret = 'FAKE-SECRET-0001';

const leak = (rule: string, value: string) => ({
  Description: `About ${rule}`,
  StartLine: 3,
  EndLine: 3,
  StartColumn: 1,
  EndColumn: 9,
  Match: `key=${value}`,
  Secret: value,
  File: 'config/app.env',
  Commit: 'abc123',
  Author: 'Someone',
  Email: 'someone@example.com',
  Date: '2024-01-02T03:04:05Z',
  Message: 'add',
  Tags: ['key'],
  RuleID: rule,
  Fingerprint: `abc123:config/app.env:${rule}:3`,
});

const hog = (verified: boolean, name = 'AWS') => ({
  SourceMetadata: {
    Data: {
      Git: {
        commit: 'abc123',
        file: 'config/app.env',
        email: 'someone@example.com',
        repository: 'https://git.example/shop',
        timestamp: '2024-01-02 03:04:05 +0000',
        line: 4,
      },
    },
  },
  SourceName: 'git',
  DetectorType: 2,
  DetectorName: name,
  DecoderName: 'PLAIN',
  Verified: verified,
  Raw: secret,
  RawV2: `${secret}FAKE-SECRET-0004`,
  Redacted: 'FAKE',
});

const hogFindings = [
  {
    kind: 'secret',
    severity: 'critical',
    secret: { value: secret, verified: true, commit: 'abc123' },
    locations: [{ path: 'config/app.env', startLine: 4 }],
  },
  { severity: 'high' },
];

/** Reports of tools that look for secrets. */
export const secretExamples: readonly ReportExample[] = [
  jsonExample(
    'known rules, generic rules and redacted values of version 8',
    'gitleaks',
    [
      leak('aws-access-token', secret),
      leak('generic-api-key', secret),
      leak('aws-access-token', 'REDACTED'),
      { ...leak('x', secret), RuleID: 7, Description: '' },
      { ...leak('x', secret), RuleID: null },
    ],
    [
      {
        kind: 'secret',
        severity: 'high',
        secret: { value: secret, commit: 'abc123' },
        fingerprints: {},
        locations: [{ path: 'config/app.env', startLine: 3 }],
        tags: ['key'],
        foundAt: '2024-01-02T03:04:05.000Z',
      },
      { severity: 'medium' },
      {
        secret: { commit: 'abc123' },
        fingerprints: {
          fingerprint: 'abc123:config/app.env:aws-access-token:3',
        },
      },
      { ruleId: '7', title: '7' },
    ],
    { rejected: ['/4/RuleID'] },
  ),
  jsonExample(
    'version 7',
    'gitleaks',
    [
      {
        line: `key=${secret}`,
        lineNumber: 9,
        offender: secret,
        offenderEntropy: -1,
        commit: 'abc123',
        repo: 'shop',
        rule: 'AWS Access Key',
        commitMessage: 'add',
        author: 'Someone',
        email: 'someone@example.com',
        file: 'a.py',
        date: '2021-01-01T00:00:00Z',
        tags: 'key, AWS',
      },
    ],
    [
      {
        severity: 'high',
        tags: ['key', 'AWS'],
        secret: { value: secret },
        locations: [{ path: 'a.py', startLine: 9 }],
      },
    ],
  ),
  {
    name: 'lines of version 3, its log between them',
    format: 'trufflehog',
    text: [
      hog(true),
      { level: 'info-0', ts: 'x', logger: 'trufflehog', msg: 'finished' },
      hog(false),
    ]
      .map(line => JSON.stringify(line))
      .join('\n'),
    findings: hogFindings,
  },
  jsonExample(
    'a list instead of lines',
    'trufflehog',
    [hog(true), hog(false), { ...hog(false), DetectorName: {} }],
    hogFindings,
    { rejected: ['/2/DetectorName'] },
  ),
  {
    name: 'lines of version 2',
    format: 'trufflehog',
    text: `${JSON.stringify({
      branch: 'main',
      commit: 'add',
      commitHash: 'abc123',
      date: '2020-01-01 00:00:00',
      diff: `+key=${secret}`,
      path: 'a.py',
      printDiff: 'x',
      reason: 'High Entropy',
      stringsFound: [secret, 'FAKE-SECRET-0005', secret],
    })}\n`,
    findings: [
      { severity: 'medium', secret: { value: secret, commit: 'abc123' } },
      { secret: { value: 'FAKE-SECRET-0005' } },
    ],
  },
  jsonExample(
    'a baseline, audited',
    'detect-secrets',
    {
      version: '1.5.0',
      plugins_used: [{ name: 'AWSKeyDetector' }],
      results: {
        'a/b.py': [
          {
            type: 'AWS Access Key',
            filename: 'a/b.py',
            hashed_secret: '0123456789abcdef0123456789abcdef01234567',
            is_verified: false,
            line_number: 5,
          },
          {
            type: 'Secret Keyword',
            hashed_secret: 'fe',
            is_secret: false,
            line_number: 6,
          },
          { type: 'Slack Token', hashed_secret: 'fd', is_verified: true },
          { hashed_secret: 'fc' },
        ],
      },
    },
    [
      {
        severity: 'high',
        locations: [{ path: 'a/b.py', startLine: 5 }],
        secret: { value: 'sha1:0123456789abcdef0123456789abcdef01234567' },
      },
      { severity: 'medium', suppressed: { by: 'tool' } },
      { severity: 'critical' },
    ],
    { rejected: ['/results/a~1b.py/3/type'] },
  ),
  jsonExample(
    'messages with the value in their data',
    'secretlint',
    [
      {
        filePath: '/src/app/a.env',
        sourceContent: `KEY=${secret}`,
        sourceContentType: 'text',
        messages: [
          {
            ruleId: '@secretlint/secretlint-rule-aws',
            messageId: 'AWSSecretAccessKey',
            message: `found AWS Secret Access Key: ${secret}`,
            data: { KEY: secret },
            severity: 'error',
            loc: { start: { line: 1, column: 4 }, end: { line: 1, column: 9 } },
          },
        ],
      },
    ],
    [
      {
        kind: 'secret',
        severity: 'high',
        secret: { value: secret },
        locations: [{ path: 'app/a.env', startLine: 1, startColumn: 4 }],
      },
    ],
  ),
];
