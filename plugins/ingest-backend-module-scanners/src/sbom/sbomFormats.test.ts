import {
  cyclonedx,
  cyclonedxOldXml,
  cyclonedxXml,
  spdx,
  spdx3,
  spdxTags,
} from '../__testUtils__/examples/sboms';
import { readExample } from '../__testUtils__/readExample';

describe('CycloneDX', () => {
  it('has components with those in them, and what they depend on', async () => {
    const { components, figures } = await readExample(cyclonedx);
    expect(components).toMatchObject([
      { ref: 'shop', root: true, dependsOn: ['runner'] },
      {
        ref: 'runner',
        group: 'org.example',
        package: {
          name: 'org.example:runner',
          version: '1.0',
          ecosystem: 'maven',
          licences: ['Apache-2.0'],
        },
        hashes: [{ algorithm: 'SHA-256' }],
        dependsOn: ['rope'],
      },
      { ref: '/components/0/components/0', package: { name: 'inner' } },
      {
        ref: 'rope',
        package: { name: 'rope', licences: ['MIT OR Apache-2.0'] },
      },
    ]);
    expect(figures).toMatchObject({
      tool: 'mapper',
      summary: { components: 4 },
    });
  });

  it('has a finding where a component is affected, by the best of its ratings', async () => {
    const { findings } = await readExample(cyclonedx);
    expect(findings).toMatchObject([
      {
        kind: 'dependency',
        tool: { name: 'mapper' },
        ruleId: 'CVE-2030-10004',
        severity: 'high',
        severitySource: 'native',
        cvss: [{ version: '3.1', score: 7.5 }],
        cwes: [78],
        vulnerabilityIds: ['CVE-2030-10004', 'GHSA-2233-4455-6677'],
        package: { purl: 'pkg:maven/org.example/runner@1.0?type=jar' },
      },
      {
        ruleId: 'CVE-2030-10007',
        severity: 'critical',
        severitySource: 'cvss30',
        suppressed: {
          by: 'vex',
          reason: 'not affected: code not reachable: Nobody calls it.',
        },
      },
      { ruleId: 'CVE-2030-10009', severity: 'unknown', state: 'fixed' },
    ]);
  });

  it('has a statement for each product that was analysed', async () => {
    const { statements } = await readExample(cyclonedx);
    expect(statements).toMatchObject([
      {
        at: '/vulnerabilities/1/affects/0',
        status: 'not_affected',
        justification: 'code_not_reachable',
        product: { bomRef: 'rope', name: 'rope', version: '2.0' },
        author: 'Acme Security',
        statedAt: '2030-01-02T03:04:05.000Z',
      },
      {
        status: 'affected',
        response: ['will_not_fix'],
        severity: 'unknown',
        product: { bomRef: 'shop', project: true },
      },
      { product: { purl: 'pkg:npm/x@1', name: 'x', version: '1' } },
      { status: 'fixed', nativeStatus: 'resolved' },
    ]);
    expect(statements[2].product.project).toBeUndefined();
  });

  it.each([
    ['resolved_with_pedigree', 'fixed'],
    ['in_triage', 'under_investigation'],
    ['false_positive', 'false_positive'],
    ['perhaps', 'under_investigation'],
  ])(
    'reads the state %s as %s: no unknown word closes anything',
    async (state, status) => {
      const { statements } = await readExample({
        bomFormat: 'CycloneDX',
        vulnerabilities: [{ id: 'CVE-2030-1', analysis: { state } }],
      });
      expect(statements).toMatchObject([
        { status, nativeStatus: state, product: { project: true } },
      ]);
    },
  );

  it('reads the same from XML', async () => {
    const { components, findings, statements } = await readExample(
      cyclonedxXml,
    );
    expect(components).toMatchObject([
      { ref: 'shop', root: true, type: 'container', dependsOn: ['runner'] },
      {
        ref: 'runner',
        package: { name: 'org.example:runner', licences: ['Apache-2.0'] },
        hashes: [{ algorithm: 'MD5', value: '00ff' }],
      },
      { package: { name: 'inner' } },
      { package: { name: 'rope', licences: ['MIT OR ISC'] } },
    ]);
    expect(findings).toMatchObject([
      {
        kind: 'container',
        severity: 'critical',
        cwes: [78],
        references: ['https://example.org/run'],
      },
    ]);
    expect(statements).toMatchObject([
      { status: 'under_investigation', response: ['update'] },
    ]);
  });

  it('reads vulnerabilities inside components, as versions before 1.4 have them', async () => {
    const { findings } = await readExample(cyclonedxOldXml);
    expect(findings).toMatchObject([
      {
        ruleId: 'CVE-2030-10008',
        severity: 'medium',
        severitySource: 'cvss2',
        package: { name: 'rope', version: '2.0' },
        references: ['https://example.org/a'],
      },
    ]);
  });

  it('rejects a component without a name and a vulnerability without an id', async () => {
    const { rejected, components } = await readExample({
      ...cyclonedx,
      components: [...cyclonedx.components, { version: '1' }, 7],
      vulnerabilities: [{ ratings: [] }],
    });
    expect(components).toHaveLength(4);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/components/2/name',
      '/components/3',
      '/vulnerabilities/0/id',
    ]);
  });
});

describe('SPDX', () => {
  const packages = [
    { ref: 'SPDXRef-shop', root: true, dependsOn: ['SPDXRef-runner'] },
    {
      ref: 'SPDXRef-runner',
      package: {
        name: 'org.example:runner',
        version: '1.0',
        licences: ['Apache-2.0'],
      },
      hashes: [{ algorithm: 'SHA1', value: '00ff' }],
    },
  ];

  it('2 has packages, what they depend on, and the advisories they refer to', async () => {
    const { components, findings, figures } = await readExample(spdx);
    expect(components).toMatchObject([
      { ...packages[0], dependsOn: ['SPDXRef-runner', 'SPDXRef-tester'] },
      { ...packages[1], supplier: 'Example' },
      { ref: 'SPDXRef-tester', package: { development: true } },
    ]);
    expect(components[0].package.version).toBeUndefined();
    expect(findings).toMatchObject([
      {
        ruleId: 'CVE-2030-10004',
        severity: 'unknown',
        package: { name: 'org.example:runner' },
      },
    ]);
    expect(figures.tool).toBe('mapper');
  });

  it('2 reads the same from tags and values', async () => {
    const { components, figures } = await readExample(spdxTags);
    expect(components).toMatchObject(packages);
    expect(figures.tool).toBe('mapper');
  });

  it('2 is known with its version at the end, as writers that sort keys have it', async () => {
    const { spdxVersion, ...others } = spdx;
    const many = Array.from({ length: 2000 }, (_, index) => ({
      SPDXID: `SPDXRef-${index}`,
      name: `n${index}`,
      comment: 'long '.repeat(20),
    }));
    const { format, components } = await readExample({
      ...others,
      packages: many,
      spdxVersion,
    });
    expect([format, components.length]).toEqual(['spdx', 2000]);
  });

  it('3 has packages, licences and dependencies of its graph', async () => {
    const { components } = await readExample(spdx3);
    expect(components).toMatchObject([
      { ref: 'shop', root: true, dependsOn: ['runner'] },
      {
        ref: 'runner',
        package: {
          version: '1.0',
          licences: ['Apache-2.0'],
          ecosystem: 'maven',
        },
      },
    ]);
  });

  it('names the version it does not read', async () => {
    await expect(
      readExample({ spdxVersion: 'SPDX-4.0', packages: [] }),
    ).rejects.toThrow(/"SPDX-4.0" is not read/);
    await expect(
      readExample(spdxTags.replace('SPDX-2.2', 'SPDX-1.2')),
    ).rejects.toThrow(/"SPDX-1.2"/);
  });

  it('rejects a package without a name or an id by its place', async () => {
    const { rejected } = await readExample({
      ...spdx,
      packages: [{ SPDXID: 'a' }, { name: 'b' }, null],
    });
    expect(rejected.map(({ path }) => path)).toEqual([
      '/packages/0/name',
      '/packages/1/SPDXID',
      '/packages/2',
    ]);
  });
});
