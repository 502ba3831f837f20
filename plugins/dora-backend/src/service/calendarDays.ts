import { startOf } from '@quarterdeck/plugin-dora-common';
import { Slice } from './slices';

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

/** The days of a zone that a slice touches, cut at its ends. */
export function calendarDays({ from, to }: Slice, zone: string): Slice[] {
  const days: Slice[] = [];
  const last = Math.floor(to / dayMs) + 2;
  for (let day = Math.floor(from / dayMs) - 2; day < last; day++) {
    const begin = Math.max(from, dayStart(zone, day));
    const end = Math.min(to, dayStart(zone, day + 1));
    if (begin < end) days.push({ from: begin, to: end });
  }
  return days;
}
