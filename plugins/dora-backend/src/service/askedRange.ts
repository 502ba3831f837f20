import { InputError } from '@backstage/errors';
import { startOf, WeekStart, Window } from '@quarterdeck/plugin-dora-common';
import { resolveTime } from '@quarterdeck/plugin-portal-common';

const dayMs = 86_400_000;
const ago = /^now-(\d{1,4})([dw])$/;

/** What was asked for, and the whole days or weeks of it. */
export interface AskedRange {
  window: Window;
  /** Where it lasts up to now: to the end of the running day or week. */
  period: Window;
}

/**
 * Cuts a range by the calendar: the last twelve weeks are twelve whole ones and
 * the running one, the last 28 days so many and today, in the zone that was
 * asked for. So the first bucket is no sliver, and the same question has the
 * same beginning all day. Hours, minutes and dates are taken as they are.
 */
export function askedRange(
  { from, to }: { from: string; to: string },
  now: number,
  zone: string,
  weekStart: WeekStart,
): AskedRange {
  const [, count, letter] = ago.exec(from) ?? [];
  if (to === 'now' && count) {
    const unit = letter === 'w' ? 'week' : 'day';
    const length = unit === 'week' ? 7 * dayMs : dayMs;
    const running = startOf(now, unit, zone, weekStart);
    // Half a day over, so that no change of the clock leads to the day before.
    const at = (units: number) =>
      startOf(running + units * length + dayMs / 2, unit, zone, weekStart);
    const start = at(-Number(count));
    return {
      window: { from: start, to: now, zone },
      period: { from: start, to: at(1), zone },
    };
  }
  const present = new Date(now);
  const window = {
    from: resolveTime(from, present).getTime(),
    to: resolveTime(to, present).getTime(),
    zone,
  };
  if (window.to <= window.from) {
    throw new InputError('to: must be after "from"');
  }
  return { window, period: window };
}
