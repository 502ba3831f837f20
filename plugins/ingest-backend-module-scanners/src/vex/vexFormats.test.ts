import { csaf, openVex } from '../__testUtils__/examples/vex';
import { readExample } from '../__testUtils__/readExample';

describe('OpenVEX', () => {
  it('has a statement for each product, or part of one, that it names', async () => {
    const { statements } = await readExample(openVex);
    expect(statements).toMatchObject([
      {
        at: '/statements/0/products/0',
        vulnerabilityIds: ['CVE-2030-10004', 'GHSA-2233-4455-6677'],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        product: { purl: 'pkg:maven/org.example/runner@1.0', version: '1.0' },
        author: 'Acme Security',
        statedAt: '2030-02-01T00:00:00.000Z',
      },
      {
        at: '/statements/0/products/1/subcomponents/0',
        product: { purl: 'pkg:npm/trim-all@1.2.0', name: 'trim-all' },
      },
      {
        vulnerabilityIds: ['CVE-2030-10005'],
        status: 'affected',
        action: 'Update to 2.0',
        product: { name: 'shop', project: true },
        statedAt: '2030-01-01T00:00:00.000Z',
      },
      // A word nobody knows stays open.
      { status: 'under_investigation', nativeStatus: 'somewhat' },
    ]);
    expect(statements[1].product.project).toBeUndefined();
  });

  it('rejects what gives no reason, names no product or no vulnerability', async () => {
    const statement = {
      vulnerability: { name: 'CVE-2030-1' },
      products: [{ '@id': 'pkg:npm/a@1' }],
      status: 'not_affected',
    };
    const { rejected, statements } = await readExample({
      ...openVex,
      statements: [
        statement,
        { ...statement, impact_statement: 'It is not in it.' },
        { ...statement, status: 'fixed', products: [] },
        { ...statement, status: 'fixed', vulnerability: {} },
        { ...statement, status: undefined },
        { ...statement, status: 'fixed', products: [{}] },
      ],
    });
    expect(statements.map(({ at }) => at)).toEqual([
      '/statements/1/products/0',
    ]);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/statements/0/justification',
      '/statements/2/products',
      '/statements/3/vulnerability',
      '/statements/4/status',
      '/statements/5/@id',
    ]);
  });
});

describe('CSAF', () => {
  it('has a statement for each product and status, with what is said of it', async () => {
    const { statements } = await readExample(csaf);
    expect(statements).toMatchObject([
      {
        at: '/vulnerabilities/0/product_status/known_not_affected/0',
        vulnerabilityIds: ['CVE-2030-10004'],
        status: 'not_affected',
        nativeStatus: 'known_not_affected',
        justification: 'component_not_present',
        product: {
          bomRef: 'SHOP-1:RUNNER',
          purl: 'pkg:maven/org.example/runner@1.0',
        },
        author: 'Acme',
        statedAt: '2030-03-01T00:00:00.000Z',
      },
      {
        status: 'affected',
        impact: 'None here',
        action: 'Update',
        severity: 'critical',
        product: { name: 'Shop 1.0', version: '1.0' },
      },
    ]);
  });

  it('reads the scores of version 2.1, which stand one level down', async () => {
    const [vulnerability] = csaf.vulnerabilities;
    const [{ products, cvss_v3 }] = vulnerability.scores;
    const { statements } = await readExample({
      ...csaf,
      document: { ...csaf.document, csaf_version: '2.1' },
      vulnerabilities: [
        {
          ...vulnerability,
          scores: undefined,
          metrics: [{ products, content: { cvss_v3 } }],
        },
      ],
    });
    expect(statements[1].severity).toBe('critical');
  });

  it('rejects a vulnerability without a name, and names a version it does not read', async () => {
    const { rejected } = await readExample({
      ...csaf,
      vulnerabilities: [
        { title: 'Of no product' },
        { product_status: { fixed: ['SHOP-1'] } },
      ],
    });
    expect(rejected.map(({ path }) => path)).toEqual([
      '/vulnerabilities/1/cve',
    ]);
    await expect(
      readExample({ document: { ...csaf.document, csaf_version: '9.9' } }),
    ).rejects.toThrow(/"9.9" is not read/);
  });
});
