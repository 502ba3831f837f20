import {
  FindingWorld,
  hours,
  search,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { scan } from './testing/scans';

describe('the API of SBOMs and VEX', () => {
  let backend: FindingWorld;
  beforeAll(async () => {
    backend = await startFindingWorld();
  });
  afterAll(() => backend?.stop());

  const idOf = (rule: string) => backend.idOf(rule);

  it('tells who ships a component, and what differs between two SBOMs', async () => {
    const component = (purl: string, name: string, version: string) => ({
      record: 'component' as const,
      ref: `${name}@${version}`,
      package: { name, version, ecosystem: 'maven', purl, licences: ['MIT'] },
    });
    const core = (version: string) =>
      component(
        `pkg:maven/org.example/rope-core@${version}`,
        'org.example:rope-core',
        version,
      );
    await backend.tell(
      scan([core('2.9.1'), component('pkg:maven/a/old@1', 'old', '1')], {
        at: hours(-3),
        data: { category: 'sbom', tool: undefined },
      }),
      scan([core('2.16.0')], {
        at: hours(-2),
        data: { category: 'sbom', tool: undefined },
      }),
      scan([core('2.17.0')], {
        at: hours(-2),
        entityRef: search,
        data: { category: 'sbom', tool: undefined },
      }),
    );
    const ships = async (query: string) => {
      const { body } = await backend.get(`/v1/components?${query}`);
      return body.items.map(
        (one: { entityRef: string; version: string }) =>
          `${one.entityRef} ${one.version}`,
      );
    };
    expect(await ships('name=rope-core')).toEqual([
      `${search} 2.17.0`,
      `${shop} 2.16.0`,
    ]);
    expect(await ships('name=rope-core&range=%3C2.17')).toEqual([
      `${shop} 2.16.0`,
    ]);
    expect(
      await ships('name=pkg:maven/org.example/rope-core&range=%3E%3D2.17'),
    ).toEqual([`${search} 2.17.0`]);
    const { body } = await backend.get(`/v1/sboms?all=true&entity=${shop}`);
    expect(body.items.map((one: { newest: boolean }) => one.newest)).toEqual([
      true,
      false,
    ]);
    const [to, from] = body.items;
    const diff = await backend.get(`/v1/sbom-diff?from=${from.id}&to=${to.id}`);
    expect(diff.body).toMatchObject({
      changed: [{ before: '2.9.1', after: '2.16.0', direction: 'upgrade' }],
      removed: [{ name: 'old' }],
      added: [],
    });
    for (const path of ['', '/components']) {
      expect((await backend.get(`/v1/sboms/${to.id}${path}`)).status).toBe(200);
    }
    const bad = await backend.get('/v1/components?name=rope-core&range=~~');
    expect([bad.status, bad.body.error.message]).toEqual([
      400,
      expect.stringContaining('/query/range'),
    ]);
  });

  it('applies VEX, and says which statements met nothing', async () => {
    const statement = (id: string, status: 'not_affected' | 'affected') => ({
      record: 'vex' as const,
      at: '/statements/0',
      vulnerabilityIds: [id],
      status,
      nativeStatus: status,
      product: { purl: 'pkg:npm/left-rope@1.2.0' },
    });
    await backend.tell(
      scan(
        [
          statement('CVE-2026-1', 'not_affected'),
          statement('CVE-2026-404', 'not_affected'),
        ],
        { at: hours(-1), data: { category: 'vex', tool: undefined } },
      ),
    );
    const { body } = await backend.get('/v1/vex/documents');
    expect(body.items).toMatchObject([{ applied: 1, unmatched: 1 }]);
    const report = await backend.get(`/v1/vex/documents/${body.items[0].id}`);
    expect(
      report.body.items.map((one: { outcome: string }) => one.outcome),
    ).toEqual(['applied', 'unmatched']);
    const finding = await backend.get(
      `/v1/findings/${await idOf('CVE-2026-1')}`,
    );
    expect(finding.body).toMatchObject({
      suppressedBy: 'vex',
      vex: [{ status: 'not_affected' }],
      sla: { state: 'none' },
    });
  });
});
