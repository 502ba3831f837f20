import { NewScanRecord } from '@quarterdeck/plugin-ingest-common';
import { hours } from './__testUtils__/startFindingWorld';
import {
  startVexWorld,
  VexDocument,
  VexWorld,
} from './__testUtils__/startVexWorld';
import { vexStatusOf } from '@quarterdeck/plugin-security-common';
import { scan } from './testing/scans';

/** The statements of an exported document, as the door's parsers tell them. */
const recordsOf: Record<string, (document: VexDocument) => NewScanRecord[]> = {
  openvex: ({ statements }) =>
    statements.map((one, at) => ({
      record: 'vex',
      at: `/statements/${at}`,
      vulnerabilityIds: [one.vulnerability.name],
      status: vexStatusOf(one.status) ?? 'under_investigation',
      nativeStatus: one.status,
      justification: one.justification,
      impact: one.impact_statement,
      action: one.action_statement,
      product: { purl: one.products[0].subcomponents[0]['@id'] },
    })),
  cyclonedx: ({ vulnerabilities }) =>
    vulnerabilities.map((one, at) => ({
      record: 'vex',
      at: `/vulnerabilities/${at}`,
      vulnerabilityIds: [one.id],
      status: vexStatusOf(one.analysis.state) ?? 'under_investigation',
      nativeStatus: one.analysis.state,
      justification: one.analysis.justification,
      impact: one.analysis.detail,
      product: { purl: one.affects[0].ref },
    })),
};

describe('an exported VEX document that is taken in again', () => {
  let world: VexWorld;
  beforeAll(async () => {
    world = await startVexWorld();
  });
  afterAll(() => world?.stop());

  const findings = () =>
    world
      .knex('finding')
      .orderBy('finding_id')
      .select(
        'finding_id',
        'state',
        'is_open',
        'severity',
        'sla_due',
        'listed',
      );
  const told = async (format: string) => {
    const { statements, vulnerabilities } = await world.exported(format);
    return statements ?? vulnerabilities;
  };

  it.each(['openvex', 'cyclonedx'])(
    'changes nothing, and is exported alike: %s',
    async format => {
      const before = { findings: await findings(), told: await told(format) };
      await world.tell(
        scan(recordsOf[format](await world.exported(format)), {
          at: hours(-1),
          data: { category: 'vex', format },
        }),
      );
      const { body } = await world.get('/v1/vex/documents?limit=1');
      expect(body.items[0]).toMatchObject({
        format,
        unmatched: 0,
        rejected: 0,
      });
      expect(await findings()).toEqual(before.findings);
      expect(await told(format)).toEqual(before.told);
    },
  );
});
