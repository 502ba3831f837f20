import { DateTime } from 'luxon';
import { Moment, Window } from '../types';
import { zoneDays } from './zoneDays';

const at = (moment: Moment, zone: string) =>
  DateTime.fromMillis(moment, { zone });

/** Moves by calendar days, at the same time of day; a rest by the clock. */
function moveDays(moment: Moment, days: number, zone: string): Moment {
  const whole = Math.trunc(days);
  const moved = at(moment, zone).plus({ days: whole });
  return moved.toMillis() + Math.round((days - whole) * 86_400_000);
}

/** The last days up to the end of the day of a moment, today being one of them. */
export function lastDays(days: number, asOf: Moment, zone: string): Window {
  const today = at(asOf, zone).startOf('day');
  return {
    from: today
      .minus({ days: days - 1 })
      .startOf('day')
      .toMillis(),
    to: today.plus({ days: 1 }).startOf('day').toMillis(),
    zone,
  };
}

/** As many calendar days, just before. */
export function previousPeriod({ from, to, zone }: Window): Window {
  return {
    from: moveDays(from, -zoneDays(from, to, zone), zone),
    to: from,
    zone,
  };
}

/** The previous period, cut as short as the present cuts this one: like with like. */
export function comparablePeriod(window: Window, asOf: Moment): Window {
  const previous = previousPeriod(window);
  if (asOf >= window.to) return previous;
  const days = zoneDays(window.from, Math.max(window.from, asOf), window.zone);
  return {
    ...previous,
    to: Math.min(previous.to, moveDays(previous.from, days, window.zone)),
  };
}

/**
 * Equal periods before and after a marker ("since we cut batch size"). The
 * marker belongs to `after`; both are as long as the time since it, at most.
 */
export function aroundMarker(
  marker: Moment,
  days: number,
  asOf: Moment,
  zone: string,
): { before: Window; after: Window } {
  const to = Math.max(marker, Math.min(moveDays(marker, days, zone), asOf));
  const after = { from: marker, to, zone };
  return { before: previousPeriod(after), after };
}
