import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { startVexWorld, VexWorld } from './__testUtils__/startVexWorld';

const need = createRequire(__filename);
const cycloneDx = join(
  dirname(need.resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);
/**
 * The official schemas of the other two are in no package. Who has them names their
 * folder here; everybody else has what the texts ask for, below.
 */
const schemas = process.env.QUARTERDECK_SCHEMAS;

const json = (path: string): object => JSON.parse(readFileSync(path, 'utf8'));

function compile(ajv: Ajv, main: string, others: readonly object[]) {
  addFormats(ajv);
  ajv.addFormat('iri', /^[a-z][a-z0-9+.-]*:\S+$/i);
  ajv.addFormat('iri-reference', true);
  ajv.addFormat('idn-email', true);
  others.forEach(schema => ajv.addSchema(schema));
  return ajv.compile(json(main));
}

const lenient = { strict: false, allErrors: true };

describe('exported VEX documents', () => {
  let world: VexWorld;
  beforeAll(async () => {
    world = await startVexWorld();
  });
  afterAll(() => world?.stop());

  it('is valid by the schema of CycloneDX 1.6', async () => {
    const validate = compile(
      new Ajv(lenient),
      join(cycloneDx, 'bom-1.6.SNAPSHOT.schema.json'),
      ['spdx', 'jsf-0.82', 'cryptography-defs'].map(name => ({
        ...json(join(cycloneDx, `${name}.SNAPSHOT.schema.json`)),
        // As the schema calls it.
        $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
      })),
    );
    validate(await world.exported('cyclonedx'));
    expect(validate.errors ?? []).toEqual([]);
  });

  const exported = (format: string) => world.exported(format);

  for (const [format, file, others] of [
    // Scores are not exported: what the schema of CSAF refers to is not needed.
    [
      'csaf',
      'csaf_json_schema.json',
      ['2.0', '3.0', '3.1'].map(version => ({
        $id: `https://www.first.org/cvss/cvss-v${version}.json`,
      })),
    ],
    ['openvex', 'openvex_json_schema.json', []],
  ] as const) {
    if (schemas) {
      it(`are valid by the schema of ${format}`, async () => {
        const validate = compile(
          new Ajv2020(lenient),
          join(schemas, file),
          others,
        );
        validate(await exported(format));
        expect(validate.errors ?? []).toEqual([]);
      });
    }
  }

  it('say what the text of OpenVEX asks for', async () => {
    const document = await world.exported('openvex');
    expect(document).toMatchObject({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': expect.stringMatching(/^https?:\/\//),
      author: expect.stringMatching(/./),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      version: 1,
    });
    const lacking = document.statements.filter(statement => {
      const { status, justification, impact_statement: impact } = statement;
      const why = justification ?? impact;
      return (
        !statement.vulnerability.name ||
        !statement.products[0].subcomponents[0]['@id'].startsWith('pkg:') ||
        (status === 'not_affected' ? !why : justification !== undefined) ||
        (status === 'affected' && !statement.action_statement)
      );
    });
    expect(lacking).toEqual([]);
  });

  it('say what the profile VEX of CSAF asks for', async () => {
    const told = await world.exported('csaf');
    expect(told.document).toMatchObject({
      category: 'csaf_vex',
      csaf_version: '2.0',
    });
    const ids = told.product_tree.full_product_names.map(
      product => product.product_id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    const lacking = told.vulnerabilities.filter(one => {
      const status = one.product_status;
      const listed = Object.values(status).flat();
      return (
        listed.some(id => !ids.includes(id)) ||
        // A product stands in one list.
        new Set(listed).size !== listed.length ||
        (status.known_affected && !one.remediations?.length) ||
        (status.known_not_affected && !(one.threats ?? one.flags)?.length)
      );
    });
    expect(lacking).toEqual([]);
  });
});
