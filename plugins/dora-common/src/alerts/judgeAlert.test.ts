import { bandNamed, bandOf, tiers2023 } from '../benchmarks/tierTables';
import { BandPoint } from './bandAlert';
import { judgeAlert } from './judgeAlert';

const day = 86_400_000;

/** Buckets of a day with these fail rates. */
const points = (values: (number | null)[]): BandPoint[] =>
  values.map((value, i) => ({
    bucket: {
      from: day * i,
      to: day * (i + 1),
      label: `${i}`,
      partial: null,
    },
    value,
    tooFew: false,
    band: bandOf('change_fail_rate', value, tiers2023),
  }));

const band = (name: string) => {
  const found = bandNamed('change_fail_rate', name, tiers2023);
  if (!found) throw new Error(name);
  return found;
};

/** Left `elite` for `low` at the second bucket. */
const alert = { at: day, from: band('elite'), to: band('low') };

describe('an alert that is kept', () => {
  it.each([
    ['stays open while it is out', [0.04, 0.2, 0.2, 0.2], true, null],
    ['stays open on one good bucket', [0.04, 0.2, 0.2, 0.04], true, null],
    ['ends with two in a row', [0.04, 0.2, 0.2, 0.04, 0.05], true, 3],
    [
      'ends once it holds, not at a bucket on the edge',
      [0.04, 0.2, 0.2, 0.04, 0.2, 0.04, 0.04],
      true,
      5,
    ],
    [
      'is not ended by another band that is better, and not its own',
      [0.04, 0.2, 0.2, 0.09, 0.09, 0.09],
      true,
      null,
    ],
    [
      'is neither ended nor kept open by buckets without data',
      [0.04, 0.2, 0.2, 0.04, null, 0.04],
      true,
      3,
    ],
    [
      'stays ended when it leaves again',
      [0.04, 0.2, 0.2, 0.04, 0.04, 0.2, 0.2],
      true,
      3,
    ],
    ['never was, where late numbers are good', [0.04, 0.2, 0.04], false, null],
    [
      'never was, where those before it were bad already',
      [0.2, 0.2, 0.2, 0.2],
      false,
      null,
    ],
  ])('%s', (_what, values, stands, back) => {
    const verdict = judgeAlert(points(values), alert);
    expect([verdict.stands, verdict.back?.bucket.from ?? null]).toEqual([
      stands,
      back === null ? null : day * back,
    ]);
  });

  it('stands when what it left has slid out of sight', () => {
    const late = points([0.04, 0.2, 0.2, 0.2, 0.04, 0.04]);
    for (const from of [1, 2, 3]) {
      const { stands, back } = judgeAlert(late.slice(from), alert);
      expect([from, stands, back?.bucket.from]).toEqual([from, true, day * 4]);
    }
  });
});

describe('a band by its name', () => {
  it('has the rank of its table, and is none of another’s', () => {
    expect(band('elite').rank).toBe(0);
    expect(band('low')).toMatchObject({ rank: 3, of: 4 });
    expect(bandNamed('change_fail_rate', 'good', tiers2023)).toBeNull();
    expect(bandNamed('deployment_rework_rate', 'low', tiers2023)).toBeNull();
  });
});
