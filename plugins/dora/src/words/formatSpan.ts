const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A span whose parts would be zeroes is its larger part alone. */
const two = (large: number, unit: string, small: number, rest: string) =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${rest}`;

/**
 * How long something took, as people say it: `40 s`, `52 min`, `19 h 40 min`,
 * `3 d 4 h`. `short` has one unit: `1.8 h`, `38 h`, `3.2 d`.
 */
export function formatSpan(seconds: number, length?: 'short'): string {
  const short = length === 'short';
  if (!Number.isFinite(seconds)) return '–';
  const value = Math.max(0, seconds);
  if (value < minute - 0.5) return `${Math.round(value)} s`;
  const minutes = Math.round(value / minute);
  if (minutes < 60) return `${minutes} min`;
  if (short && value < 10 * hour) {
    return `${Number((value / hour).toFixed(1))} h`;
  }
  if (!short && minutes < 24 * 60) {
    return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  }
  const hours = Math.round(value / hour);
  if (hours < (short ? 48 : 24)) return `${hours} h`;
  if (short) {
    const days = value / day;
    return `${days < 10 ? Number(days.toFixed(1)) : Math.round(days)} d`;
  }
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
