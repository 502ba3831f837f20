import { Knex } from 'knex';
import { Quantiles } from '@quarterdeck/plugin-dora-common';
import {
  bucketCount,
  PlaceReading,
  readLeadCounts,
  readLeadPlaces,
} from '../database/leadTimeReads';
import { SampleSet } from '../database/sampleSet';
import { KeptParts } from './keptParts';
import {
  noQuantiles,
  rankOf,
  secondsBetween,
  toldShares,
  toQuantiles,
} from './quantileFigures';
import { Slice } from './slices';
import { TimeParts } from './timeParts';

/** The value bucket a rank lies in, and how many of it come before. */
function locate(counts: Int32Array, rank: number) {
  let before = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    if (rank < before + counts[bucket]) return { bucket, skip: rank - before };
    before += counts[bucket];
  }
  return { bucket: counts.length - 1, skip: 0 };
}

/** The one or two places a share lies between. */
function placesOf(
  counts: Int32Array,
  n: number,
  share: number,
  { from, to }: Slice,
): PlaceReading[] {
  const rank = rankOf(n, share);
  const low = locate(counts, Math.floor(rank));
  const high = locate(counts, Math.ceil(rank));
  const take = high.skip - low.skip + 1;
  if (low.bucket === high.bucket) return [{ from, to, ...low, take }];
  return [
    { from, to, ...low, take: 1 },
    { from, to, ...high, take: 1 },
  ];
}

/**
 * Exact quantiles of millions of pooled samples: counts per value bucket say in
 * which one a rank lies, and the value is read from the samples of that one.
 * `large`: the first slices, which hold much more than the others.
 */
export async function pooledLeadTimes(
  knex: Knex,
  set: SampleSet,
  { bounds, spans }: TimeParts,
  slices: readonly Slice[],
  large: number,
  kept?: KeptParts,
): Promise<Quantiles[]> {
  const parts = await (kept ? kept.leads() : readLeadCounts(knex, set, bounds));
  const asked = spans.map(({ first, end }, i) => {
    const counts = new Int32Array(bucketCount);
    let ms = 0;
    for (let part = first; part < end; part++) {
      parts[part].counts.forEach((count, bucket) => {
        counts[bucket] += count;
      });
      ms += parts[part].ms;
    }
    const n = counts.reduce((sum, count) => sum + count, 0);
    const places = toldShares.map(share =>
      n === 0 ? [] : placesOf(counts, n, share, slices[i]),
    );
    return { n, ms, places };
  });
  const read = async (some: typeof asked) => {
    const values = await readLeadPlaces(
      knex,
      set,
      some.flatMap(({ places }) => places.flat()),
    );
    let next = 0;
    return some.map(({ n, ms, places }) => {
      const told = places.map((list, i) => {
        const found = list.flatMap(() => values[next++]);
        const low = found[0];
        const high = found.at(-1);
        if (low === undefined || high === undefined) return null;
        return secondsBetween(low, high, rankOf(n, toldShares[i]));
      });
      return n === 0 ? noQuantiles : toQuantiles(n, told, ms);
    });
  };
  // A year reads as much as all of its weeks together: side by side.
  const readAll = async (places: readonly number[]) => {
    const groups = [
      places.filter(place => place === 0),
      places.filter(place => place > 0 && place < large),
      places.filter(place => place >= large),
    ];
    const told = await Promise.all(
      groups.map(group => read(group.map(place => asked[place]))),
    );
    return new Map(
      groups.flatMap((group, i) =>
        group.map((place, nth) => [place, told[i][nth]] as const),
      ),
    );
  };
  if (kept) return kept.quantiles(slices, readAll);
  const all = await readAll(slices.map((_, place) => place));
  return slices.map((_, place) => all.get(place) ?? noQuantiles);
}
