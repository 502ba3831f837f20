import fc from 'fast-check';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  asBatch,
  instance,
  jobEvent,
  minute,
  project,
  pushEvent,
  runEvent,
  testEvent,
} from '../../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';
import { evidenceTables, projectEvidence } from './projectEvidence';

const shop = 'component:default/shop';
const deployment = (state: 'verifying' | 'failed' | 'superseded', at: number) =>
  testEvent(
    'deployment.v1',
    {
      provider: 'github',
      instance,
      project,
      externalId: 'd1',
      environment: { name: 'production', tier: 'production' },
      state,
      sha: 'a1',
      observedAt: minute(at),
    },
    { entityRef: shop },
  );

const events = asBatch([
  runEvent({ state: 'pending', observedAt: minute(1) }),
  runEvent({ state: 'executing', observedAt: minute(9) }),
  runEvent({ result: 'failure', observedAt: minute(8) }),
  runEvent({ attempt: 2, state: 'executing', observedAt: minute(10) }),
  runEvent(
    { result: 'success', observedAt: minute(11) },
    'component:default/other',
  ),
  jobEvent({ state: 'pending', sha: 'a1', observedAt: minute(2) }),
  jobEvent({ result: 'failure', observedAt: minute(7) }),
  deployment('verifying', 4),
  deployment('failed', 5),
  deployment('superseded', 6),
  pushEvent({ after: 'a1', actor: { login: 'nia', name: 'Nia' } }),
]);

describe('the evidence of gates', () => {
  let database: ProjectionDatabase;
  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database?.drop());

  const apply = async (batches: readonly AnyLogEvent[][]) => {
    await database.knex.raw(`TRUNCATE ${evidenceTables.join(', ')}`);
    for (const batch of batches) {
      await database.knex.transaction(tx => projectEvidence(batch, tx));
    }
    const evidence = await database
      .knex('gate_evidence')
      .select(
        'entity_ref',
        'kind',
        'key',
        'sha',
        'rank',
        'observed_at',
        'facts',
      )
      .orderBy(['entity_ref', 'kind', 'key']);
    const authors = await database
      .knex('gate_author')
      .orderBy(['sha', 'login', 'entity_ref']);
    return JSON.stringify([evidence, authors]);
  };

  it('is the same in whatever order and however often it is told', async () => {
    const whole = await apply([events]);
    expect(whole).toContain('"result":"failure"');
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        fc.integer({ min: 1, max: 4 }),
        async (shuffled, repeated, size) => {
          const all = [...shuffled, ...repeated];
          const batches: AnyLogEvent[][] = [];
          for (let at = 0; at < all.length; at += size) {
            batches.push(all.slice(at, at + size));
          }
          expect(await apply(batches)).toBe(whole);
        },
      ),
      { numRuns: 30 },
    );
  });
});
