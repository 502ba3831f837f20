import { DateTime } from 'luxon';
import { Moment, WeekStart, Window } from '../types';
import { startOf } from './buckets';

/** Days between two moments as the calendar of a zone counts them: one with 23 h is one. */
export function zoneDays(from: Moment, to: Moment, zone: string): number {
  if (to <= from) return 0;
  const start = DateTime.fromMillis(from, { zone });
  return DateTime.fromMillis(to, { zone }).diff(start, 'days').days;
}

/**
 * From when on days count: the beginning of the week of the first deployment
 * that is known. Of earlier days nothing is known; they are not days without
 * deployments.
 */
export const countedFrom = (
  firstDeployment: Moment,
  zone: string,
  weekStart: WeekStart = 1,
): Moment => startOf(firstDeployment, 'week', zone, weekStart);

/** The part of a window that is over. */
export const elapsed = (window: Window, asOf: Moment): Window => ({
  ...window,
  to: Math.max(window.from, Math.min(window.to, asOf)),
});
