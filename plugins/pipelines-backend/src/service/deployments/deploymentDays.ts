/** A calendar day of a zone, with what was counted in it. */
export interface CountedDay {
  /** `2026-09-17` */
  name: string;
  /** When its first counted or asked hour began. */
  at: Date;
  count: number;
  /** Of that, up to the same hour of the day as now. */
  soFar: number;
}

const hourMs = 3_600_000;

/**
 * Hours counted into the days of a zone, oldest first; the last one is today.
 * Days without any count zero.
 */
export function countDays(
  hours: readonly { hour: Date; count: number }[],
  range: { from: Date; now: Date; zone: string },
): CountedDay[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: range.zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const clock = (at: Date) => {
    const text = format.format(at);
    return { day: text.slice(0, 10), time: text.slice(11) };
  };
  const counts = new Map(
    hours.map(({ hour, count }) => [hour.getTime(), count]),
  );
  const nowTime = clock(range.now).time;
  const days = new Map<string, CountedDay>();
  const first = Math.floor(range.from.getTime() / hourMs) * hourMs;
  for (let at = first; at <= range.now.getTime(); at += hourMs) {
    const { day, time } = clock(new Date(at));
    const known = days.get(day) ?? {
      name: day,
      at: new Date(at),
      count: 0,
      soFar: 0,
    };
    const count = counts.get(at) ?? 0;
    known.count += count;
    if (time <= nowTime) known.soFar += count;
    days.set(day, known);
  }
  return [...days.values()];
}

/** The middle of some numbers, between two where there is none; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
