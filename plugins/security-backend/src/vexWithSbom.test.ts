import { NewScanRecord } from '@quarterdeck/plugin-ingest-common';
import {
  FindingWorld,
  hours,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { packageFinding, scan, TestScan } from './testing/scans';

const component = (name: string): NewScanRecord => ({
  record: 'component',
  ref: `ref-${name}`,
  package: { name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0` },
});

const vulnerable = (id: string, name: string): NewScanRecord =>
  packageFinding(id, {
    tool: { name: 'shipwright' },
    package: { name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0` },
  });

const statement = (
  at: number,
  id: string,
  more: Partial<Extract<NewScanRecord, { record: 'vex' }>>,
): NewScanRecord => ({
  record: 'vex',
  at: `/vulnerabilities/${at}`,
  vulnerabilityIds: [id],
  status: 'not_affected',
  nativeStatus: 'not_affected',
  justification: 'code_not_reachable',
  product: { bomRef: 'ref-rope' },
  ...more,
});

describe('an SBOM and VEX', () => {
  let world: FindingWorld;
  beforeAll(async () => {
    world = await startFindingWorld();
  });
  afterAll(() => world?.stop());

  const open = async (entity: string) =>
    (await world.list(`?entity=${entity}&state=open&suppressed=false`)).sort();
  const documents = async (entity: string) =>
    (await world.get(`/v1/vex/documents?entity=${entity}`)).body.items;
  const whole = (entity: string, at: string): TestScan =>
    scan(
      [
        component('rope'),
        component('lace'),
        vulnerable('CVE-2026-801', 'rope'),
        vulnerable('CVE-2026-802', 'lace'),
        statement(0, 'CVE-2026-801', {}),
        statement(1, 'CVE-2026-802', {
          status: 'affected',
          nativeStatus: 'exploitable',
          justification: undefined,
          product: { bomRef: 'ref-lace' },
        }),
        statement(2, 'CVE-2026-803', {}),
      ],
      {
        at,
        entityRef: entity,
        data: { category: 'sbom', format: 'cyclonedx', tool: 'shipwright' },
      },
    );

  it('in one document are taken in as one: components, findings and what is said of them', async () => {
    const entity = 'component:default/all-in-one';
    await world.tell(whole(entity, hours(-3)));
    expect(await open(entity)).toEqual(['CVE-2026-802']);
    const { body } = await world.get(`/v1/sboms?entity=${entity}`);
    expect(body.items).toHaveLength(1);
    const parts = await world.get(`/v1/sboms/${body.items[0].id}/components`);
    expect(
      parts.body.items.map((one: { name: string }) => one.name).sort(),
    ).toEqual(['lace', 'rope']);
    expect(await documents(entity)).toMatchObject([
      { applied: 2, unmatched: 1, rejected: 0 },
    ]);
  });

  it('in one document change nothing when it comes again', async () => {
    const entity = 'component:default/twice';
    await world.tell(whole(entity, hours(-3)));
    const before = await world.knex('finding').where({ entity_ref: entity });
    await world.tell(whole(entity, hours(-2)));
    const imports = await world
      .knex('scan_import')
      .where({ entity_ref: entity })
      .orderBy('scanned_at')
      .select('created', 'unchanged', 'updated', 'fixed', 'reopened');
    expect(imports[1]).toEqual({
      created: 0,
      unchanged: 2,
      updated: 0,
      fixed: 0,
      reopened: 0,
    });
    expect(await world.knex('finding').where({ entity_ref: entity })).toEqual(
      before,
    );
    expect(await documents(entity)).toMatchObject([
      { applied: 2, unmatched: 1, rejected: 0 },
      ...(await documents(entity)).slice(1),
    ]);
  });

  it('in one zip are each what they are', async () => {
    const entity = 'component:default/zipped';
    await world.tell(
      scan([component('rope'), statement(0, 'CVE-2026-801', {})], {
        at: hours(-1),
        entityRef: entity,
        data: { category: 'sbom', format: 'openvex+cyclonedx' },
      }),
    );
    expect(await documents(entity)).toMatchObject([{ format: 'openvex' }]);
    const { body } = await world.get(`/v1/sboms?entity=${entity}`);
    expect(body.items).toMatchObject([{ format: 'cyclonedx' }]);
  });

  it('in one zip are each held to the rules of its own format', async () => {
    const entity = 'component:default/mixed';
    const unsaid = { justification: undefined, impact: undefined };
    const together = scan(
      [
        component('rope'),
        component('lace'),
        vulnerable('CVE-2026-801', 'rope'),
        vulnerable('CVE-2026-802', 'lace'),
        // OpenVEX asks why, CycloneDX does not.
        statement(0, 'CVE-2026-801', { ...unsaid, format: 'openvex' }),
        statement(1, 'CVE-2026-802', {
          ...unsaid,
          format: 'cyclonedx',
          product: { bomRef: 'ref-lace' },
        }),
      ],
      {
        at: hours(-1),
        entityRef: entity,
        data: {
          category: 'sbom',
          format: 'openvex+cyclonedx',
          tool: 'shipwright',
        },
      },
    );
    await world.tell(together);
    expect(await open(entity)).toEqual(['CVE-2026-801']);
    const filed = await documents(entity);
    expect(filed).toHaveLength(2);
    expect(filed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ format: 'openvex', applied: 0 }),
        expect.objectContaining({ format: 'cyclonedx', applied: 1 }),
      ]),
    );
    // A later document of one format leaves the other as it is.
    await world.tell(
      scan([statement(0, 'CVE-2026-801', { format: undefined })], {
        at: hours(0),
        entityRef: entity,
        data: { category: 'vex', format: 'openvex', tool: undefined },
      }),
    );
    expect(await open(entity)).toEqual([]);
  });

  it.each([
    ['SBOM, scan, VEX', [0, 1, 2]],
    ['VEX, SBOM, scan', [2, 0, 1]],
    ['scan, VEX, SBOM', [1, 2, 0]],
  ])('beside each other mean the same in the order %s', async (name, order) => {
    const entity = `component:default/beside-${order.join('')}`;
    const told = [
      scan([component('rope'), component('lace')], {
        at: hours(-3),
        entityRef: entity,
        data: { category: 'sbom', format: 'cyclonedx', tool: undefined },
      }),
      scan(
        [
          vulnerable('CVE-2026-801', 'rope'),
          vulnerable('CVE-2026-802', 'lace'),
        ],
        { at: hours(-3), entityRef: entity, data: { tool: 'shipwright' } },
      ),
      scan(
        [
          statement(0, 'CVE-2026-801', {}),
          statement(1, 'CVE-2026-802', {
            status: 'under_investigation',
            nativeStatus: 'under_investigation',
            justification: undefined,
            product: { purl: 'pkg:npm/lace@1.0.0' },
          }),
        ],
        {
          at: hours(-3),
          entityRef: entity,
          data: { category: 'vex', format: 'cyclonedx', tool: undefined },
        },
      ),
    ];
    for (const at of order) await world.tell(told[at]);
    expect([name, await open(entity)]).toEqual([name, ['CVE-2026-802']]);
    expect(await documents(entity)).toMatchObject([
      { applied: 2, unmatched: 0 },
    ]);
  });
});
