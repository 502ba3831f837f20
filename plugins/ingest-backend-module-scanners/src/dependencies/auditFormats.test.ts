import * as audits from '../__testUtils__/examples/audits';
import { jsonLinesOf, readExample } from '../__testUtils__/readExample';

describe('audits in the form of npm 6', () => {
  it('have one finding for an advisory, with all paths and no single version', async () => {
    const { findings, figures } = await readExample(audits.npmAudit6);
    expect(findings).toMatchObject([
      {
        kind: 'dependency',
        tool: { name: 'npm audit' },
        ruleId: 'GHSA-2222-3333-4444',
        severity: 'medium',
        severitySource: 'native',
        nativeSeverity: 'moderate',
        cvss: [{ version: '3.1', score: 5.3 }],
        cwes: [400, 1333],
        vulnerabilityIds: ['CVE-2030-10001', 'GHSA-2222-3333-4444'],
        package: {
          name: 'trim-all',
          ecosystem: 'npm',
          purl: 'pkg:npm/trim-all',
          fixedVersions: ['1.4.0'],
          paths: [
            ['web', 'left', 'trim-all'],
            ['trim-all'],
            ['right', 'trim-all'],
          ],
          direct: true,
          development: true,
        },
        fingerprints: { npmAdvisory: '900001' },
      },
    ]);
    expect(findings[0].package?.version).toBeUndefined();
    expect(findings[0].description).toContain('1.2.0, 1.3.0');
    expect(figures).toMatchObject({
      tool: 'npm audit',
      summary: { findings: 1, 'severity.medium': 1, 'severity.high': 0 },
    });
  });

  it('leave out the project that pnpm’s paths begin with', async () => {
    const { findings, format } = await readExample(
      JSON.stringify(audits.pnpmAudit, null, 2),
    );
    expect(format).toBe('pnpm-audit');
    expect(findings[0]).toMatchObject({
      cwes: [400],
      package: {
        version: '1.2.0',
        paths: [['left', 'trim-all']],
        direct: false,
      },
    });
  });

  it('are told apart when they hold no advisory: pnpm prints many lines, Yarn one', async () => {
    const none = { actions: [], advisories: {}, muted: [], metadata: {} };
    expect((await readExample(none)).format).toBe('yarn-berry-audit');
    expect((await readExample(JSON.stringify(none, null, 2))).format).toBe(
      'pnpm-audit',
    );
    expect((await readExample({ ...none, runId: 'x' })).format).toBe(
      'npm-audit-v6',
    );
  });

  it('censor the names that npm gives Git dependencies at random', async () => {
    const name = 'ab'.repeat(32);
    const { findings } = await readExample(
      JSON.stringify(audits.npmAudit6).replace(/web>left/g, `${name}>left`),
    );
    expect(findings[0].package?.paths[0]).toEqual([
      'censored_by_npm_audit',
      'left',
      'trim-all',
    ]);
  });

  it('fail as a scan when npm could not ask', async () => {
    const { records, figures } = await readExample(audits.npmAuditError);
    expect(records).toEqual([]);
    expect(figures).toMatchObject({ status: 'failed' });
    expect(figures.reason).toMatch(/ENOAUDIT.*does not support/);
  });

  it('reject one advisory without its package, and keep the others', async () => {
    const { advisories } = audits.npmAudit6;
    const { findings, rejected } = await readExample({
      ...audits.npmAudit6,
      advisories: { ...advisories, 7: { severity: 'high' }, 8: 'junk' },
    });
    expect(findings).toHaveLength(1);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/advisories/7/module_name',
      '/advisories/8',
    ]);
  });
});

describe('npm audit of npm 7', () => {
  it('has a finding for each advisory and package; a text in via only passes it on', async () => {
    const { findings } = await readExample(audits.npmAudit7);
    expect(findings).toMatchObject([
      {
        ruleId: 'GHSA-2222-3333-4444',
        severity: 'medium',
        cvss: [],
        cwes: [400],
        remediation: 'Update left to 3.0.0, a new major version.',
        package: {
          name: 'trim-all',
          fixedVersions: ['1.4.0'],
          paths: [['left', 'trim-all']],
          direct: false,
        },
        locations: [{ path: 'node_modules/trim-all' }],
      },
      { ruleId: 'GHSA-8888-9999-cccc', severity: 'high', cwes: [] },
      { ruleId: '900004', severity: 'critical', vulnerabilityIds: [] },
    ]);
  });

  it('rejects an advisory nobody could name, by its place', async () => {
    const { rejected, findings } = await readExample({
      auditReportVersion: 2,
      vulnerabilities: { a: { via: [{ title: 'x' }, 7] }, b: { via: 'a' } },
    });
    expect(findings).toEqual([]);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/vulnerabilities/a/via/0/source',
      '/vulnerabilities/a/via/1',
      '/vulnerabilities/b/via',
    ]);
  });

  it('ends where packages affect each other in a circle', async () => {
    const via = [{ source: 1, title: 'x', severity: 'low' }];
    const { findings } = await readExample({
      auditReportVersion: 2,
      vulnerabilities: {
        a: { via, effects: ['b'], isDirect: false },
        b: { via: ['a'], effects: ['a'], isDirect: true },
      },
    });
    expect(findings[0].package?.paths).toEqual([['b', 'a']]);
  });
});

describe('audits of Yarn', () => {
  it('join the lines of Yarn 1 by advisory and package', async () => {
    const { findings, format } = await readExample(
      jsonLinesOf(audits.yarnClassicAudit),
    );
    expect(format).toBe('yarn-classic-audit');
    expect(findings).toHaveLength(1);
    expect(findings[0].package).toMatchObject({
      paths: [
        ['web', 'left', 'trim-all'],
        ['trim-all'],
        ['right', 'trim-all'],
        ['up', 'trim-all'],
      ],
      development: false,
    });
  });

  it('keep the lines that can be read when one cannot', async () => {
    const { findings, rejected } = await readExample(
      `${jsonLinesOf(audits.yarnClassicAudit)}{"type":"auditAdv`,
    );
    expect(findings).toHaveLength(1);
    expect(rejected).toEqual([
      { path: '/line/5', message: expect.stringContaining('cut off') },
    ]);
  });

  it('are partial without their summary, and failed with an error', async () => {
    const [, line] = audits.yarnClassicAudit;
    expect((await readExample(jsonLinesOf([line]))).figures.status).toBe(
      'partial',
    );
    const error = { type: 'error', data: 'https://registry.yarnpkg.com: 500' };
    expect((await readExample(jsonLinesOf([error]))).figures.status).toBe(
      'failed',
    );
  });

  it('of Yarn 4 know who needs a package; deprecations are no vulnerabilities', async () => {
    const { findings, figures } = await readExample(
      jsonLinesOf(audits.yarn4Audit),
    );
    expect(findings).toMatchObject([
      {
        ruleId: 'GHSA-5555-6666-7777',
        severity: 'high',
        package: {
          name: '@acme/rope',
          version: '1.9.9',
          purl: 'pkg:npm/%40acme/rope@1.9.9',
          fixedVersions: ['2.0.0'],
          paths: [['@acme/rope'], ['knot', '@acme/rope']],
          direct: true,
        },
        fingerprints: { npmAdvisory: '900002' },
      },
    ]);
    expect(figures.summary).toMatchObject({ findings: 1, deprecated: 1 });
  });
});

/** As `jq .` prints values: over many lines, one after the other. */
const prettyOf = (values: readonly unknown[]) =>
  values.map(value => `${JSON.stringify(value, null, 2)}\n`).join('');

describe('audits that somebody printed anew', () => {
  const writers = [
    ['by jq', prettyOf],
    [
      'by jq, in a list',
      (values: readonly unknown[]) => JSON.stringify(values, null, 2),
    ],
    [
      'by jq -s -c, in a list on a line',
      (values: readonly unknown[]) => JSON.stringify(values),
    ],
    [
      'by jq --tab, with Windows line ends',
      (values: readonly unknown[]) =>
        values
          .map(value =>
            JSON.stringify(value, null, '\t').replace(/\n/g, '\r\n'),
          )
          .join('\r\n'),
    ],
  ] as const;

  it.each(writers)('say the same: %s', async (_, write) => {
    for (const audit of [audits.yarn4Audit, audits.yarnClassicAudit]) {
      const lines = await readExample(jsonLinesOf(audit));
      const printed = await readExample(write(audit));
      expect(printed.format).toBe(lines.format);
      expect(printed.records).toEqual(lines.records);
      expect(printed.rejected).toEqual([]);
      expect(printed.figures).toEqual(lines.figures);
    }
  });

  it('lose one value that is cut off, and no other', async () => {
    const [first, ...others] = audits.yarn4Audit.map(value =>
      JSON.stringify(value, null, 2),
    );
    const cut = [first.slice(0, first.indexOf('"URL"')), ...others].join('\n');
    const { findings, rejected } = await readExample(cut);
    expect(rejected).toMatchObject([{ path: '/line/1' }]);
    expect(findings).toHaveLength(
      (await readExample(prettyOf(audits.yarn4Audit))).findings.length - 1,
    );
  });

  it('do not swallow what follows a text that never ends', async () => {
    const { findings, rejected } = await readExample(
      `${prettyOf(audits.yarn4Audit)}{\n  "value": "rope\n${jsonLinesOf(
        audits.yarn4Audit,
      )}`,
    );
    expect(rejected.length).toBeGreaterThan(0);
    expect(findings.length).toBeGreaterThan(1);
  });
});

describe('audits that did not happen', () => {
  it.each([
    [
      'npm 7, when the registry did not answer',
      'npm-audit-v7',
      {
        message: '503 from the registry',
        method: 'POST',
        uri: 'https://registry.example/-/npm/v1/security/advisories/bulk',
        headers: {},
        statusCode: 503,
        body: 'busy',
      },
      /HTTP 503/,
    ],
    [
      'npm 7, without a lock file',
      'npm-audit-v6',
      {
        error: {
          code: 'ENOLOCK',
          summary: 'There is no lock file.',
          detail: 'Make one first.',
        },
      },
      /ENOLOCK/,
    ],
    [
      'pnpm',
      'pnpm-audit',
      {
        error: {
          code: 'ERR_PNPM_AUDIT_BAD_RESPONSE',
          message: 'The registry answered 500',
        },
      },
      /ERR_PNPM_AUDIT_BAD_RESPONSE: The registry/,
    ],
    [
      'Yarn 4',
      'yarn-4-audit',
      {
        type: 'error',
        name: 35,
        displayName: 'YN0035',
        indent: '',
        data: 'The remote server failed',
      },
      /remote server/,
    ],
  ])('are failed scans: %s', async (_, format, report, reason) => {
    const read = await readExample(report);
    expect(read.format).toBe(format);
    expect(read.records).toEqual([]);
    expect(read.figures).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });
});
