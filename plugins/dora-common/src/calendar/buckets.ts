import { DateTime } from 'luxon';
import { Bucket, BucketUnit, Moment, WeekStart, Window } from '../types';

/** The start of the unit a moment lies in, in a zone. */
export function startOf(
  moment: Moment,
  unit: BucketUnit,
  zone: string,
  weekStart: WeekStart = 1,
): Moment {
  const time = DateTime.fromMillis(moment, { zone });
  if (unit !== 'week') return time.startOf(unit).toMillis();
  const daysBack = (time.weekday - weekStart + 7) % 7;
  return time
    .startOf('day')
    .minus({ days: daysBack })
    .startOf('day')
    .toMillis();
}

/** The start of the unit after the one that begins at a moment. */
function startOfNext(start: Moment, unit: BucketUnit, zone: string): Moment {
  const time = DateTime.fromMillis(start, { zone });
  // Where midnight does not exist the day begins later: cut again.
  const base = unit === 'day' || unit === 'week' ? 'day' : 'month';
  return time
    .startOf(base)
    .plus({ [unit]: 1 })
    .startOf(base)
    .toMillis();
}

function labelOf(
  start: Moment,
  unit: BucketUnit,
  zone: string,
  weekStart: WeekStart,
) {
  const time = DateTime.fromMillis(start, { zone, locale: 'en' });
  if (unit === 'month') return time.toFormat('yyyy-MM');
  if (unit === 'quarter') return `${time.toFormat('yyyy')}-Q${time.quarter}`;
  return unit === 'week' && weekStart === 1
    ? time.toFormat("kkkk-'W'WW")
    : time.toFormat('yyyy-MM-dd');
}

/** What cuts a bucket short; the window's end counts as now when it lies ahead. */
function partialOf(
  whole: { from: Moment; to: Moment },
  window: Window,
  asOf: Moment,
): Bucket['partial'] {
  if (whole.to > Math.min(window.to, asOf)) return 'current';
  return whole.from < window.from ? 'first' : null;
}

/**
 * Cuts a window into days, weeks, months or quarters of its zone (rule 18).
 * Buckets are half open and join without gaps, also over changes of the clock;
 * those the window or the present cut short are marked.
 */
export function bucketsOf(
  window: Window,
  unit: BucketUnit,
  asOf: Moment,
  weekStart: WeekStart = 1,
): Bucket[] {
  const buckets: Bucket[] = [];
  const { zone } = window;
  let start = startOf(window.from, unit, zone, weekStart);
  while (start < window.to) {
    const end = startOfNext(start, unit, zone);
    buckets.push({
      from: Math.max(start, window.from),
      to: Math.min(end, window.to),
      label: labelOf(start, unit, zone, weekStart),
      partial: partialOf({ from: start, to: end }, window, asOf),
    });
    start = end;
  }
  return buckets;
}

/** Position of the bucket a moment lies in; -1: in none. */
export function bucketIndex(
  buckets: readonly Bucket[],
  moment: Moment,
): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (moment < buckets[middle].from) high = middle - 1;
    else if (moment >= buckets[middle].to) low = middle + 1;
    else return middle;
  }
  return -1;
}
