import {
  bucketsOf,
  Bucket,
  BucketUnit,
  WeekStart,
  Window,
} from '@quarterdeck/plugin-dora-common';
import { InputError } from '@backstage/errors';

/** A part of time, half open, in milliseconds. */
export interface Slice {
  from: number;
  to: number;
}

/** A slice cut into whole UTC days, which cells count, and what is left at its ends. */
export interface CutSlices {
  /** Whole days, half open, as dates; `slice` is the index. */
  days: { slice: number; from: string; to: string }[];
  edges: { slice: number; from: string; to: string }[];
}

const dayMs = 86_400_000;
const iso = (moment: number) => new Date(moment).toISOString();

/** Days of UTC for the most, single samples for the ends: exact in every zone. */
export function cutSlices(slices: readonly Slice[]): CutSlices {
  const cut: CutSlices = { days: [], edges: [] };
  const edge = (slice: number, from: number, to: number) => {
    if (to > from) cut.edges.push({ slice, from: iso(from), to: iso(to) });
  };
  slices.forEach(({ from, to }, slice) => {
    const first = Math.ceil(from / dayMs) * dayMs;
    const last = Math.floor(to / dayMs) * dayMs;
    if (first >= last) {
      edge(slice, from, to);
      return;
    }
    edge(slice, from, first);
    cut.days.push({
      slice,
      from: iso(first).slice(0, 10),
      to: iso(last).slice(0, 10),
    });
    edge(slice, last, to);
  });
  return cut;
}

const mostBuckets = 400;

/** The buckets of a window that have begun. */
export function askedBuckets(
  window: Window,
  unit: BucketUnit,
  asOf: number,
  weekStart: WeekStart,
): Bucket[] {
  const least = { day: 1, week: 7, month: 28, quarter: 89 }[unit];
  if ((window.to - window.from) / dayMs / least > mostBuckets) {
    throw new InputError(
      `unit: more than ${mostBuckets} buckets, choose a longer one than "${unit}"`,
    );
  }
  return bucketsOf(window, unit, asOf, weekStart).filter(
    ({ from }) => from <= asOf,
  );
}
