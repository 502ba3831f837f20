import { snyk, snykIac } from '../__testUtils__/examples/scanners';
import { readExample } from '../__testUtils__/readExample';
import { imageName } from './snykProject';

describe('Snyk', () => {
  it('has one finding for an issue of a package in a project, with all its paths', async () => {
    const { findings, figures } = await readExample(snyk);
    expect(
      findings.map(({ kind, ruleId, target, scope, suppressed }) => [
        kind,
        ruleId,
        target,
        scope,
        suppressed?.by,
      ]),
    ).toEqual([
      [
        'dependency',
        'SNYK-JS-TRIMALL-900001',
        'web/package-lock.json',
        'web',
        undefined,
      ],
      [
        'dependency',
        'SNYK-JS-TRIMALL-900009',
        'web/package-lock.json',
        'web',
        'source',
      ],
      [
        'licence',
        'snyk:lic:npm:copyleft:GPL-3.0',
        'api/package-lock.json',
        'api',
        undefined,
      ],
      [
        'container',
        'SNYK-DEBIAN12-BUCKET-1',
        'registry.example.org:5000/acme/shop',
        'docker-image|registry.example.org:5000/acme/shop',
        undefined,
      ],
      [
        'container',
        'SNYK-JS-TRIMALL-900001',
        'registry.example.org:5000/acme/shop:app/package.json',
        undefined,
        undefined,
      ],
    ]);
    expect(findings[0]).toMatchObject({
      severity: 'medium',
      severitySource: 'native',
      cvss: [{ version: '3.1', score: 7.5 }],
      epss: { score: 0.00042, percentile: 0.05 },
      vulnerabilityIds: ['CVE-2030-10001', 'SNYK-JS-TRIMALL-900001'],
      remediation: 'Upgrade to 1.4.0.',
      package: {
        purl: 'pkg:npm/trim-all@1.2.0',
        fixedVersions: ['1.4.0'],
        paths: [['left@2.0.0', 'trim-all@1.2.0'], ['trim-all@1.2.0']],
        direct: true,
      },
    });
    expect(findings[2].package?.licences).toEqual(['GPL-3.0']);
    expect(figures).toMatchObject({ tool: 'Snyk', summary: { suppressed: 1 } });
    expect(figures.scope).toBeUndefined();
  });

  it('names the version of unmanaged code by the name it stands in', async () => {
    const { findings } = await readExample([
      {
        issues: [{ issueId: 'SNYK-UNMANAGED-X-1', fixInfo: {} }],
        vulnerabilities: [
          {
            id: 'SNYK-UNMANAGED-X-1',
            severity: 'high',
            packageManager: 'Unmanaged (C/C++)',
            name: 'https://example.org|zip@1.2',
            from: ['https://example.org|zip@1.2'],
          },
        ],
        path: '/src',
        packageManager: 'Unmanaged (C/C++)',
      },
    ]);
    expect(findings[0].package).toMatchObject({
      name: 'https://example.org|zip',
      version: '1.2',
      paths: [['https://example.org|zip@1.2']],
    });
  });

  it('fails when no project was scanned, and is partial when some were not', async () => {
    const error = { ok: false, error: 'No lock file', path: '/build/api' };
    expect((await readExample(error)).figures).toMatchObject({
      status: 'failed',
      reason: 'Snyk could not scan /build/api: No lock file',
    });
    const { figures, findings } = await readExample([snyk[1], error]);
    expect(figures.status).toBe('partial');
    expect(findings).toHaveLength(1);
  });

  it('keeps why an issue was ignored', async () => {
    const [project] = snyk;
    const [issue] = project.filtered?.ignore ?? [];
    const ignored = [{ reason: 'Not called', expires: '2031-01-01' }];
    const { findings } = await readExample({
      ...project,
      vulnerabilities: [],
      filtered: { ignore: [{ ...issue, filtered: { ignored } }] },
    });
    expect(findings[0].suppressed?.reason).toBe('Not called');
  });

  it('rejects an issue without an id by its place', async () => {
    const [project] = snyk;
    const { rejected, findings } = await readExample({
      ...project,
      vulnerabilities: [...project.vulnerabilities, { severity: 'high' }],
    });
    expect(findings).toHaveLength(2);
    expect(rejected.map(({ path }) => path)).toEqual(['/vulnerabilities/2/id']);
  });

  it.each([
    ['alpine:3.10', 'alpine'],
    ['docker-image|acme/shop', 'acme/shop'],
    ['localhost:5000/acme/shop:1@sha256:abc', 'localhost:5000/acme/shop'],
    ['localhost:5000/acme/shop', 'localhost:5000/acme/shop'],
  ])('calls the image %s %s, whatever its build', (text, name) => {
    expect(imageName(text)).toBe(name);
  });
});

describe('Snyk IaC', () => {
  it('has the file, the resource and the line, where it knows one', async () => {
    const { findings } = await readExample(snykIac);
    expect(findings).toMatchObject([
      {
        kind: 'iac',
        ruleId: 'SNYK-CC-TF-900001',
        severity: 'high',
        description: 'Everybody can read it\n\nThey will',
        remediation: 'Set acl to private',
        locations: [
          {
            path: 'infra/bucket.tf',
            startLine: 7,
            name: 'resource.aws_s3_bucket[logs].acl',
          },
        ],
      },
      { ruleId: 'SNYK-CC-TF-900002', suppressed: { by: 'source' } },
    ]);
    expect(findings[1].locations).toEqual([{ path: 'infra/bucket.tf' }]);
  });
});
