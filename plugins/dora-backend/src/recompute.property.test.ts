import { defaultSettings } from '@quarterdeck/plugin-dora-common';
import fc from 'fast-check';
import { recomputeDirty } from './service/recompute';
import { recomputeAllStep } from './service/recomputeAll';
import { anyEvents } from './__testUtils__/anyEvents';
import { createDoraDatabase, DoraDatabase } from './testing/doraDatabase';
import { hour, instance, TestEvent, testEvent } from './testing/events';

/** What a person says of a deployment. */
interface Word {
  of: number;
  as: 'failed' | 'not_failed' | 'fixed_by' | 'not_production' | 'ignore';
  by: number;
  undone: boolean;
}

const said: fc.Arbitrary<Word> = fc.record({
  of: fc.integer({ min: 0, max: 5 }),
  as: fc.constantFrom(
    'failed',
    'not_failed',
    'fixed_by',
    'not_production',
    'ignore',
  ),
  by: fc.integer({ min: 0, max: 5 }),
  undone: fc.boolean(),
});

/** What is told, and between which events people say what. */
const told = anyEvents.chain(events =>
  fc.record({
    events: fc.shuffledSubarray(events, { minLength: events.length }),
    batchSize: fc.integer({ min: 1, max: 4 }),
    words: fc.array(
      fc.record({ said, after: fc.integer({ min: 0, max: events.length }) }),
      { maxLength: 3 },
    ),
  }),
);

const plain = () => defaultSettings;

describe('computing what a late or corrected event touches', () => {
  let database: DoraDatabase;

  beforeAll(async () => {
    database = await createDoraDatabase();
  });
  afterAll(() => database.drop());

  /** A person's word, and later that it is taken back. */
  async function say(word: Word, nth: number) {
    const { knex } = database;
    const id = `00000000-0000-4000-8000-00000000000${nth}`;
    const externalId = `d${word.of}`;
    const fixedBy =
      word.as === 'fixed_by' ? `${instance}/d${word.by}` : undefined;
    const rest = { reason: 'seen', by: 'user:default/ada', at: hour(nth) };
    await knex('classification').insert({
      id,
      deployment_id: `${instance}/${externalId}`,
      instance,
      external_id: externalId,
      said: word.as,
      fixed_by: fixedBy ?? null,
      ...rest,
    });
    const event: TestEvent = testEvent('deployment.classified.v1', {
      id,
      instance,
      externalId,
      as: word.as,
      fixedBy,
      ...rest,
    });
    await database.apply([event]);
    if (!word.undone) return;
    await knex('classification')
      .where({ id })
      .update({ undone_at: hour(nth + 1) });
    await database.apply([event]);
  }

  const markAll = () =>
    database.knex.raw(
      `INSERT INTO dirty_service SELECT DISTINCT service FROM (
         SELECT service FROM deployment_fact UNION SELECT service FROM incident_fact
         UNION SELECT service FROM service) s`,
    );

  it('gives what computing everything anew gives, where it serves and beside it', async () => {
    await fc.assert(
      fc.asyncProperty(told, async ({ events, batchSize, words }) => {
        await database.clear();
        await database.knex('classification').delete();
        const between = [...words].sort((a, b) => a.after - b.after);
        let at = 0;
        for (const [nth, { after, said: word }] of between.entries()) {
          await database.apply(events.slice(at, after), batchSize);
          at = after;
          await say(word, nth);
        }
        await database.apply(events.slice(at), batchSize);
        const late = await database.dump();
        await markAll();
        await database.knex.transaction(tx => recomputeDirty(tx, plain));
        expect(await database.dump()).toEqual(late);
        await markAll();
        while ((await recomputeAllStep(database.knex, plain, 1)) !== 'none');
        expect(await database.dump()).toEqual(late);
      }),
      { numRuns: 20, interruptAfterTimeLimit: 120_000 },
    );
  });
});
