import { z } from 'zod';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import {
  ExpectedRow,
  expectedRows,
  ListName,
} from './__testUtils__/expectedRows';
import {
  fixtureBodies,
  fixtureFolder,
  GithubBody,
  octokitBodies,
} from './__testUtils__/githubBodies';
import { startTestPortal, TestPortal } from './__testUtils__/startTestPortal';
import { waitFor } from './__testUtils__/waitFor';

const itemSchema = z.looseObject({
  instance: z.string(),
  project: z.string(),
  externalId: z.string(),
  attempt: z.number().optional(),
  environment: z.looseObject({ name: z.string() }).optional(),
  steps: z.array(z.looseObject({ ordinal: z.number() })).optional(),
});
type Item = z.output<typeof itemSchema>;

const keys: Record<ListName, (item: Item) => string> = {
  runs: item => `${item.instance}/${item.externalId}/${item.attempt}`,
  jobs: item => `${item.instance}/${item.externalId}`,
  deployments: item => `${item.instance}/${item.externalId}`,
  changes: item => `${item.instance}/${item.project}/${item.externalId}`,
};
const lists: ListName[] = ['runs', 'jobs', 'deployments', 'changes'];

const readersSchema = z.object({
  items: z.array(z.object({ consumer: z.string(), behind: z.number() })),
});

const recorded = fixtureBodies();
const sets: [string, () => GithubBody[], { runs: number; jobs: number }][] = [
  [
    'of fixtures/delivery/github-webhooks',
    () => recorded,
    { runs: 2, jobs: 5 },
  ],
  ['of @octokit/webhooks-examples', octokitBodies, { runs: 3, jobs: 5 }],
];

for (const [name, read, atLeast] of sets) {
  const bodies = read();
  if (bodies.length === 0) {
    // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect
    it.skip(`all bodies ${name} (skipped: ${fixtureFolder} does not exist)`, () => {});
  } else {
    describe(`all bodies ${name}, posted to a portal`, () => {
      let database: TestDatabase;
      let portal: TestPortal;

      // One after the other: of equal reports the one posted last counts.
      const postAll = async (run: string) => {
        const statuses: string[] = [];
        for (const { event, name: id, text } of bodies) {
          const { status } = await portal.hook({
            event,
            body: text,
            id: `${run}/${id}`,
          });
          statuses.push(`${id} ${status}`);
        }
        return statuses;
      };
      const shown = async () => {
        await waitFor('the pipelines to be up to date', async () => {
          const { json } = await portal.ask('/api/ingest/v1/readers');
          const reader = readersSchema
            .parse(json)
            .items.find(({ consumer }) => consumer === 'pipelines');
          return reader?.behind === 0;
        });
        const all: Record<string, Record<string, Item>> = {};
        for (const list of lists) {
          const items = z
            .array(itemSchema)
            .parse(
              await portal.list(
                `/api/pipelines/v1/${list}`,
                list === 'runs' ? { attempts: 'true' } : {},
              ),
            );
          all[list] = Object.fromEntries(
            items.map(item => [keys[list](item), item]),
          );
          // No object is shown twice.
          expect(Object.keys(all[list])).toHaveLength(items.length);
        }
        return all;
      };

      beforeAll(async () => {
        database = await createTestDatabase();
        portal = await startTestPortal({
          connectionString: database.connectionString,
        });
      });
      afterAll(async () => {
        await portal?.kill();
        await database?.drop();
      });

      it('are taken, and everything in them is shown as they say', async () => {
        expect(await postAll('a')).toEqual(
          bodies.map(body => `${body.name} 202`),
        );
        const expected = expectedRows(bodies);
        const actual = await shown();
        for (const list of lists) {
          const told = Object.fromEntries(
            Object.entries(actual[list]).map(([key, item]) => [
              key,
              comparable(item, expected[list][key]),
            ]),
          );
          expect({ [list]: told }).toEqual({ [list]: expected[list] });
        }
        expect(Object.keys(actual.runs).length).toBeGreaterThanOrEqual(
          atLeast.runs,
        );
        expect(Object.keys(actual.jobs).length).toBeGreaterThanOrEqual(
          atLeast.jobs,
        );
      });

      it('change nothing when they are sent again, as repeats or as new deliveries', async () => {
        const before = await shown();
        expect(await postAll('a')).toEqual(
          bodies.map(body => `${body.name} 200`),
        );
        expect(await shown()).toEqual(before);
        expect(await postAll('b')).toEqual(
          bodies.map(body => `${body.name} 202`),
        );
        expect(await shown()).toEqual(before);
        expect(await portal.list('/api/ingest/v1/dead-letters')).toEqual([]);
      });
    });
  }
}

/** Of a shown object what the bodies tell, in their form. */
function comparable(item: Item, expected: ExpectedRow | undefined) {
  const flat: Record<string, unknown> = {
    ...item,
    environment: item.environment?.name,
    steps: item.steps?.length
      ? item.steps.map(({ ordinal, name }) => ({ ordinal, name }))
      : null,
  };
  return Object.fromEntries(
    Object.keys(expected ?? item).map(key => [key, flat[key]]),
  );
}
