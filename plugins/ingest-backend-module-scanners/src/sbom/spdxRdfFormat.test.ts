import { spdxRdf } from '../__testUtils__/examples/xml';
import { readExample } from '../__testUtils__/readExample';

describe('SPDX as RDF/XML', () => {
  it('has packages wherever they stand, their licences and what they depend on', async () => {
    const { format, components, rejected } = await readExample(spdxRdf);
    expect(format).toBe('spdx-rdf');
    expect(rejected).toEqual([]);
    expect(components).toMatchObject([
      {
        ref: 'SPDXRef-shop',
        root: true,
        supplier: 'Acme',
        package: {
          name: 'shop',
          version: '1.4.0',
          licences: ['MIT OR Apache-2.0'],
        },
        dependsOn: ['SPDXRef-rope'],
      },
      {
        ref: 'SPDXRef-rope',
        package: {
          name: 'rope',
          version: '2.0',
          purl: 'pkg:npm/rope@2.0',
          licences: ['MIT'],
        },
        hashes: [{ algorithm: 'SHA256' }],
      },
    ]);
  });

  it('rejects a package without a name by its place', async () => {
    const { rejected, components } = await readExample(
      spdxRdf.replace('<spdx:name>rope</spdx:name>', ''),
    );
    expect(components).toHaveLength(1);
    expect(rejected).toMatchObject([{ path: '/RDF/Package/name' }]);
  });
});
