import fc from 'fast-check';
import { anyEvents } from './__testUtils__/anyEvents';
import { createDoraDatabase, DoraDatabase } from './testing/doraDatabase';

const delivered = anyEvents.chain(events =>
  fc.record({
    events: fc.constant(events),
    shuffled: fc.shuffledSubarray(events).chain(repeats =>
      fc.shuffledSubarray([...events, ...repeats], {
        minLength: events.length + repeats.length,
      }),
    ),
    batchSize: fc.integer({ min: 1, max: 9 }),
  }),
);

describe('the same events in any order, any number of times', () => {
  let database: DoraDatabase;

  beforeAll(async () => {
    database = await createDoraDatabase();
  });
  afterAll(() => database.drop());

  it('give byte-equal facts, samples and cells, and so does a rebuild', async () => {
    await fc.assert(
      fc.asyncProperty(delivered, async ({ events, shuffled, batchSize }) => {
        await database.clear();
        await database.apply(events);
        const inOrder = await database.dump();
        await database.clear();
        await database.apply(shuffled, batchSize);
        expect(await database.dump()).toEqual(inOrder);
      }),
      { numRuns: 30, interruptAfterTimeLimit: 120_000 },
    );
  });
});
