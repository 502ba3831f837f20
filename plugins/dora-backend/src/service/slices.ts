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

const dayMs = 86_400_000;

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
