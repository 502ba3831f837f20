import fc from 'fast-check';
import { DiffComponent, diffComponents } from './diffComponents';

const npm = (
  name: string,
  version: string | null,
  licences: string[] = [],
): DiffComponent => ({
  name,
  version,
  ecosystem: 'npm',
  purl: version === null ? null : `pkg:npm/${name}@${version}`,
  licences,
});

describe('diffComponents', () => {
  it('tells what was added, removed, upgraded and downgraded', () => {
    const diff = diffComponents(
      [
        npm('a', '1.0.0'),
        npm('b', '2.0.0'),
        npm('c', '1.0.0'),
        npm('d', '1.0.0'),
      ],
      [
        npm('a', '1.0.0'),
        npm('b', '10.0.0'),
        npm('c', '0.9.0'),
        npm('e', '1.0.0'),
      ],
    );
    expect(diff.unchanged).toBe(1);
    expect(
      diff.changed.map(one => [one.name, one.before, one.after, one.direction]),
    ).toEqual([
      ['b', '2.0.0', '10.0.0', 'upgrade'],
      ['c', '1.0.0', '0.9.0', 'downgrade'],
    ]);
    expect(diff.added.map(({ name }) => name)).toEqual(['e']);
    expect(diff.removed.map(({ name }) => name)).toEqual(['d']);
  });

  it('pairs several versions of a package from the lowest on', () => {
    const diff = diffComponents(
      [npm('a', '1.0.0'), npm('a', '2.0.0')],
      [npm('a', '10.0.0'), npm('a', '9.0.0'), npm('a', '2.0.0')],
    );
    expect(diff.changed).toMatchObject([{ before: '1.0.0', after: '9.0.0' }]);
    expect(diff.added).toMatchObject([{ after: '10.0.0' }]);
  });

  it('tells of other licences, of the same version too', () => {
    const diff = diffComponents(
      [npm('a', '1.0.0', ['MIT']), npm('b', '1.0.0', ['MIT'])],
      [npm('a', '1.0.0', ['GPL-3.0-only']), npm('b', '1.1.0', ['ISC'])],
    );
    expect(
      diff.licenceChanged.map(one => [one.licencesBefore, one.licencesAfter]),
    ).toEqual([
      [['MIT'], ['GPL-3.0-only']],
      [['MIT'], ['ISC']],
    ]);
  });

  it('does not guess which of two is newer', () => {
    const diff = diffComponents(
      [{ ...npm('a', 'green'), purl: null, ecosystem: null }],
      [{ ...npm('a', 'blue'), purl: null, ecosystem: null }],
    );
    expect(diff.changed).toMatchObject([{ direction: 'unknown' }]);
  });

  it('of anything with itself is nothing, and turns round', () => {
    const list = fc.array(
      fc
        .tuple(
          fc.constantFrom('a', 'b'),
          fc.constantFrom('1.0.0', '2.0.0', null),
        )
        .map(([n, v]) => npm(n, v)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(list, list, (a, b) => {
        const none = diffComponents(a, a);
        expect(
          [none.added, none.removed, none.changed, none.licenceChanged].flat(),
        ).toEqual([]);
        const [there, back] = [diffComponents(a, b), diffComponents(b, a)];
        expect(back.added.length).toBe(there.removed.length);
        expect(back.changed.length).toBe(there.changed.length);
      }),
    );
  });
});
