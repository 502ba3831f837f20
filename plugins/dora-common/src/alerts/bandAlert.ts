import { Band } from '../benchmarks/tierTables';
import { Bucket, Moment } from '../types';

/** A metric in a bucket, with the band it lay in. */
export interface BandPoint {
  bucket: Bucket;
  value: number | null;
  tooFew: boolean;
  band: Band | null;
}

/** A metric left its band for a worse (or better) one. */
export interface BandMove {
  /** First bucket of the new band. */
  at: Moment;
  /** End of the bucket that confirmed it. */
  confirmedAt: Moment;
  from: Band;
  to: Band;
  direction: 'worse' | 'better';
}

/**
 * When a metric left its band: it has to lie in another for `confirm` buckets
 * in a row. Buckets that are not over, without data or with too few samples
 * say nothing: they neither confirm nor interrupt.
 */
export function bandMoves(
  points: readonly BandPoint[],
  confirm = 2,
  /** Where it lay before; left out: where the first bucket lies. */
  before: Band | null = null,
): BandMove[] {
  const moves: BandMove[] = [];
  let held = before;
  let run: { band: Band; at: Moment; length: number } | null = null;
  for (const { bucket, value, tooFew, band } of points) {
    if (bucket.partial || value === null || tooFew || !band) continue;
    if (!held) {
      held = band;
      continue;
    }
    if (band.rank === held.rank) {
      run = null;
      continue;
    }
    const side = Math.sign(band.rank - held.rank);
    const goesOn: boolean =
      run !== null && Math.sign(run.band.rank - held.rank) === side;
    run =
      run && goesOn
        ? { band, at: run.at, length: run.length + 1 }
        : { band, at: bucket.from, length: 1 };
    if (run.length < confirm) continue;
    const direction = band.rank > held.rank ? 'worse' : 'better';
    moves.push({
      at: run.at,
      confirmedAt: bucket.to,
      from: held,
      to: band,
      direction,
    });
    held = band;
    run = null;
  }
  return moves;
}

/** The alert to send now: the last move, unless it was sent, or is for the better. */
export function bandAlert(
  points: readonly BandPoint[],
  sentUpTo: Moment | null,
  confirm = 2,
): BandMove | null {
  const last = bandMoves(points, confirm).at(-1);
  if (!last || last.direction === 'better') return null;
  return sentUpTo !== null && last.at <= sentUpTo ? null : last;
}
