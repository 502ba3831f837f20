import { DateTime } from 'luxon';
import { Moment, Window } from '../types';

/** Days between two moments as the calendar of a zone counts them: one with 23 h is one. */
export function zoneDays(from: Moment, to: Moment, zone: string): number {
  if (to <= from) return 0;
  const start = DateTime.fromMillis(from, { zone });
  return DateTime.fromMillis(to, { zone }).diff(start, 'days').days;
}

/** The part of a window that is over. */
export const elapsed = (window: Window, asOf: Moment): Window => ({
  ...window,
  to: Math.max(window.from, Math.min(window.to, asOf)),
});
