import fc from 'fast-check';
import { deploymentEvent, stepEvent } from '../../testing/deploymentEvents';
import {
  claimEvent,
  instance,
  jobEvent,
  minute,
  project,
  pushEvent,
  TestEvent,
  testEvent,
} from '../../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';

const attempt = fc.record({
  ends: fc.constantFrom('succeeded', 'failed', 'aborted', undefined),
  superseded: fc.boolean(),
  length: fc.integer({ min: 1, max: 40 }),
});

const deployment = fc.record({
  at: fc.integer({ min: 0, max: 300 }),
  release: fc.integer({ min: 1, max: 4 }),
  environment: fc.constantFrom('staging', 'production'),
  region: fc.constantFrom(undefined, 'eu'),
  entity: fc.constantFrom('component:default/shop', undefined),
  ref: fc.constantFrom('main', 'hotfix/a'),
  // The provider makes a deployment of its own for each attempt, or not.
  ownId: fc.boolean(),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 2 }),
  steps: fc.integer({ min: 0, max: 2 }),
  analysed: fc.boolean(),
  checked: fc.constantFrom(undefined, 'success', 'failure'),
});

type Deployed = typeof deployment extends fc.Arbitrary<infer T> ? T : never;

function historyOf(facts: Deployed, index: number): TestEvent[] {
  let at = facts.at;
  return facts.attempts.flatMap((part, before) => {
    const externalId = facts.ownId ? `d${index}-${before}` : `d${index}`;
    const shared = {
      externalId,
      environment: {
        name: facts.environment,
        tier: facts.environment as 'staging' | 'production',
      },
      region: facts.region,
      sha: `p${facts.release}`,
      ref: facts.ref,
      runExternalId: `run${index}`,
      runAttempt: before + 1,
      createdAt: minute(facts.at),
      startedAt: minute(at),
    };
    const end = at + part.length;
    const events = [
      deploymentEvent(
        { ...shared, state: 'queued', observedAt: minute(at) },
        facts.entity,
      ),
      deploymentEvent(
        {
          ...shared,
          state: 'in_progress',
          observedAt: minute(at + 0.5),
          rollout: { setWeight: 20 + before },
        },
        facts.entity,
      ),
    ];
    for (let ordinal = 1; ordinal <= facts.steps; ordinal++) {
      const kind = facts.analysed ? 'analysis' : 'set_weight';
      const step = { deploymentExternalId: externalId, ordinal, kind } as const;
      events.push(
        stepEvent({ ...step, state: 'running', observedAt: minute(at) }),
        stepEvent({ ...step, state: 'succeeded', observedAt: minute(end) }),
      );
    }
    if (part.ends) {
      events.push(
        deploymentEvent(
          {
            ...shared,
            state: part.ends,
            finishedAt: minute(end),
            observedAt: minute(end),
          },
          facts.entity,
        ),
      );
      if (part.superseded) {
        events.push(
          deploymentEvent(
            { ...shared, state: 'superseded', observedAt: minute(end + 90) },
            facts.entity,
          ),
        );
      }
    }
    if (facts.checked) {
      events.push(
        jobEvent({
          externalId: `check${index}-${before}`,
          runExternalId: `run${index}`,
          runAttempt: before + 1,
          name: 'verify',
          result: facts.checked,
          startedAt: minute(end),
          finishedAt: minute(end + 0.5),
          observedAt: minute(end + 0.5),
        }),
      );
    }
    at = end + 1;
    return events;
  });
}

const world = fc
  .record({
    deployments: fc.array(deployment, { minLength: 1, maxLength: 7 }),
    pushes: fc.integer({ min: 0, max: 4 }),
    claimed: fc.boolean(),
    labelled: fc.boolean(),
  })
  .map(({ deployments, pushes, claimed, labelled }) => {
    const events = deployments.flatMap(historyOf);
    for (let index = 0; index < pushes; index++) {
      events.push(
        pushEvent({
          before: `p${index}`,
          after: `p${index + 1}`,
          pushedAt: minute(index * 10),
        }),
      );
    }
    if (claimed) events.push(claimEvent('component:default/till'));
    if (labelled) {
      events.push(
        testEvent('change.v1', {
          provider: 'github',
          instance,
          project,
          externalId: 'c1',
          title: 'stop the leak',
          state: 'merged',
          mergeSha: 'p2',
          labels: ['hotfix'],
          observedAt: minute(1),
        }),
      );
    }
    return events;
  });

const delivered = world.chain(events =>
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

describe('deployments in any order, any number of times', () => {
  let database: ProjectionDatabase;

  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database.drop());

  it('gives equal chains, places and steps', async () => {
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
