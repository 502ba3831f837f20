import { holdRows } from './holdRows';

interface Row {
  id: string;
  state?: string;
}
const row = (id: string, state?: string): Row => ({ id, state });
const keyOf = ({ id }: Row) => id;
const shown = [row('c', 'running'), row('b'), row('a')];

describe('holdRows', () => {
  it('takes the rows as they come while nobody reads further down', () => {
    const fresh = [row('d'), row('b'), row('c')];
    expect(holdRows({ shown, fresh, keyOf, hold: false })).toEqual({
      rows: fresh,
      waiting: 0,
    });
  });

  it('changes rows in place and lets new ones wait', () => {
    const fresh = [row('e'), row('d'), row('b'), row('c', 'passed'), row('a')];
    expect(holdRows({ shown, fresh, keyOf, hold: true })).toEqual({
      rows: [row('c', 'passed'), row('b'), row('a')],
      waiting: 2,
    });
  });

  it('adds the next page below', () => {
    const fresh = [...shown, row('9'), row('8')];
    expect(holdRows({ shown, fresh, keyOf, hold: true })).toEqual({
      rows: fresh,
      waiting: 0,
    });
  });

  it('keeps a row that new ones pushed off the last page', () => {
    const fresh = [row('d'), row('c'), row('b')];
    expect(
      holdRows({ shown, fresh, keyOf, hold: true }).rows.map(keyOf),
    ).toEqual(['c', 'b', 'a']);
  });

  it('shows another list at once', () => {
    const fresh = [row('x')];
    expect(holdRows({ shown, fresh, keyOf, hold: true }).rows).toBe(fresh);
  });
});
