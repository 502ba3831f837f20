import { rowWindow } from './TableBody';

describe('the rows in the page', () => {
  it('hold what is in sight, and some on both sides', () => {
    for (let first = 0; first < 300; first += 1) {
      const { from, to } = rowWindow({ first, last: first + 15 }, 300);
      expect(from).toBeLessThanOrEqual(Math.max(0, first - 12));
      expect(to).toBeGreaterThanOrEqual(Math.min(300, first + 28));
      expect(to - from).toBeLessThanOrEqual(56);
    }
  });

  it('change once in eight rows, however one scrolls', () => {
    const seen = Array.from({ length: 800 }, (_, first) =>
      Object.values(rowWindow({ first, last: first + 15 }, 100_000)).join(),
    );
    const changes = seen.filter((rows, at) => at > 0 && rows !== seen[at - 1]);
    // Once where the first row comes, once where the last one does.
    expect(changes.length).toBeLessThanOrEqual(2 * 100);
  });

  it('end with the list', () => {
    expect(rowWindow({ first: 290, last: 299 }, 300).to).toBe(300);
    expect(rowWindow({ first: 0, last: 3 }, 4)).toEqual({ from: 0, to: 4 });
  });
});
