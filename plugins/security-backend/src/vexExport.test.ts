import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import {
  FindingWorld,
  hours,
  search,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { packageFinding, scan } from './testing/scans';

const need = createRequire(__filename);
const cycloneDx = join(
  dirname(need.resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);
/** The other two are in no package; where they are kept, they are read. */
const schemas = resolve(
  process.env.QUARTERDECK_SCHEMAS ??
    join(__dirname, '../../../../shared/schemas'),
);

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

const packages = (names: readonly string[]) =>
  names.map((name, at) =>
    packageFinding(`CVE-2026-${1000 + at}`, {
      vulnerabilityIds: [`CVE-2026-${1000 + at}`, `GHSA-aaaa-bbbb-000${at}`],
      package: {
        name,
        version: '1.0.0',
        ecosystem: 'npm',
        purl: `pkg:npm/${name}@1.0.0`,
        fixedVersions: at % 2 ? [] : ['1.0.1'],
      },
    }),
  );

describe('the VEX export', () => {
  let world: FindingWorld;
  beforeAll(async () => {
    world = await startFindingWorld();
    const all = packages([
      'open-rope',
      'accepted-rope',
      'wrong-rope',
      'outside-rope',
      'mended-rope',
      'confirmed-rope',
      'unreached-rope',
    ]);
    const at = (hour: number) => ({ at: hours(hour), data: { tool: 'vexed' } });
    const twice = packageFinding('CVE-2026-1000', {
      target: 'other/package-lock.json',
      vulnerabilityIds: ['CVE-2026-1000', 'GHSA-aaaa-bbbb-0000'],
      package: {
        name: 'open-rope',
        version: '1.0.0',
        purl: 'pkg:npm/open-rope@1.0.0',
      },
    });
    await world.tell(
      scan([...all, twice], at(-5)),
      scan([...all.filter(one => !one.title.includes('1004')), twice], at(-4)),
      scan(
        [
          {
            record: 'vex' as const,
            at: '/statements/0',
            vulnerabilityIds: ['CVE-2026-1006'],
            status: 'not_affected' as const,
            nativeStatus: 'not_affected',
            justification: 'vulnerable_code_not_in_execute_path',
            impact: 'The parser is never called.',
            product: { purl: 'pkg:npm/unreached-rope@1.0.0' },
          },
        ],
        { at: hours(-3), data: { category: 'vex', format: 'openvex' } },
      ),
    );
    const act = async (number: number, action: object) => {
      const id = await world.idOf(`CVE-2026-${number}`);
      const { status, body } = await world
        .post(`/v1/findings/${id}/actions`)
        .send(action);
      expect([status, body.error]).toEqual([200, undefined]);
    };
    await act(1001, {
      action: 'accept_risk',
      owner: 'group:default/pay',
      reason: 'only inside',
      expiresAt: hours(48),
    });
    await act(1002, {
      action: 'set_state',
      state: 'false_positive',
      reason: 'another package of that name',
    });
    await act(1003, {
      action: 'set_state',
      state: 'out_of_scope',
      reason: 'a sample',
    });
    await act(1005, { action: 'set_state', state: 'triaged' });
  });
  afterAll(() => world?.stop());

  const exported = async (format: string) => {
    const { status, body } = await world.get(
      `/v1/vex/export?entity=${shop}&format=${format}`,
    );
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };

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
    validate(await exported('cyclonedx'));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    // Scores are not exported: what the schema of CSAF refers to is not needed.
    [
      'csaf',
      'csaf_json_schema.json',
      ['2.0', '3.0', '3.1'].map(version => ({
        $id: `https://www.first.org/cvss/cvss-v${version}.json`,
      })),
    ],
    ['openvex', 'openvex_json_schema.json', []],
  ])('is valid by the schema of %s', async (format, file, others) => {
    const document = await exported(format);
    if (!existsSync(join(schemas, file))) {
      // It is in no package, and not ours to copy.
      process.stdout.write(
        `${format} is held against the rules of its text only: there is no ${join(
          schemas,
          file,
        )}.\n`,
      );
      expect(Object.keys(document).length).toBeGreaterThan(2);
      return;
    }
    const validate = compile(new Ajv2020(lenient), join(schemas, file), others);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('says of OpenVEX what its text asks for', async () => {
    const document = await exported('openvex');
    expect(document).toMatchObject({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': expect.stringMatching(/^https?:\/\//),
      author: expect.stringMatching(/./),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      version: 1,
    });
    for (const statement of document.statements) {
      expect(statement.vulnerability.name).toMatch(/./);
      expect(statement.products[0].subcomponents[0]['@id']).toMatch(/^pkg:/);
      if (statement.status === 'not_affected') {
        expect(
          statement.justification ?? statement.impact_statement,
        ).toBeDefined();
      } else {
        expect(statement.justification).toBeUndefined();
      }
      if (statement.status === 'affected') {
        expect(statement.action_statement).toMatch(/./);
      }
    }
  });

  it('says of CSAF what its profile VEX asks for', async () => {
    const { document, product_tree, vulnerabilities } = await exported('csaf');
    expect(document).toMatchObject({
      category: 'csaf_vex',
      csaf_version: '2.0',
    });
    const known = new Set(
      product_tree.full_product_names.map(
        (product: { product_id: string }) => product.product_id,
      ),
    );
    expect(known.size).toBe(product_tree.full_product_names.length);
    for (const one of vulnerabilities) {
      const { product_status: status, remediations, threats, flags } = one;
      const listed: string[] = Object.values<string[]>(status).flat();
      expect(listed.filter(id => !known.has(id))).toEqual([]);
      // A product stands in one list.
      expect(new Set(listed).size).toBe(listed.length);
      if (status.known_affected) expect(remediations).not.toEqual([]);
      if (status.known_not_affected) expect(threats ?? flags).toBeDefined();
    }
  });

  const wordOf = {
    cyclonedx: (document: {
      vulnerabilities: { id: string; analysis: { state: string } }[];
    }) =>
      Object.fromEntries(
        document.vulnerabilities.map(({ id, analysis }) => [
          id,
          analysis.state,
        ]),
      ),
    openvex: (document: {
      statements: { vulnerability: { name: string }; status: string }[];
    }) =>
      Object.fromEntries(
        document.statements.map(({ vulnerability, status }) => [
          vulnerability.name,
          status,
        ]),
      ),
    csaf: (document: {
      vulnerabilities: { cve: string; product_status: object }[];
    }) =>
      Object.fromEntries(
        document.vulnerabilities.map(({ cve, product_status: status }) => [
          cve,
          Object.keys(status).join(),
        ]),
      ),
  };

  it('tells of everything once, in the words of the format, and of what is out of scope nothing', async () => {
    const told = async (format: keyof typeof wordOf) => {
      const words = wordOf[format](await exported(format));
      return Array.from(
        { length: 7 },
        (_, at) => words[`CVE-2026-${1000 + at}`],
      );
    };
    expect(await told('cyclonedx')).toEqual([
      'in_triage',
      'exploitable',
      'false_positive',
      undefined,
      'resolved',
      'exploitable',
      'not_affected',
    ]);
    expect(await told('openvex')).toEqual([
      'under_investigation',
      'affected',
      'not_affected',
      undefined,
      'fixed',
      'affected',
      'not_affected',
    ]);
    expect(await told('csaf')).toEqual([
      'under_investigation',
      'known_affected',
      'known_not_affected',
      undefined,
      'fixed',
      'known_affected',
      'known_not_affected',
    ]);
    const { vulnerabilities } = await exported('cyclonedx');
    expect(
      vulnerabilities.filter(
        (one: { id: string }) => one.id === 'CVE-2026-1000',
      ),
    ).toHaveLength(1);
  });

  it('never calls an accepted risk not affected', async () => {
    const { vulnerabilities } = await exported('cyclonedx');
    const accepted = vulnerabilities.find(
      (one: { id: string }) => one.id === 'CVE-2026-1001',
    );
    expect(accepted.analysis).toMatchObject({
      state: 'exploitable',
      response: ['will_not_fix'],
      detail: expect.stringContaining('only inside'),
    });
    const csaf = await exported('csaf');
    expect(
      csaf.vulnerabilities.find(
        (one: { cve: string }) => one.cve === 'CVE-2026-1001',
      ).remediations,
    ).toMatchObject([{ category: 'no_fix_planned' }]);
  });

  it('keeps the justification of the statement that suppressed it', async () => {
    const { statements } = await exported('openvex');
    expect(
      statements.find(
        (one: { vulnerability: { name: string } }) =>
          one.vulnerability.name === 'CVE-2026-1006',
      ),
    ).toMatchObject({
      justification: 'vulnerable_code_not_in_execute_path',
      impact_statement: 'The parser is never called.',
    });
  });

  it('says so when there is nothing to say', async () => {
    const { status, body } = await world.get(
      `/v1/vex/export?entity=${search}&format=csaf`,
    );
    expect([status, body.error.message]).toEqual([
      404,
      expect.stringContaining('nothing to say'),
    ]);
  });
});
