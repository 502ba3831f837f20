import fc from 'fast-check';
import {
  claimEvent,
  instance,
  jobEvent,
  minute,
  project,
  pushEvent,
  runEvent,
  TestEvent,
  testEvent,
} from './testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from './testing/projectionDatabase';

const results = ['success', 'failure', 'cancelled', 'timeout'] as const;

/** What a provider tells of one attempt, from queued to completed. */
const attempt = fc.record({
  result: fc.constantFrom(...results),
  queued: fc.integer({ min: 0, max: 3 }),
  ran: fc.integer({ min: 0, max: 90 }),
  jobs: fc.integer({ min: 0, max: 2 }),
  ends: fc.boolean(),
  gated: fc.boolean(),
});

const run = fc.record({
  start: fc.integer({ min: 0, max: 400 }),
  branch: fc.constantFrom('main', 'feature'),
  trigger: fc.constantFrom('push', 'change', 'manual'),
  tellsDefault: fc.boolean(),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 2 }),
});

type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;

/** The deliveries of a run, in the order they happened. */
function historyOf(facts: Run, index: number): TestEvent[] {
  const externalId = `${index + 1}`;
  const events: TestEvent[] = [];
  let at = facts.start;
  facts.attempts.forEach((part, before) => {
    const number = before + 1;
    const queuedAt = minute(at);
    const startedAt = minute(at + part.queued);
    const finishedAt = minute(at + part.queued + part.ran);
    const shared = {
      externalId,
      attempt: number,
      branch: facts.branch,
      trigger: facts.trigger,
      defaultBranch: facts.tellsDefault ? 'main' : undefined,
      sha: `sha${index % 3}`,
      createdAt: minute(facts.start),
      queuedAt,
    };
    events.push(
      runEvent({ ...shared, state: 'pending', observedAt: queuedAt }),
      runEvent({
        ...shared,
        state: 'executing',
        startedAt,
        observedAt: startedAt,
      }),
    );
    for (let job = 0; job < part.jobs; job++) {
      const name = {
        externalId: `${externalId}-${number}-${job}`,
        runExternalId: externalId,
        runAttempt: number,
        name: `job ${job}`,
        queuedAt,
      };
      events.push(
        jobEvent({ ...name, state: 'pending', observedAt: queuedAt }),
        jobEvent({
          ...name,
          result: part.result,
          startedAt,
          finishedAt,
          observedAt: finishedAt,
          steps: [{ ordinal: 1, name: 'run', state: 'completed' }],
        }),
      );
    }
    if (part.gated) {
      const gate = {
        provider: 'github',
        instance,
        project,
        externalId: `${externalId}/${number}/production`,
        kind: 'approval' as const,
        runExternalId: externalId,
        runAttempt: number,
      };
      events.push(
        testEvent('gate.v1', {
          ...gate,
          state: 'pending',
          askedAt: queuedAt,
          observedAt: queuedAt,
        }),
        testEvent('gate.v1', {
          ...gate,
          state: 'approved',
          decidedAt: startedAt,
          observedAt: minute(at + part.queued + 1),
        }),
      );
    }
    if (part.ends) {
      events.push(
        runEvent({
          ...shared,
          result: part.result,
          startedAt,
          finishedAt,
          observedAt: finishedAt,
        }),
      );
    }
    at += part.queued + part.ran + 5;
  });
  return events;
}

const deployment = (index: number, at: number): TestEvent[] =>
  (['queued', 'in_progress', 'succeeded', 'superseded'] as const).map(
    (state, step) =>
      testEvent('deployment.v1', {
        provider: 'github',
        instance,
        project,
        externalId: `d${index}`,
        environment: { name: 'production', tier: 'production' },
        state,
        createdAt: minute(at),
        finishedAt: state === 'succeeded' ? minute(at + step) : undefined,
        observedAt: minute(at + step),
      }),
  );

const change = (index: number, merged: boolean): TestEvent[] =>
  (merged ? ['open', 'closed', 'merged'] : ['open', 'closed', 'open']).map(
    (state, step) =>
      testEvent('change.v1', {
        provider: 'github',
        instance,
        project,
        externalId: `c${index}`,
        title: `change ${index}`,
        state: state === 'merged' || state === 'closed' ? state : 'open',
        observedAt: minute(step),
      }),
  );

const world = fc
  .record({
    runs: fc.array(run, { minLength: 1, maxLength: 6 }),
    pushes: fc.integer({ min: 0, max: 4 }),
    deployments: fc.integer({ min: 0, max: 2 }),
    merged: fc.boolean(),
    claimed: fc.boolean(),
    claimedNarrowly: fc.boolean(),
  })
  .map(({ runs, pushes, deployments, merged, claimed, claimedNarrowly }) => {
    const events = runs.flatMap(historyOf);
    for (let index = 0; index < pushes; index++) {
      events.push(
        pushEvent({
          before: `p${index}`,
          after: `p${index + 1}`,
          pushedAt: minute(index * 10),
        }),
      );
    }
    for (let index = 0; index < deployments; index++) {
      events.push(...deployment(index, index * 30));
    }
    events.push(...change(1, merged));
    if (claimed) events.push(claimEvent('component:default/till'));
    if (claimedNarrowly) {
      events.push(
        claimEvent('component:default/desk', {
          instance,
          project,
          workflow: 'CI',
        }),
      );
    }
    return events;
  });

/** The same deliveries in another order, some of them twice, cut into batches. */
const delivered = world.chain(events =>
  fc.record({
    events: fc.constant(events),
    shuffled: fc
      .shuffledSubarray(events, { minLength: 0, maxLength: events.length })
      .chain(repeats =>
        fc.shuffledSubarray([...events, ...repeats], {
          minLength: events.length + repeats.length,
        }),
      ),
    batchSize: fc.integer({ min: 1, max: 12 }),
  }),
);

describe('any order, any number of times', () => {
  let database: ProjectionDatabase;

  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database.drop());

  it('gives equal tables for the same deliveries', async () => {
    await fc.assert(
      fc.asyncProperty(delivered, async ({ events, shuffled, batchSize }) => {
        await database.clear();
        await database.apply(events);
        const inOrder = await database.dump();
        await database.clear();
        await database.apply(shuffled, batchSize);
        expect(await database.dump()).toEqual(inOrder);
      }),
      { numRuns: 25, interruptAfterTimeLimit: 120_000 },
    );
  });
});
