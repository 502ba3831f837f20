import {
  countedFrom,
  startOf,
  WeekStart,
  zoneDays,
} from '@quarterdeck/plugin-dora-common';

const dayMs = 86_400_000;
const mostKept = 50_000;
const starts = new Map<string, number>();

/** Start of the zone's day that holds this UTC noon; kept, since it takes long to tell. */
function dayStart(zone: string, day: number): number {
  const key = `${zone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= mostKept) starts.clear();
  const start = startOf(day * dayMs + dayMs / 2, 'day', zone);
  starts.set(key, start);
  return start;
}

/** The end of the day a moment lies in. */
export function endOfDay(moment: number, zone: string): number {
  const first = Math.floor(moment / dayMs) - 1;
  for (let day = first; ; day++) {
    const start = dayStart(zone, day);
    if (start > moment) return start;
  }
}

const weeks = new Map<string, number>();

/** @see countedFrom */
export function weekBegin(
  moment: number,
  zone: string,
  weekStart: WeekStart,
): number {
  const key = `${zone} ${weekStart} ${moment}`;
  const known = weeks.get(key);
  if (known !== undefined) return known;
  if (weeks.size >= mostKept) weeks.clear();
  const begin = countedFrom(moment, zone, weekStart);
  weeks.set(key, begin);
  return begin;
}

const lengths = new Map<string, number>();

/** Days between two moments by the zone's calendar; those of times that are over are kept. */
export function daysBetween(from: number, to: number, zone: string): number {
  const key = `${zone} ${from} ${to}`;
  const known = lengths.get(key);
  if (known !== undefined) return known;
  if (lengths.size >= mostKept) lengths.clear();
  const days = zoneDays(from, to, zone);
  lengths.set(key, days);
  return days;
}

/** Days of a zone, cut also where parts of time meet. */
export interface DayPieces {
  /** Where pieces meet, ascending. */
  bounds: number[];
  /** The start of the day each piece belongs to. */
  days: number[];
}

/** Cuts a time into the days of a zone, and at the given bounds as well. */
export function dayPieces(bounds: readonly number[], zone: string): DayPieces {
  const first = bounds[0];
  const last = bounds[bounds.length - 1];
  const days: number[] = [];
  const end = Math.floor(last / dayMs) + 2;
  for (let day = Math.floor(first / dayMs) - 2; day <= end; day++) {
    const start = dayStart(zone, day);
    // Where a day was left out, two noons have one start.
    if (start !== days.at(-1)) days.push(start);
  }
  const all = [
    ...new Set([...bounds, ...days.filter(day => day > first && day < last)]),
  ].sort((a, b) => a - b);
  let at = 0;
  return {
    bounds: all,
    days: all.map(bound => {
      while (at + 1 < days.length && days[at + 1] <= bound) at++;
      return days[at];
    }),
  };
}
