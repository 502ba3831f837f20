import fc from 'fast-check';
import { DeploymentFacts, mergeDeploymentFacts } from './mergeDeployment';
import { mergeRunFacts, ProgressFacts, Report, soleReport } from './mergeFacts';
import { runStates } from './runFacts';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 8, 17, 12, minute)).toISOString();

const report = (
  facts: Partial<ProgressFacts> & { state: ProgressFacts['state'] },
  position = '5',
): Report<ProgressFacts> => ({
  facts: { observedAt: at(0), ...facts },
  position,
});

describe('mergeRunFacts', () => {
  it.each([
    ['a later state counts', 'pending', 'executing', 'executing'],
    ['a late queued undoes nothing', 'completed', 'pending', 'completed'],
    ['an early completed stays', 'pending', 'completed', 'completed'],
    [
      'running after a gate is running',
      'waiting_gate',
      'executing',
      'executing',
    ],
  ] as const)('%s', (_promise, first, second, expected) => {
    const merged = mergeRunFacts(
      report({ state: first, observedAt: at(1) }),
      report({ state: second, observedAt: at(9) }, '6'),
    );
    expect(merged.facts.state).toBe(expected);
  });

  it('lets the later observation count in the same state', () => {
    const older = report(
      { state: 'completed', result: 'failure', observedAt: at(1) },
      '9',
    );
    const newer = report(
      { state: 'completed', result: 'success', observedAt: at(2) },
      '5',
    );
    expect(mergeRunFacts(older, newer).facts.result).toBe('success');
    expect(mergeRunFacts(newer, older).facts.result).toBe('success');
  });

  it('lets the later position correct on a tie', () => {
    const wrong = report({ state: 'completed', result: 'unknown' }, '9');
    const mended = report({ state: 'completed', result: 'success' }, '10');
    expect(mergeRunFacts(mended, wrong).facts.result).toBe('success');
  });

  it('never moves a finish time by a report that does not complete', () => {
    const done = report({
      state: 'completed',
      finishedAt: at(3),
      observedAt: at(3),
    });
    const late = report(
      { state: 'executing', finishedAt: at(50), observedAt: at(50) },
      '6',
    );
    expect(mergeRunFacts(done, late).facts.finishedAt).toBe(at(3));
  });

  it('does not believe the start of something that waits', () => {
    const { facts } = soleReport(
      report({ state: 'pending', startedAt: at(0) }),
    );
    expect(facts.startedAt).toBeUndefined();
  });

  it('keeps what the winner leaves out', () => {
    const first = report({
      state: 'executing',
      startedAt: at(1),
      queuedAt: at(0),
    });
    const done = report({ state: 'completed', finishedAt: at(4) }, '6');
    expect(mergeRunFacts(first, done).facts).toMatchObject({
      queuedAt: at(0),
      startedAt: at(1),
      finishedAt: at(4),
    });
  });

  it('gives the same for any order of reports of one coherent history', () => {
    const history = fc
      .uniqueArray(fc.constantFrom(...runStates), { minLength: 1 })
      .map(states =>
        states.map(state =>
          report({
            state,
            queuedAt: at(0),
            startedAt: at(1),
            finishedAt: at(9),
            result: 'success',
            observedAt: at(runStates.indexOf(state)),
          }),
        ),
      );
    fc.assert(
      fc.property(
        history.chain(reports =>
          fc.tuple(
            fc.constant(reports),
            fc.shuffledSubarray([...reports, ...reports], {
              minLength: reports.length * 2,
            }),
          ),
        ),
        ([reports, shuffled]) => {
          const merge = (list: typeof reports) =>
            list.map(soleReport).reduce((a, b) => mergeRunFacts(a, b)).facts;
          expect(merge(shuffled)).toEqual(merge(reports));
        },
      ),
    );
  });
});

describe('mergeDeploymentFacts', () => {
  const deployment = (
    state: 'queued' | 'succeeded' | 'failed' | 'superseded',
    minute: number,
    finishedAt?: string,
  ): Report<DeploymentFacts> => ({
    facts: { state, observedAt: at(minute), finishedAt },
    position: String(minute + 1),
  });

  it('keeps outcome and finish time when the provider later reports inactive', () => {
    const merged = mergeDeploymentFacts(
      deployment('succeeded', 3, at(3)),
      deployment('superseded', 40, at(40)),
    );
    expect(merged.facts).toMatchObject({
      state: 'superseded',
      outcome: 'succeeded',
      finishedAt: at(3),
    });
  });

  it('has no outcome when it was superseded before it ended', () => {
    const merged = mergeDeploymentFacts(
      deployment('queued', 1),
      deployment('superseded', 40, at(40)),
    );
    expect(merged.facts.outcome).toBeUndefined();
    expect(merged.facts.finishedAt).toBeUndefined();
  });
});
