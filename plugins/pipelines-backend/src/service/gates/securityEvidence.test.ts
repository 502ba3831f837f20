import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { asBatch, minute, testEvent } from '../../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';
import { evidenceTables, projectEvidence } from './projectEvidence';
import { securityEvidenceReader } from './securityEvidenceReader';

const shop = 'component:default/shop';
const commit = 'a1';

const report = (category = 'dependency') =>
  testEvent(
    'report.received.v1',
    { category, format: 'grype', commit: 'A1', bytes: 1, recordCount: 1 },
    { entityRef: shop },
  );
const scanned = (
  upTo: string,
  data: Partial<Parameters<typeof testEvent<'security.scanned.v1'>>[1]> = {},
) =>
  testEvent(
    'security.scanned.v1',
    {
      scanId: `scan-${upTo}`,
      upTo,
      tool: 'grype',
      category: 'dependency',
      kinds: ['dependency'],
      status: 'success',
      scannedAt: minute(5),
      open: {},
      commit,
      ...data,
    },
    { entityRef: shop },
  );

describe('scans as evidence', () => {
  let database: ProjectionDatabase;
  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(() => database.knex.raw(`TRUNCATE ${evidenceTables.join(', ')}`));

  const read = async (batch: AnyLogEvent[]) => {
    await database.knex.transaction(tx => projectEvidence(batch, tx));
    const evidence = await securityEvidenceReader.read(database.knex, {
      entityRef: shop,
      commit,
    });
    return evidence.security;
  };

  it('is none when no scan came, or only an SBOM or a VEX document', async () => {
    expect(await read(asBatch([report('sbom'), report('vex')]))).toBeNull();
  });

  it('says that a scan which came in is not counted yet', async () => {
    expect(await read(asBatch([report()]))).toMatchObject({
      open: {},
      problem: 'A scan of this commit came in and is not counted yet.',
    });
    expect(
      await read(asBatch([scanned('1', { open: { low: 1 } }), report()], 2)),
    ).toMatchObject({ problem: expect.stringContaining('not counted yet') });
  });

  it('counts what all scans of the commit found, as told last', async () => {
    const evidence = await read(
      asBatch([
        report(),
        scanned('1', { open: { high: 2 }, commitOpen: { high: 2 } }),
        scanned('1', {
          tool: 'osv',
          open: { high: 1 },
          commitOpen: { high: 1, low: 1 },
          scannedAt: minute(9),
        }),
      ]),
    );
    expect(evidence).toEqual({
      open: { high: 1, low: 1 },
      problem: undefined,
      position: '3',
      observedAt: minute(5),
    });
  });

  it.each([
    ['failed', 'The scan of grype failed: no database'],
    ['partial', 'The scan of grype saw only a part: no database'],
  ] as const)('has a problem when a scan %s', async (status, problem) => {
    const evidence = await read(
      asBatch([report(), scanned('1', { status, reason: 'no database' })]),
    );
    expect(evidence?.problem).toBe(problem);
  });

  it('believes the portal alone: a scan told by the door counts for nothing', async () => {
    const forged = asBatch([report(), scanned('1')]).map(
      (event): AnyLogEvent =>
        event.type === 'security.scanned.v1'
          ? { ...event, source: 'team', deliveryId: 'd1' }
          : event,
    );
    expect((await read(forged))?.problem).toContain('not counted yet');
  });
});
