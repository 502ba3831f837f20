import fc from 'fast-check';
import {
  DeploymentFacts,
  mergeDeploymentFacts,
  soleDeployment,
} from './mergeDeployment';
import { Report } from './mergeFacts';
import { deploymentStates } from './deploymentWords';

interface Facts extends DeploymentFacts {
  reason?: string;
}

const minute = (at: number) =>
  new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString();

const report = (facts: Partial<Facts>, at: number): Report<Facts> => ({
  facts: { state: 'in_progress', observedAt: minute(at), ...facts },
  position: String(at + 1),
});

const merged = (reports: readonly Report<Facts>[]) =>
  reports
    .map(item => soleDeployment(item))
    .reduce((a, b) => mergeDeploymentFacts(a, b)).facts;

describe('mergeDeploymentFacts', () => {
  it('makes a success on attempt 2 one success, finished when attempt 2 did', () => {
    expect(
      merged([
        report({ state: 'succeeded', runAttempt: 2, finishedAt: minute(9) }, 9),
        report({ state: 'failed', runAttempt: 1, finishedAt: minute(3) }, 3),
        report({ runAttempt: 2 }, 6),
      ]),
    ).toMatchObject({
      state: 'succeeded',
      outcome: 'succeeded',
      finishedAt: minute(9),
      runAttempt: 2,
    });
  });

  it('has no outcome while a second attempt is under way', () => {
    expect(
      merged([
        report({ state: 'failed', finishedAt: minute(3) }, 3),
        report({ runAttempt: 2 }, 6),
      ]),
    ).toMatchObject({ state: 'in_progress', outcome: undefined });
  });

  it('keeps its first end when Argo CD tells long after that it degraded', () => {
    expect(
      merged([
        report({ state: 'succeeded', finishedAt: minute(9) }, 9),
        report({ state: 'failed', finishedAt: minute(9_000) }, 9_000),
      ]),
    ).toMatchObject({
      state: 'succeeded',
      outcome: 'succeeded',
      finishedAt: minute(9),
      history: [{ state: 'succeeded' }, { state: 'failed' }],
    });
  });

  it('finishes when it succeeded, tried again by a provider that counts no attempts', () => {
    expect(
      merged([
        report({ state: 'failed', finishedAt: minute(3) }, 3),
        report({ state: 'succeeded', finishedAt: minute(9) }, 9),
      ]),
    ).toMatchObject({ outcome: 'succeeded', finishedAt: minute(9) });
  });

  it('keeps outcome and finish when it is superseded', () => {
    expect(
      merged([
        report({ state: 'superseded', finishedAt: minute(50) }, 50),
        report({ state: 'succeeded', finishedAt: minute(9) }, 9),
      ]),
    ).toMatchObject({
      state: 'superseded',
      outcome: 'succeeded',
      finishedAt: minute(9),
    });
  });

  it('keeps the states it was in, with the delivery that told each', () => {
    const told = mergeDeploymentFacts(
      soleDeployment(report({ state: 'queued' }, 1), 'one'),
      soleDeployment(report({ state: 'succeeded' }, 5), 'two'),
    );
    expect(told.facts.history).toEqual([
      { state: 'queued', at: minute(1), receipt: 'one' },
      { state: 'succeeded', at: minute(5), receipt: 'two' },
    ]);
  });

  const reports = fc
    .array(
      fc.record({
        state: fc.constantFrom(...deploymentStates),
        runAttempt: fc.constantFrom(undefined, 1, 2),
        reason: fc.constantFrom(undefined, 'a', 'b'),
        finishedAt: fc.constantFrom(undefined, minute(2), minute(4)),
        startedAt: fc.constantFrom(undefined, minute(1), minute(3)),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map(list => list.map((facts, at) => report(facts, at)))
    .chain(list =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], {
          minLength: list.length * 2,
        }),
      ),
    );

  it('is the same in any order, any number of times', () => {
    fc.assert(
      fc.property(reports, ([inOrder, shuffled]) => {
        expect(merged(shuffled)).toEqual(merged(inOrder));
      }),
      { numRuns: 2000 },
    );
  });
});
