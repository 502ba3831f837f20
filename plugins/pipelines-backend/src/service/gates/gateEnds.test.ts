import fc from 'fast-check';
import { z } from 'zod';
import { gateSchema, subjectKey } from '@quarterdeck/plugin-ingest-common';
import { deploymentEvent } from '../../testing/deploymentEvents';
import {
  instance,
  jobEvent,
  minute,
  project,
  runEvent,
  TestEvent,
  testEvent,
} from '../../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';

const gateEvent = (
  data: Partial<z.input<typeof gateSchema>>,
  at = 5,
): TestEvent =>
  testEvent(
    'gate.v1',
    {
      provider: 'flagger',
      instance,
      project,
      externalId: 'g1',
      kind: 'manual',
      state: 'pending',
      askedAt: minute(at),
      observedAt: minute(at),
      ...data,
    },
    {
      subject: subjectKey({ instance, project }),
      entityRef: 'component:default/shop',
    },
  );

const deployed = (
  state: z.input<typeof gateSchema>['state'] | string,
  at: number,
) =>
  deploymentEvent({
    state: z
      .enum(['in_progress', 'paused', 'succeeded', 'aborted', 'superseded'])
      .parse(state),
    observedAt: minute(at),
  });

const held = { deploymentExternalId: 'd1' };

interface Ended {
  state: string | null;
  at: string | null;
  waiting: boolean;
}

const cases: [string, TestEvent[], Ended][] = [
  [
    'waits while its deployment is paused',
    [deployed('paused', 5), gateEvent(held)],
    { state: null, at: null, waiting: true },
  ],
  [
    'is approved by nobody known when its deployment goes on',
    [deployed('paused', 5), gateEvent(held), deployed('in_progress', 9)],
    { state: 'approved', at: minute(9), waiting: false },
  ],
  [
    'ended when its deployment first went on, however that ended',
    [
      gateEvent(held),
      deployed('in_progress', 9),
      deployed('aborted', 12),
      deployed('superseded', 20),
    ],
    { state: 'approved', at: minute(9), waiting: false },
  ],
  [
    'expires when its deployment is aborted',
    [deployed('paused', 5), gateEvent(held), deployed('aborted', 9)],
    { state: 'expired', at: minute(9), waiting: false },
  ],
  [
    'waits again when its deployment pauses again',
    [
      gateEvent(held),
      deployed('in_progress', 9),
      deployed('paused', 12),
      gateEvent(held, 12),
    ],
    { state: null, at: null, waiting: true },
  ],
  [
    'does not mind what its deployment did before the question',
    [deployed('in_progress', 2), deployed('paused', 5), gateEvent(held)],
    { state: null, at: null, waiting: true },
  ],
  [
    'is approved when its run succeeds',
    [gateEvent({ runExternalId: '1' }), runEvent()],
    { state: 'approved', at: minute(8), waiting: false },
  ],
  [
    'expires when its run is cancelled',
    [gateEvent({ runExternalId: '1' }), runEvent({ result: 'cancelled' })],
    { state: 'expired', at: minute(8), waiting: false },
  ],
  [
    'waits when its run was over before the question',
    [runEvent(), gateEvent({ runExternalId: '1' }, 20)],
    { state: null, at: null, waiting: true },
  ],
  [
    'waits while another attempt of its run is over',
    [gateEvent({ runExternalId: '1', runAttempt: 2 }), runEvent()],
    { state: null, at: null, waiting: true },
  ],
  [
    'is approved when the job it held begins',
    [
      gateEvent({ jobExternalId: '11', runExternalId: '1' }),
      jobEvent({ state: 'executing', startedAt: minute(6) }),
      runEvent({ state: 'executing', observedAt: minute(6) }),
    ],
    { state: 'approved', at: minute(6), waiting: false },
  ],
  [
    'expires when its run succeeds without the job it held',
    [
      gateEvent({ jobExternalId: '11', runExternalId: '1' }),
      jobEvent({ state: 'pending', startedAt: undefined }),
      runEvent(),
    ],
    { state: 'expired', at: minute(8), waiting: false },
  ],
  [
    'keeps the end that its provider tells',
    [
      gateEvent(held),
      gateEvent({ ...held, state: 'rejected', decidedAt: minute(7) }, 7),
      deployed('in_progress', 9),
    ],
    { state: null, at: null, waiting: false },
  ],
];

describe('a gate of which nobody tells the end', () => {
  let database: ProjectionDatabase;
  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.clear());

  const ended = async () => {
    const rows = await database.knex('gate').select('*');
    return rows.map(row => ({
      state: row.ended_state,
      at: row.ended_at?.toISOString() ?? null,
      waiting: row.waiting,
    }));
  };

  it.each(cases)('%s', async (_, events, expected) => {
    await database.apply(events);
    expect(await ended()).toEqual([expected]);
  });

  it('ends alike in any order, any batches and told twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cases).chain(([, events, expected]) =>
          fc.tuple(
            fc.shuffledSubarray([...events, ...events], {
              minLength: events.length * 2,
            }),
            fc.constant(expected),
            fc.integer({ min: 1, max: 4 }),
          ),
        ),
        async ([events, expected, size]) => {
          await database.clear();
          await database.apply(events, size);
          expect(await ended()).toEqual([expected]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('no longer holds its run', async () => {
    await database.apply([
      runEvent({ state: 'executing', observedAt: minute(4) }),
      gateEvent({ ...held, runExternalId: '1' }),
      deployed('paused', 5),
    ]);
    const status = () => database.knex('pipeline_run').pluck('status');
    expect(await status()).toEqual(['waiting']);
    await database.apply([deployed('in_progress', 9)]);
    expect(await status()).toEqual(['running']);
  });
});
