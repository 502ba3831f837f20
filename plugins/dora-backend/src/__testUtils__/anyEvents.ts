import fc from 'fast-check';
import {
  changeEvent,
  claimEvent,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  project,
  pushEvent,
  TestEvent,
  testEvent,
} from '../testing/events';

const deployment = fc.record({
  at: fc.integer({ min: 4, max: 200 }),
  release: fc.integer({ min: 1, max: 6 }),
  region: fc.constantFrom(undefined, 'eu'),
  entity: fc.constantFrom(
    'component:default/shop',
    'component:default/till',
    undefined,
  ),
  state: fc.constantFrom(
    'succeeded',
    'succeeded',
    'failed',
    'aborted',
    'superseded',
  ),
  begun: fc.boolean(),
  tier: fc.constantFrom('production', 'production', 'production', 'staging'),
  /** Of one run, where it was tried more than once. */
  attempt: fc.constantFrom(undefined, undefined, 1, 2),
  kind: fc.constantFrom(undefined, undefined, undefined, 'rollback', 'hotfix'),
  remediates: fc.option(fc.integer({ min: 0, max: 5 }), {
    nil: undefined,
    freq: 6,
  }),
});

const incident = fc.record({
  at: fc.integer({ min: 5, max: 220 }),
  entity: fc.constantFrom('component:default/shop', 'component:default/till'),
  names: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  lasts: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  reopened: fc.boolean(),
  duplicateOf: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
});

/** What may be told of two services that share a repository. */
export const anyEvents = fc
  .record({
    deployments: fc.array(deployment, { minLength: 1, maxLength: 6 }),
    incidents: fc.array(incident, { maxLength: 3 }),
    pushes: fc.integer({ min: 0, max: 6 }),
    changes: fc.boolean(),
    claimed: fc.boolean(),
    rollout: fc.boolean(),
    gate: fc.boolean(),
  })
  .map(facts => {
    const events: TestEvent[] = [];
    facts.deployments.forEach((one, i) => {
      const base = {
        externalId: `d${i}`,
        sha: `c${one.release}`,
        region: one.region,
        environment: { name: one.tier, tier: one.tier },
        kind: one.kind,
        remediates:
          one.remediates === undefined ? undefined : `d${one.remediates}`,
        ...(one.attempt === undefined
          ? {}
          : { runExternalId: 'run', runAttempt: one.attempt }),
      };
      if (one.begun) {
        events.push(
          deployEvent(
            {
              ...base,
              state: 'in_progress',
              finishedAt: undefined,
              observedAt: hour(one.at - 0.1 + i / 1000),
            },
            one.at,
            one.entity,
          ),
        );
      }
      events.push(
        deployEvent(
          {
            ...base,
            state: one.state === 'superseded' ? 'succeeded' : one.state,
            finishedAt: hour(one.at + i / 1000),
            observedAt: hour(one.at + i / 1000),
          },
          one.at,
          one.entity,
        ),
      );
      if (one.state === 'superseded') {
        events.push(
          deployEvent(
            {
              ...base,
              state: 'superseded',
              finishedAt: undefined,
              observedAt: hour(one.at + 50),
            },
            one.at,
            one.entity,
          ),
        );
      }
    });
    facts.incidents.forEach((one, i) => {
      const base = {
        externalId: `i${i}`,
        causes:
          one.names === undefined
            ? []
            : [{ kind: 'deployment' as const, instance, id: `d${one.names}` }],
        duplicateOf:
          one.duplicateOf === undefined ? undefined : `i${one.duplicateOf}`,
      };
      events.push(incidentEvent({ ...base, causes: [] }, one.at, one.entity));
      if (one.lasts === undefined) return;
      const end = one.at + one.lasts;
      const resolved = { startedAt: hour(one.at), resolvedAt: hour(end) };
      events.push(incidentEvent({ ...base, ...resolved }, one.at, one.entity));
      if (one.reopened) {
        events.push(
          incidentEvent(
            {
              ...base,
              state: 'triggered',
              reopened: true,
              reopenedAt: hour(end + 2),
              observedAt: hour(end + 2),
            },
            one.at,
            one.entity,
          ),
        );
      }
    });
    for (let i = 0; i < facts.pushes; i++) {
      events.push(
        pushEvent(
          { before: i ? `c${i}` : undefined, after: `c${i + 1}` },
          i * 3,
        ),
      );
    }
    if (facts.changes) {
      events.push(
        changeEvent(
          {
            externalId: 'p2',
            title: 'Revert "change p1"',
            mergeSha: 'c4',
            headSha: 'c4',
          },
          10,
        ),
        changeEvent(
          {
            externalId: 'p1',
            state: 'open',
            mergedAt: undefined,
            headSha: 'f2',
            observedAt: hour(3),
          },
          3,
        ),
        changeEvent(
          {
            externalId: 'p1',
            mergeSha: 'c2',
            headSha: 'f2',
            labels: ['hotfix'],
          },
          4,
        ),
        testEvent('change.reviewed.v1', {
          provider: 'github',
          instance,
          project,
          externalId: 'r1',
          changeExternalId: 'p1',
          state: 'approved',
          submittedAt: hour(3.5),
        }),
      );
    }
    if (facts.rollout) {
      events.push(
        testEvent('rollout.step.v1', {
          provider: 'argo',
          instance,
          project,
          deploymentExternalId: 'd0',
          ordinal: 1,
          kind: 'set_weight',
          state: 'succeeded',
          wantedWeight: 20,
          startedAt: hour(4),
          observedAt: hour(4),
        }),
      );
    }
    if (facts.gate) {
      events.push(
        testEvent('gate.v1', {
          provider: 'github',
          instance,
          project,
          externalId: 'g1',
          kind: 'approval',
          state: 'approved',
          deploymentExternalId: 'd1',
          askedAt: hour(2),
          decidedAt: hour(3),
          observedAt: hour(3),
        }),
      );
    }
    if (facts.claimed) events.push(claimEvent('component:default/desk'));
    return events;
  });
