import {
  dependencyCheck,
  dependencyTrack,
  osv,
} from '../__testUtils__/examples/scanners';
import { dependencyCheckXml } from '../__testUtils__/examples/xml';
import { readExample } from '../__testUtils__/readExample';

describe('OSV-Scanner', () => {
  it('has one finding for all names of a vulnerability: by its vector, else its word, else unknown', async () => {
    const { findings } = await readExample(osv);
    expect(
      findings.map(({ vulnerabilityIds, severity, severitySource }) => [
        vulnerabilityIds,
        severity,
        severitySource,
      ]),
    ).toEqual([
      [
        ['CVE-2030-10003', 'GHSA-2233-4455-6677', 'PYSEC-2030-7'],
        'critical',
        'cvss31',
      ],
      [['GHSA-8899-ccff-gghh'], 'medium', 'native'],
      [['OSV-2030-1'], 'unknown', 'none'],
    ]);
    expect(findings[0]).toMatchObject({
      cwes: [77],
      target: 'api/poetry.lock',
      references: ['https://example.org/bite'],
      package: { purl: 'pkg:pypi/snakeskin@2.0', fixedVersions: ['2.1'] },
    });
  });

  it('joins by aliases what the scanner did not group, however they come', async () => {
    const [result] = osv.results;
    const [item] = result.packages;
    const { findings } = await readExample({
      results: [
        {
          ...result,
          packages: [
            {
              ...item,
              groups: [],
              vulnerabilities: [
                { id: 'PYSEC-2030-8' },
                { id: 'GHSA-2233-4455-6677' },
                {
                  id: 'CVE-2030-10003',
                  aliases: ['PYSEC-2030-8', 'GHSA-2233-4455-6677'],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(findings.map(one => one.vulnerabilityIds)).toEqual([
      ['CVE-2030-10003', 'GHSA-2233-4455-6677', 'PYSEC-2030-8'],
    ]);
  });

  it('names a commit that was scanned by its folder', async () => {
    const { findings, rejected } = await readExample({
      results: [
        {
          source: { path: '/src/engine/', type: 'git' },
          packages: [
            {
              package: { name: '', version: '', commit: 'f5f3c22' },
              vulnerabilities: [{ id: 'CVE-2030-10003' }],
            },
          ],
        },
      ],
    });
    expect(rejected).toEqual([]);
    expect(findings[0].package).toMatchObject({
      name: 'engine',
      version: 'f5f3c22',
    });
  });

  it('speaks of an image when it scanned one', async () => {
    const { findings } = await readExample({ ...osv, image_metadata: {} });
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(
      new Set(['container']),
    );
  });

  it('rejects what has no id, and a result without packages', async () => {
    const { rejected } = await readExample({
      results: [
        {
          source: { path: 'a.lock' },
          packages: [
            { package: { name: 'a' }, vulnerabilities: [{ summary: 'x' }] },
          ],
        },
        { source: { path: 'b.lock' } },
      ],
    });
    expect(rejected.map(({ path }) => path)).toEqual([
      '/results/1/packages',
      '/results/0/packages/0/vulnerabilities/0',
    ]);
  });
});

describe('Dependency-Check', () => {
  it('has what is open and what is suppressed, as JSON', async () => {
    const { findings, figures } = await readExample(dependencyCheck);
    expect(findings).toMatchObject([
      {
        ruleId: 'CVE-2030-10004',
        severity: 'critical',
        severitySource: 'native',
        cvss: [{ version: '3.1', score: 9.8 }],
        cwes: [78],
        target: 'runner-1.0.jar',
        package: { purl: 'pkg:maven/org.example/runner@1.0' },
      },
      {
        ruleId: 'CVE-2030-10005',
        severity: 'medium',
        cvss: [{ version: '2.0', score: 5 }],
      },
      {
        ruleId: 'CVE-2030-10006',
        suppressed: { by: 'source', reason: 'no' },
      },
    ]);
    expect(figures).toMatchObject({ scope: 'shop', summary: { findings: 2 } });
  });

  it('reads the same from XML, with the forms of older schemas', async () => {
    const { findings, figures } = await readExample(dependencyCheckXml);
    expect(findings).toMatchObject([
      {
        ruleId: 'GHSA-2222-3333-4444',
        severity: 'medium',
        cwes: [400],
        target: 'var/build/shop/package-lock.json',
        package: { purl: 'pkg:npm/trim-all@1.2.0' },
        references: ['https://example.org/slow'],
      },
      {
        ruleId: 'CVE-2030-10006',
        severity: 'critical',
        cvss: [{ version: '3.1', score: 9.8 }],
        suppressed: { by: 'source', reason: 'Nobody calls it.' },
      },
      {
        ruleId: 'CVE-2030-10001',
        severity: 'high',
        severitySource: 'cvss2',
        cvss: [{ version: '2.0', score: 7.5 }],
        package: {
          name: 'org.example:old',
          version: '6.7',
          ecosystem: 'maven',
        },
      },
    ]);
    expect(figures.scope).toBe('shop');
  });

  it('rejects a vulnerability without a name by its place', async () => {
    const { rejected, findings } = await readExample(
      dependencyCheckXml.replace('<name>CVE-2030-10001</name>', ''),
    );
    expect(findings).toHaveLength(2);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/analysis/dependencies/dependency[2]/vulnerabilities/0/name',
    ]);
  });
});

describe('Dependency-Track', () => {
  it('has aliases, EPSS and what was analysed; unassigned is unknown', async () => {
    const { findings, figures } = await readExample(dependencyTrack);
    expect(findings).toMatchObject([
      {
        severity: 'high',
        cvss: [{ version: '3.1', score: 8.1 }],
        epss: { score: 0.2, percentile: 0.9 },
        cwes: [78],
        vulnerabilityIds: ['CVE-2030-10004', 'GHSA-2233-4455-6677'],
        package: { name: 'org.example:runner', version: '1.0' },
      },
      {
        severity: 'unknown',
        severitySource: 'native',
        nativeSeverity: 'UNASSIGNED',
        package: { name: 'nameless', version: '2' },
        suppressed: { by: 'source', reason: 'False positive' },
      },
    ]);
    expect(figures.scope).toBe('shop');
  });
});
