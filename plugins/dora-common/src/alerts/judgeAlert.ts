import { Band } from '../benchmarks/tierTables';
import { Moment } from '../types';
import { bandMoves, BandPoint } from './bandAlert';

/** An alert as it is kept. */
export interface KeptAlert {
  /** First bucket out of the band. */
  at: Moment;
  from: Band;
  to: Band;
}

/** What an alert is by the numbers as they are known now. */
export interface AlertVerdict<P extends BandPoint> {
  /** false: it never left its band, as one knows now. */
  stands: boolean;
  /** The first bucket back in the band; null: it is still out. */
  back: P | null;
}

/**
 * Whether a kept alert still stands, and where its metric came back: it has to
 * lie in the band it left, or a better one, for `confirm` buckets in a row.
 * Like leaving it, so one bucket on the edge is neither. Where the points begin
 * after the alert, it is only asked whether it came back.
 */
export function judgeAlert<P extends BandPoint>(
  points: readonly P[],
  alert: KeptAlert,
  confirm = 2,
): AlertVerdict<P> {
  const first = points[0]?.bucket.from ?? Infinity;
  if (first <= alert.at) {
    // Where it lay before may have slid out of what is looked at: then what the
    // alert says of it holds.
    const left = [null, alert.from].some(before =>
      bandMoves(points, confirm, before).some(
        ({ at, direction }) => at === alert.at && direction === 'worse',
      ),
    );
    if (!left) return { stands: false, back: null };
  }
  let run: P[] = [];
  for (const point of points) {
    const { bucket, value, tooFew, band } = point;
    if (bucket.from < alert.at || bucket.partial) continue;
    if (value === null || tooFew || !band) continue;
    run = band.rank <= alert.from.rank ? [...run, point] : [];
    if (run.length >= confirm) return { stands: true, back: run[0] };
  }
  return { stands: true, back: null };
}
