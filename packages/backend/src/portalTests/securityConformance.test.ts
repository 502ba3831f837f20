import { z } from 'zod';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import {
  readFixture,
  securityFiles,
  securityFolder,
  sequences,
} from './__testUtils__/securityFiles';
import { startTestPortal, TestPortal } from './__testUtils__/startTestPortal';
import { waitFor } from './__testUtils__/waitFor';

const counters = z.record(z.string(), z.number());
const importsSchema = z.array(
  z.looseObject({
    entityRef: z.string(),
    counters,
    after: counters,
    status: z.string(),
  }),
);
type Import = z.output<typeof importsSchema>[number];
const readersSchema = z.object({
  items: z.array(z.object({ consumer: z.string(), behind: z.number() })),
});

/** SBOMs and VEX documents are sent as what they are, everything else without a hint. */
function categoryOf(folder: string): string {
  if (/vex|csaf/.test(folder)) return 'vex';
  return /cyclonedx|spdx/.test(folder) ? 'sbom' : 'security';
}

const files = securityFiles();

if (files.length === 0) {
  // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip(`scanners' reports (skipped: ${securityFolder} does not exist)`, () => {});
} else {
  describe('reports of scanners, uploaded to a portal', () => {
    let database: TestDatabase;
    let portal: TestPortal;
    let uploads = 0;

    const upload = async (
      entity: string,
      file: string,
      more: Record<string, string> = {},
    ) => {
      const folder = file.split('/')[0] ?? '';
      const category = categoryOf(folder);
      uploads += 1;
      const query = new URLSearchParams({
        entity,
        category,
        // Each scan later than the one before, however fast they come.
        at: new Date(Date.now() - 3_600_000 + uploads * 1000).toISOString(),
        ...more,
      });
      const { status } = await portal.ask(`/api/ingest/v1/reports?${query}`, {
        method: 'POST',
        body: readFixture(file),
        headers: { 'content-type': 'application/octet-stream' },
      });
      return status;
    };
    const counted = () =>
      waitFor('findings to be up to date', async () => {
        const { json } = await portal.ask('/api/ingest/v1/readers');
        const reader = readersSchema
          .parse(json)
          .items.find(({ consumer }) => consumer === 'security');
        return reader?.behind === 0;
      });
    /** Imports of every entity, the oldest first. */
    const importsBy = async () => {
      const all = importsSchema.parse(
        await portal.list('/api/security/v1/imports'),
      );
      const byEntity = new Map<string, Import[]>();
      for (const one of all.reverse()) {
        byEntity.set(one.entityRef, [
          ...(byEntity.get(one.entityRef) ?? []),
          one,
        ]);
      }
      return byEntity;
    };

    beforeAll(async () => {
      database = await createTestDatabase();
      portal = await startTestPortal({
        connectionString: database.connectionString,
        config: {
          permission: {
            roles: [{ name: 'machine', members: ['*'], allow: ['*'] }],
          },
        },
      });
    });
    afterAll(async () => {
      await portal?.kill();
      await database?.drop();
    });

    it('change nothing when every file comes a second time', async () => {
      const statuses = new Map<string, number[]>();
      for (const round of [0, 1]) {
        for (const [index, file] of files.entries()) {
          const told = statuses.get(file) ?? [];
          told[round] = await upload(`component:default/file-${index}`, file);
          statuses.set(file, told);
        }
      }
      await counted();
      // Taken, or refused with a reason: never an error of ours, and twice the same.
      for (const [file, [first, second]] of statuses) {
        expect([file, [202, 422].includes(first)]).toEqual([file, true]);
        expect([file, second]).toEqual([file, first]);
      }
      const byEntity = await importsBy();
      const changed: string[] = [];
      for (const [index, file] of files.entries()) {
        const own = byEntity.get(`component:default/file-${index}`) ?? [];
        if (own.length % 2 === 1) changed.push(`${file}: an import is missing`);
        for (const { counters: told } of own.slice(own.length / 2)) {
          const { unchanged, rejected, ...others } = told;
          if (Object.values(others).some(count => count > 0)) {
            changed.push(`${file}: ${JSON.stringify(told)}`);
          }
        }
      }
      expect(changed).toEqual([]);
      expect(byEntity.size).toBeGreaterThan(60);
    });

    it.each(sequences().map(sequence => [sequence.id, sequence] as const))(
      'give the counts of the sequence %s',
      async (id, { files: steps, expected, options }) => {
        const entity = `component:default/sequence-${id}`;
        const closeOld =
          options?.close_old_findings === false ? 'false' : 'true';
        for (const file of steps) {
          expect(await upload(entity, file, { closeOld })).toBe(202);
        }
        await counted();
        const imports = (await importsBy()).get(entity) ?? [];
        expect(
          imports.map(({ counters: told }, step) => ({
            created: told.created,
            ...(step > 0 && expected[step].closed !== undefined
              ? { closed: told.fixed }
              : {}),
            ...(expected[step].reactivated !== undefined
              ? { reactivated: told.reopened }
              : {}),
            // What is told anew in other words is a word of ours beside theirs.
            ...(expected[step].untouched !== undefined
              ? { untouched: told.unchanged + told.updated }
              : {}),
          })),
        ).toEqual(
          expected.map(({ created, closed, reactivated, untouched }) =>
            Object.fromEntries(
              Object.entries({
                created,
                closed,
                reactivated,
                untouched,
              }).filter(([, count]) => count !== undefined),
            ),
          ),
        );
      },
    );
  });
}
