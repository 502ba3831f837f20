import { jsonExample, ReportExample } from './reportExample';

const place = (
  uri: string,
  more: object = {},
  region: object = { startLine: 3 },
) => ({
  physicalLocation: { artifactLocation: { uri, ...more }, region },
});

const run = (
  name: string,
  results: unknown,
  more: object = {},
  rules: unknown[] = [],
) => ({
  tool: { driver: { name, semanticVersion: '1.0.0', rules } },
  results,
  ...more,
});

const sarif = (runs: unknown[], version = '2.1.0') => ({
  $schema: `https://json.schemastore.org/sarif-${version}.json`,
  version,
  runs,
});

const result = (ruleId: string, more: object = {}) => ({
  ruleId,
  message: { text: `About ${ruleId}` },
  locations: [place('src/a.ts')],
  ...more,
});

/** SARIF of every version, and what is special in it. */
export const sarifExamples: readonly ReportExample[] = [
  jsonExample(
    'levels: own, of the invocation, of the rule, warning; kinds',
    'sarif',
    sarif([
      run(
        'Scanner',
        [
          result('own', { level: 'error' }),
          result('overridden', { ruleIndex: 1 }),
          result('defaulted', { ruleIndex: 2 }),
          result('nowhere'),
          result('own', { level: 'none' }),
          result('own', { kind: 'pass' }),
          result('own', { kind: 'notApplicable' }),
          result('own', { kind: 'informational' }),
          result('own', { kind: 'review' }),
          result('own', { kind: 'open', level: 'warning' }),
        ],
        {
          invocations: [
            {
              executionSuccessful: true,
              ruleConfigurationOverrides: [
                {
                  descriptor: { id: 'overridden' },
                  configuration: { level: 'note' },
                },
              ],
            },
          ],
        },
        [
          { id: 'own' },
          { id: 'overridden', defaultConfiguration: { level: 'error' } },
          { id: 'defaulted', defaultConfiguration: { level: 'error' } },
        ],
      ),
    ]),
    [
      { severity: 'high', severitySource: 'native', nativeSeverity: 'error' },
      { severity: 'low', severitySource: 'rule', nativeSeverity: 'note' },
      { severity: 'high', severitySource: 'rule' },
      { severity: 'medium', nativeSeverity: 'warning' },
      { severity: 'info', state: 'needs_review' },
      { severity: 'medium', state: 'needs_review' },
    ],
    { figures: { tool: 'Scanner', status: undefined } },
  ),
  jsonExample(
    'security-severity of rules and results, in GitHub’s bands',
    'sarif',
    sarif([
      run(
        'CodeQL',
        [
          ...['9.0', '8.9', '4.0', '0.1', '0.0', 'HIGH', 'bad'].map(
            (_, index) => result(`r${index}`, { ruleIndex: index }),
          ),
          result('x', { properties: { 'security-severity': 9.8 } }),
        ],
        {},
        ['9.0', '8.9', '4.0', '0.1', '0.0', 'HIGH', 'bad'].map(
          (severity, index) => ({
            id: `r${index}`,
            properties: {
              'security-severity': severity,
              tags: ['security', 'external/cwe/cwe-079'],
              precision: 'high',
            },
          }),
        ),
      ),
    ]),
    [
      { severity: 'critical', kind: 'sast', cwes: [79], confidence: 'high' },
      { severity: 'high' },
      { severity: 'medium' },
      { severity: 'low' },
      { severity: 'info' },
      { severity: 'high' },
      { severity: 'medium', nativeSeverity: 'warning' },
      { severity: 'critical', severitySource: 'native' },
    ],
  ),
  jsonExample(
    'suppressions count only when all are accepted; baselines',
    'sarif',
    sarif([
      run('Scanner', [
        result('a', { suppressions: [{ kind: 'inSource' }] }),
        result('b', {
          suppressions: [
            { kind: 'external', status: 'accepted', justification: 'known' },
          ],
        }),
        result('c', {
          suppressions: [{ kind: 'external', status: 'rejected' }],
        }),
        result('d', {
          suppressions: [
            { kind: 'external', status: 'accepted' },
            { kind: 'external', status: 'underReview' },
          ],
        }),
        result('e', { suppressions: [] }),
        result('f', { baselineState: 'absent' }),
        result('g', { baselineState: 'unchanged' }),
      ]),
    ]),
    [
      { suppressed: { by: 'source' } },
      { suppressed: { by: 'tool', reason: 'known' } },
      { suppressed: undefined },
      { suppressed: undefined },
      { suppressed: undefined },
      { state: 'absent' },
      { state: 'open' },
    ],
    { figures: { summary: { findings: 4, suppressed: 2, gone: 1 } } },
  ),
  jsonExample(
    'rules of extensions, by index and by parent; taxa',
    'sarif',
    sarif([
      {
        tool: {
          driver: { name: 'CodeQL', rules: [{ id: 'driver/rule' }] },
          extensions: [
            {
              name: 'queries',
              rules: [
                {
                  id: 'js/xss',
                  shortDescription: { text: 'XSS' },
                  helpUri: 'https://example.com/xss',
                  relationships: [
                    {
                      target: { id: '79', toolComponent: { name: 'CWE' } },
                      kinds: ['superset'],
                    },
                  ],
                  messageStrings: { default: { text: 'From {0} to {1}.' } },
                },
              ],
            },
          ],
        },
        taxonomies: [{ name: 'CWE', taxa: [{ id: '89' }] }],
        results: [
          {
            rule: { id: 'js/xss', index: 0, toolComponent: { index: 0 } },
            message: { id: 'default', arguments: ['[a](1)', 'b'] },
            taxa: [{ index: 0, toolComponent: { index: 0 } }],
          },
          { ruleId: 'js/xss/sub', message: { text: 'x' } },
          { ruleIndex: 0, message: { text: 'y' } },
        ],
        automationDetails: { id: 'backend/linux/2024-01-02' },
      },
    ]),
    [
      {
        ruleId: 'js/xss',
        title: 'XSS',
        description: 'From a to b.',
        cwes: [79, 89],
        references: ['https://example.com/xss'],
        scope: 'backend/linux',
      },
      { ruleId: 'js/xss/sub', title: 'XSS' },
      { ruleId: 'driver/rule' },
    ],
    { figures: { scope: 'backend/linux' } },
  ),
  jsonExample(
    'rules that had other names, parts of rules, ranks',
    'sarif',
    sarif([
      run(
        'Scanner',
        [
          result('CA1000/1', { ruleIndex: 0 }),
          result('CA0999', { rank: 87.5 }),
          result('CA2000', { rank: -1 }),
        ],
        {},
        [
          { id: 'CA1000', deprecatedIds: ['CA0999', 'CA0998'] },
          { id: 'CA2000' },
        ],
      ),
    ]),
    [
      { ruleId: 'CA1000/1', formerRuleIds: ['CA0999/1', 'CA0998/1'] },
      {
        ruleId: 'CA1000',
        formerRuleIds: ['CA0999', 'CA0998'],
        confidence: 'rank 87.5',
      },
      { ruleId: 'CA2000' },
    ],
  ),
  jsonExample(
    'bases, artefacts, several places, flows, fingerprints',
    'sarif',
    sarif([
      run(
        'Scanner',
        [
          result('a', {
            locations: [
              place(
                'a%20b.ts',
                { uriBaseId: 'WEB' },
                {
                  startLine: 1,
                  endLine: 2,
                  snippet: { text: 'code' },
                },
              ),
              { physicalLocation: { artifactLocation: { index: 0 } } },
              place('file:///build/shop/src/c.ts'),
              { logicalLocations: [{ index: 0 }] },
            ],
            codeFlows: [
              {
                threadFlows: [
                  {
                    locations: [
                      {
                        location: { ...place('s.ts'), message: { text: 'in' } },
                      },
                      { index: 0 },
                    ],
                  },
                ],
              },
            ],
            partialFingerprints: {
              primaryLocationLineHash: 'abc:1',
              primaryLocationStartColumnFingerprint: '4',
            },
            occurrenceCount: 3,
            fixes: [{ description: { text: 'Do it right' } }],
            provenance: { firstDetectionTimeUtc: '2024-01-02T03:04:05Z' },
          }),
          result('b', {
            fingerprints: { 'own/v1': 'x' },
            partialFingerprints: { primaryLocationLineHash: 'y' },
          }),
        ],
        {
          originalUriBaseIds: {
            SRC: { uri: 'file:///build/shop/' },
            WEB: { uri: 'web/', uriBaseId: 'SRC' },
          },
          artifacts: [{ location: { uri: 'art.ts' } }],
          logicalLocations: [{ fullyQualifiedName: 'Shop.Cart.add' }],
          threadFlowLocations: [{ location: place('t.ts') }],
        },
      ),
    ]),
    [
      {
        locations: [
          { path: 'web/a b.ts', startLine: 1, endLine: 2, snippet: 'code' },
          { path: 'art.ts' },
          { path: 'src/c.ts' },
          { name: 'Shop.Cart.add' },
        ],
        flow: [{ path: 's.ts', message: 'in' }, { path: 't.ts' }],
        fingerprints: { primaryLocationLineHash: 'abc:1' },
        occurrences: 3,
        remediation: 'Do it right',
        foundAt: '2024-01-02T03:04:05.000Z',
      },
      { fingerprints: { 'own/v1': 'x' } },
    ],
  ),
  jsonExample(
    'kinds of scan by tool and rule, packages, secrets',
    'sarif',
    sarif([
      run(
        'Trivy',
        [
          result('CVE-2024-0001', {
            ruleIndex: 0,
            message: {
              text: 'Package: curl\nInstalled Version: 1\nVulnerability CVE-2024-0001\nSeverity: HIGH\nFixed Version: 2\nLink: x',
            },
          }),
          result('KSV1', { ruleIndex: 1 }),
        ],
        { properties: { imageName: 'shop:1' } },
        [
          { id: 'CVE-2024-0001', name: 'OsPackageVulnerability' },
          { id: 'KSV1', name: 'Misconfiguration' },
        ],
      ),
      run('gitleaks', [
        result('aws', {
          locations: [
            place(
              'x.env',
              {},
              { startLine: 1, snippet: { text: 'FAKE-SECRET-0010' } },
            ),
          ],
          partialFingerprints: { commitSha: 'abc', email: 'a@example.com' },
        }),
      ]),
      run('Grype', [
        result('GHSA-2222-3333-4444-lodash', {
          message: {
            text: 'A high vulnerability in npm package: lodash, version 4.17.20 was found at: /a',
          },
        }),
      ]),
      run('checkov', [result('CKV_1')]),
      run('OWASP ZAP', [result('10001')]),
      run('ESLint', [result('no-unused-vars'), result('security/x/')]),
    ]),
    [
      {
        kind: 'container',
        target: 'shop',
        package: { name: 'curl', version: '1', fixedVersions: ['2'] },
        vulnerabilityIds: ['CVE-2024-0001'],
      },
      { kind: 'iac' },
      {
        kind: 'secret',
        secret: { value: 'FAKE-SECRET-0010', commit: 'abc' },
        fingerprints: {},
      },
      {
        kind: 'dependency',
        package: { name: 'lodash', version: '4.17.20', ecosystem: 'npm' },
        vulnerabilityIds: ['GHSA-2222-3333-4444'],
      },
      { kind: 'iac' },
      { kind: 'dast' },
      { kind: 'quality' },
      { kind: 'sast' },
    ],
    {
      figures: { summary: { findings: 7, 'kind.quality': 1, 'kind.sast': 1 } },
    },
  ),
  jsonExample(
    'a scan that failed, one without results, one that tells of errors',
    'sarif',
    sarif([
      run('A', [], { invocations: [{ executionSuccessful: false }] }),
      run('B', null),
    ]),
    [],
    { figures: { status: 'failed' } },
  ),
  jsonExample(
    'errors of the tool make it partial',
    'sarif',
    sarif([
      run('A', [result('a')], {
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              { level: 'error', message: { text: 'broken file' } },
            ],
          },
        ],
      }),
    ]),
    [{}],
    {
      figures: {
        status: 'partial',
        reason: expect.stringContaining('broken file'),
      },
    },
  ),
  jsonExample('no run is no scan', 'sarif', sarif([]), [], {
    figures: { status: 'failed' },
  }),
  jsonExample(
    'bad records cost themselves',
    'sarif',
    sarif([
      run('A', [
        result('a'),
        7,
        {},
        result('b', { locations: 'here' }),
        result('c'),
      ]),
      'x',
      { results: [result('d')] },
    ]),
    [{ ruleId: 'a' }, { ruleId: 'c' }, { ruleId: 'd' }],
    {
      rejected: [
        '/runs/1',
        '/runs/2/tool/driver/name',
        '/runs/0/results/1',
        '/runs/0/results/2',
        '/runs/0/results/3/locations',
      ],
    },
  ),
  jsonExample(
    'version 2.2',
    'sarif',
    sarif([run('A', [result('a', { level: 'note' })])], '2.2'),
    [{ severity: 'low' }],
  ),
  jsonExample(
    'version 2.0',
    'sarif',
    {
      version: '2.0.0-csd.2.beta.2018-09-26',
      runs: [
        {
          tool: { name: 'Old', semanticVersion: '1.0.0' },
          automationLogicalId: 'nightly/1',
          originalUriBaseIds: { SRC: 'file:///c:/build/' },
          resources: {
            rules: {
              R1: {
                id: 'R1',
                shortDescription: { text: 'First' },
                configuration: { defaultLevel: 'error' },
                messageStrings: { m: 'Look at {0}' },
              },
            },
          },
          results: [
            {
              ruleId: 'R1',
              message: { messageId: 'm', arguments: ['this'] },
              locations: [
                {
                  physicalLocation: {
                    fileLocation: { uri: 'a.c', uriBaseId: 'SRC' },
                    region: { startLine: 4 },
                  },
                  fullyQualifiedLogicalName: 'main',
                },
              ],
              suppressionStates: ['suppressedExternally'],
            },
            { ruleId: 'R1', level: 'pass', message: { text: 'fine' } },
            { ruleId: 'R1', level: 'open', message: { text: 'perhaps' } },
          ],
        },
      ],
    },
    [
      {
        title: 'First',
        severity: 'high',
        description: 'Look at this',
        scope: 'nightly',
        locations: [{ path: 'a.c', startLine: 4, name: 'main' }],
        suppressed: { by: 'tool' },
        tool: { name: 'Old', version: '1.0.0' },
      },
      { state: 'needs_review' },
    ],
  ),
  jsonExample(
    'version 1.0',
    'sarif',
    {
      version: '1.0.0',
      runs: [
        {
          tool: { name: 'Older', version: '0.9' },
          rules: {
            C1: {
              id: 'C1',
              shortDescription: 'First',
              defaultLevel: 'warning',
              messageFormats: { m: 'Bad {0}' },
            },
          },
          results: [
            {
              ruleId: 'C1',
              level: 'error',
              formattedRuleMessage: { formatId: 'm', arguments: ['thing'] },
              locations: [
                {
                  resultFile: {
                    uri: 'file:///C:/src/a.cs',
                    region: { startLine: 9 },
                  },
                },
              ],
              codeFlows: [
                { locations: [{ physicalLocation: { uri: 'b.cs' } }] },
              ],
              suppressionStates: ['suppressedInSource'],
            },
            { ruleId: 'C1', level: 'note', message: 'plain text' },
            { ruleId: 'C1', level: 'notApplicable', message: 'x' },
          ],
        },
      ],
    },
    [
      {
        severity: 'high',
        title: 'First',
        description: 'Bad thing',
        locations: [{ path: 'src/a.cs', startLine: 9 }],
        flow: [{ path: 'b.cs' }],
        suppressed: { by: 'source' },
      },
      { severity: 'low', description: 'plain text' },
    ],
  ),
];
