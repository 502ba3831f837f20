import fc from 'fast-check';
import { mergeRolloutStep, RolloutStepFacts } from './mergeRolloutStep';
import { Report } from './mergeFacts';

const minute = (at: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
const states = ['pending', 'running', 'succeeded', 'failed'] as const;

describe('mergeRolloutStep', () => {
  it('takes the later observation, and what only an earlier one told', () => {
    const early = { state: 'running', startedAt: minute(1) } as const;
    const late = { state: 'succeeded', finishedAt: minute(3) } as const;
    const merged = mergeRolloutStep<RolloutStepFacts>(
      { facts: { ...late, observedAt: minute(3) }, position: '1' },
      { facts: { ...early, observedAt: minute(2) }, position: '2' },
    );
    expect(merged.facts).toMatchObject({ ...early, ...late });
  });

  it('is the same in any order, any number of times', () => {
    const reports = fc
      .array(
        fc.record({
          state: fc.constantFrom(...states),
          startedAt: fc.constantFrom(undefined, minute(1), minute(2)),
        }),
        { minLength: 1, maxLength: 6 },
      )
      .map(list =>
        list.map(
          (facts, index): Report<RolloutStepFacts> => ({
            facts: { ...facts, observedAt: minute(index) },
            position: `${index + 1}`,
          }),
        ),
      )
      .chain(list =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list, ...list], {
            minLength: list.length * 2,
          }),
        ),
      );
    fc.assert(
      fc.property(reports, ([inOrder, shuffled]) => {
        const merge = (list: readonly Report<RolloutStepFacts>[]) =>
          list.reduce((a, b) => mergeRolloutStep(a, b)).facts;
        expect(merge(shuffled)).toEqual(merge(inOrder));
      }),
    );
  });
});
