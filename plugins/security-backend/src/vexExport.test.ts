import { search } from './__testUtils__/startFindingWorld';
import {
  startVexWorld,
  VexDocument,
  VexWorld,
} from './__testUtils__/startVexWorld';

const wordOf: Record<
  string,
  (document: VexDocument) => Record<string, string>
> = {
  cyclonedx: ({ vulnerabilities }) =>
    Object.fromEntries(
      vulnerabilities.map(({ id, analysis }) => [id, analysis.state]),
    ),
  openvex: ({ statements }) =>
    Object.fromEntries(
      statements.map(({ vulnerability, status }) => [
        vulnerability.name,
        status,
      ]),
    ),
  csaf: ({ vulnerabilities }) =>
    Object.fromEntries(
      vulnerabilities.map(({ cve, product_status: status }) => [
        cve,
        Object.keys(status).join(),
      ]),
    ),
};

describe('the VEX export', () => {
  let world: VexWorld;
  beforeAll(async () => {
    world = await startVexWorld();
  });
  afterAll(() => world?.stop());
  const exported = (format: string) => world.exported(format);

  it('tells of everything once, in the words of the format, and of what is out of scope nothing', async () => {
    const told = async (format: string) => {
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
      vulnerabilities.filter(one => one.id === 'CVE-2026-1000'),
    ).toHaveLength(1);
  });

  it('never calls an accepted risk not affected', async () => {
    const { vulnerabilities } = await exported('cyclonedx');
    const accepted = vulnerabilities.find(one => one.id === 'CVE-2026-1001');
    expect(accepted?.analysis).toMatchObject({
      state: 'exploitable',
      response: ['will_not_fix'],
      detail: expect.stringContaining('only inside'),
    });
    const csaf = await exported('csaf');
    expect(
      csaf.vulnerabilities.find(one => one.cve === 'CVE-2026-1001')
        ?.remediations,
    ).toMatchObject([{ category: 'no_fix_planned' }]);
  });

  it('keeps the justification of the statement that suppressed it', async () => {
    const { statements } = await exported('openvex');
    expect(
      statements.find(one => one.vulnerability.name === 'CVE-2026-1006'),
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
