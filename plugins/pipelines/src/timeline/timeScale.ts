/** A range in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  28 * day,
];

/** Where a time stands in a span, 0 to 1; outside it, at its edge. */
export function shareOf(at: number, span: Span): number {
  const length = span.to - span.from || 1;
  return Math.min(1, Math.max(0, (at - span.from) / length));
}

/** Round times of the viewer's zone inside the span, few enough to read. */
export function ticksOf(span: Span, most = 8): { at: number; days: boolean }[] {
  const length = span.to - span.from;
  const step = steps.find(item => length / item <= most) ?? steps.at(-1) ?? day;
  const first = new Date(span.from);
  // Whole days begin at the viewer's midnight, hours at the viewer's hour.
  const midnight = new Date(
    first.getFullYear(),
    first.getMonth(),
    first.getDate(),
  ).getTime();
  const ticks: { at: number; days: boolean }[] = [];
  for (let at = midnight; at <= span.to; at += step) {
    if (at >= span.from) {
      const clock = new Date(at);
      const isDay = clock.getHours() === 0 && clock.getMinutes() === 0;
      ticks.push({ at, days: isDay || step >= day });
    }
  }
  return ticks;
}

/** What a drag over a track picks; undefined when it is a click. */
export function draggedSpan(
  start: number,
  end: number,
  span: Span,
): Span | undefined {
  if (Math.abs(end - start) < 0.005) return undefined;
  const length = span.to - span.from;
  const at = (share: number) => Math.round(span.from + share * length);
  return { from: at(Math.min(start, end)), to: at(Math.max(start, end)) };
}

/** Half or twice the span around its middle, never past now by zooming in. */
export function zoomed(span: Span, factor: number): Span {
  const middle = (span.from + span.to) / 2;
  const half = Math.max(5 * minute, ((span.to - span.from) / 2) * factor);
  return { from: Math.round(middle - half), to: Math.round(middle + half) };
}
