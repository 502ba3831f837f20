import { BucketUnit } from '@quarterdeck/plugin-dora-common';

/** A bucket as the answers have it, in milliseconds. */
interface Span {
  from: number;
  to: number;
}

const format = (
  at: number,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(at);

const quarter = (at: number, zone: string) =>
  Math.floor((Number(format(at, zone, { month: 'numeric' })) - 1) / 3) + 1;

/** A bucket in a sentence: `Week of 10 Aug`, `10 Aug`, `August 2026`, `Q3 2026`. */
export function bucketTitle(
  { from }: Span,
  unit: BucketUnit,
  zone: string,
): string {
  const day = () => format(from, zone, { day: 'numeric', month: 'short' });
  if (unit === 'day') return day();
  if (unit === 'week') return `Week of ${day()}`;
  const year = format(from, zone, { year: 'numeric' });
  return unit === 'month'
    ? `${format(from, zone, { month: 'long' })} ${year}`
    : `Q${quarter(from, zone)} ${year}`;
}

/** A bucket at the axis, in full and beside another one of its `group`. */
export function bucketTick(
  { from }: Span,
  unit: BucketUnit,
  zone: string,
): { full: string; short: string; group: string } {
  const year = format(from, zone, { year: 'numeric' });
  const month = format(from, zone, { month: 'short' });
  if (unit === 'month' || unit === 'quarter') {
    const short = unit === 'month' ? month : `Q${quarter(from, zone)}`;
    return { full: `${short} ${year}`, short, group: year };
  }
  const short = format(from, zone, { day: 'numeric' });
  return { full: `${short} ${month}`, short, group: month };
}
