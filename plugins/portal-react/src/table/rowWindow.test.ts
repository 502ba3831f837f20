import { rowWindow } from './TableBody';

describe('the rows in the page', () => {
  it('hold what is in sight, and some on both sides', () => {
    for (const sight of [1, 15, 16, 17, 40]) {
      for (let first = 0; first < 300; first += 1) {
        const { from, to } = rowWindow(first, sight, 300);
        expect(from).toBeLessThanOrEqual(Math.max(0, first - 12));
        expect(to).toBeGreaterThanOrEqual(Math.min(300, first + sight + 12));
        expect(to - from).toBeLessThanOrEqual(sight + 24 + 16);
      }
    }
  });

  it('change once in eight rows, both ends together', () => {
    const seen = Array.from({ length: 800 }, (_, first) =>
      Object.values(rowWindow(first, 16, 100_000)).join(),
    );
    const changes = seen.filter((rows, at) => at > 0 && rows !== seen[at - 1]);
    expect(changes.length).toBeLessThanOrEqual(100);
  });

  it('end with the list', () => {
    expect(rowWindow(290, 10, 300).to).toBe(300);
    expect(rowWindow(0, 16, 4)).toEqual({ from: 0, to: 4 });
  });
});
