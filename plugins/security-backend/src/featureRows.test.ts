import { NewScanRecord } from '@quarterdeck/plugin-ingest-common';
import { codeFinding, day, packageFinding, scan } from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

/** Rows 5 to 9 of the feature table of `reference/security.md`, each as it is asked for. */
describe('what the feature table asks of imports', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(() => database.clear());

  /** Of the last import; what is zero is left out. */
  const outcome = async () => {
    const [row] = await database
      .knex('scan_import')
      .select('created', 'updated', 'unchanged', 'fixed', 'reopened')
      .orderBy('position', 'desc')
      .limit(1);
    return Object.fromEntries(
      Object.entries(row).filter(([, count]) => Number(count) > 0),
    );
  };
  const twice = async (
    first: readonly NewScanRecord[],
    second: readonly NewScanRecord[],
  ) => {
    await database.import(scan(first), scan(second, { at: day(1) }));
    return outcome();
  };
  const openRules = () =>
    database
      .knex('finding')
      .where({ state: 'open' })
      .orderBy('rule_id')
      .pluck('rule_id');

  describe('5: lines shift, files are renamed', () => {
    const shifted = (by: number, path: string, more: object) =>
      ['a', 'b', 'c'].map((name, at) =>
        codeFinding({
          ruleId: 'sql',
          locations: [
            {
              path,
              startLine: 10 * (at + 1) + by,
              endLine: 10 * (at + 1) + by,
              snippet: `query(${name})`,
            },
          ],
          ...Object.fromEntries(
            Object.entries(more).map(([key, of]) => [key, of(name)]),
          ),
        }),
      );
    const byFingerprint = {
      fingerprints: (name: string) => ({ 'matchBasedId/v1': `f-${name}` }),
    };
    const byLineHash = {
      fingerprints: (name: string) => ({
        primaryLocationLineHash: `${name}0c1d2e3f4a5b6c7:1`,
      }),
    };

    it.each([
      ['with fingerprints', byFingerprint, byFingerprint],
      ['with line hashes', byLineHash, byLineHash],
      ['with code alone', {}, {}],
      ['from code alone to line hashes', {}, byLineHash],
      ['from line hashes to code alone', byLineHash, {}],
    ])('keeps findings whose lines shifted: %s', async (_, before, after) => {
      const counts = await twice(
        shifted(0, 'src/a.ts', before),
        shifted(120, 'src/a.ts', after),
      );
      expect(counts).toEqual({ updated: 3 });
      const lines = await database
        .knex('finding')
        .orderBy('line')
        .pluck('line');
      expect(lines).toEqual([130, 140, 150]);
    });

    it('keeps findings of a file that was renamed', async () => {
      expect(
        await twice(
          shifted(0, 'src/a.ts', {}),
          shifted(0, 'src/orders/b.ts', {}),
        ),
      ).toEqual({ updated: 3 });
    });

    it.each([
      ['configuration', 'iac' as const, { name: 'bucket.logs' }],
      ['a Dockerfile', 'iac' as const, { snippet: 'RUN apt-get update' }],
    ])('keeps findings of %s', async (_, kind, place) => {
      const at = (startLine: number) => [
        codeFinding({
          ruleId: 'check-1',
          kind,
          locations: [{ path: 'Dockerfile', startLine, ...place }],
        }),
      ];
      expect(await twice(at(3), at(90))).toEqual({ updated: 1 });
    });
  });

  it('6: a fix, a severity and a text that are new are updates, with what was before', async () => {
    const told = (more: object) => [packageFinding('CVE-2026-60', more)];
    const named = {
      name: 'left-rope',
      version: '1.2.0',
      purl: 'pkg:npm/left-rope@1.2.0',
    };
    const counts = await twice(
      told({ severity: 'medium', description: 'Unties.', package: named }),
      told({
        severity: 'critical',
        description: 'Unties itself.',
        package: { ...named, fixedVersions: ['1.2.1'] },
      }),
    );
    expect(counts).toEqual({ updated: 1 });
    const [{ details }] = await database.knex('finding_change');
    expect(details).toMatchObject({
      severity: ['medium', 'critical'],
      description: ['Unties.', 'Unties itself.'],
      package: [
        expect.not.objectContaining({ fixedVersions: ['1.2.1'] }),
        expect.objectContaining({ fixedVersions: ['1.2.1'] }),
      ],
    });
    expect(await database.knex('finding').pluck('fixed_version')).toEqual([
      '1.2.1',
    ]);
  });

  it('7: a scan closes what its own category found, and no other', async () => {
    const rule = (ruleId: string) => codeFinding({ ruleId });
    await database.import(
      scan([rule('front')], { data: { scan: { scope: 'frontend' } } }),
      scan([rule('back')], { data: { scan: { scope: 'backend' } } }),
      scan([rule('infra')], { data: { category: 'iac' } }),
      scan([], { at: day(1), data: { scan: { scope: 'frontend' } } }),
    );
    expect(await openRules()).toEqual(['back', 'infra']);
    await database.import(scan([], { at: day(2), data: { category: 'iac' } }));
    expect(await openRules()).toEqual(['back']);
  });

  it('8: a scan that failed or saw a part closes nothing, and the next whole one does', async () => {
    const all = ['a', 'b'].map(ruleId => codeFinding({ ruleId }));
    await database.import(
      scan(all),
      scan([], { at: day(1), data: { scan: { status: 'failed' } } }),
      scan([all[0]], { at: day(2), data: { scan: { status: 'partial' } } }),
      scan([], { at: day(3), data: { scan: { empty: true } } }),
    );
    expect(await openRules()).toEqual(['a', 'b']);
    await database.import(scan([all[0]], { at: day(4) }));
    expect(await openRules()).toEqual(['a']);
  });

  it('9: names of one vulnerability are one, through any chain of aliases', async () => {
    const names = [
      ['CVE-2026-90', 'GHSA-9999-0000-aaaa'],
      ['GHSA-9999-0000-aaaa', 'PYSEC-2026-9'],
      ['PYSEC-2026-9', 'OSV-2026-9'],
    ];
    await database.import(
      ...names.map((vulnerabilityIds, at) =>
        scan([packageFinding(vulnerabilityIds[0], { vulnerabilityIds })], {
          data: { tool: `tool-${at}` },
        }),
      ),
    );
    const listed = await database.knex('finding').where({ listed: true });
    expect(listed).toMatchObject([
      { alias_key: 'CVE-2026-90', tools: ['tool-0', 'tool-1', 'tool-2'] },
    ]);
  });
});
