import {
  bucketsOf,
  Bucket,
  BucketUnit,
  WeekStart,
  Window,
} from '@quarterdeck/plugin-dora-common';
import { InputError } from '@backstage/errors';
import { endOfDay } from './calendarDays';

/** A part of time, half open, in milliseconds. */
export interface Slice {
  from: number;
  to: number;
}

const dayMs = 86_400_000;

const mostBuckets = 400;

const mostKept = 500;
const kept = new Map<string, Bucket[]>();

/** Buckets of a window that is over; kept, since calendars take long to tell. */
function keptBuckets(
  window: Window,
  unit: BucketUnit,
  weekStart: WeekStart,
): Bucket[] {
  const { from, to, zone } = window;
  const key = [zone, unit, weekStart, from, to].join(' ');
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const buckets = bucketsOf(window, unit, to, weekStart);
  kept.set(key, buckets);
  return buckets;
}

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
  // A window up to now is cut like the whole of its day, and then at now.
  const to = window.to === asOf ? endOfDay(asOf, window.zone) : window.to;
  const whole = keptBuckets({ ...window, to }, unit, weekStart);
  const over = Math.min(window.to, asOf);
  return whole
    .filter(({ from }) => from <= asOf && from < window.to)
    .map(bucket => ({
      ...bucket,
      to: Math.min(bucket.to, window.to),
      partial:
        bucket.partial === 'current' || bucket.to > over
          ? 'current'
          : bucket.partial,
    }));
}
