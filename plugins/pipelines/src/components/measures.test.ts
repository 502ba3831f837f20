import { againstUsual, durationDelta, rateDelta } from './measures';

const measured = (value: number | null, previous: number | null) => ({
  value,
  previous,
  n: 40,
  tooFew: false,
});

describe('rateDelta', () => {
  it.each([
    [0.946, 0.958, { text: '1.2 pp', direction: 'down', good: false }],
    [0.97, 0.94, { text: '3.0 pp', direction: 'up', good: true }],
    [0.95, 0.951, { text: '0.1 pp', direction: 'flat' }],
    [0.95, null, undefined],
    [null, 0.95, undefined],
  ])('from %d, before %d', (value, previous, delta) => {
    expect(rateDelta(measured(value, previous))).toEqual(delta);
  });
});

describe('durationDelta', () => {
  it.each([
    [110, 78, { text: '32 s', direction: 'up', good: false }],
    [444, 462, { text: '18 s', direction: 'down', good: true }],
    [460, 462, { text: '2 s', direction: 'flat' }],
    [460, null, undefined],
  ])('from %d s, before %d s', (value, previous, delta) => {
    expect(durationDelta(measured(value, previous))).toEqual(delta);
  });
});

describe('againstUsual', () => {
  it('does not call a run good that failed early', () => {
    expect(againstUsual(60, measured(400, null), false)).toEqual({
      text: '5m 40s',
      direction: 'down',
      good: undefined,
    });
    expect(againstUsual(60, measured(400, null), true)?.good).toBe(true);
  });

  it('does not compare with too few', () => {
    const few = { ...measured(400, null), n: 3, tooFew: true };
    expect(againstUsual(60, few, true)).toBeUndefined();
  });
});
