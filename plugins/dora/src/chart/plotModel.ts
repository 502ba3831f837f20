/** A bucket of the time axis as a chart draws it. */
export interface PlotBucket {
  /** Both in milliseconds, half open. */
  from: number;
  to: number;
  /** `Week of 10 Aug`. */
  title: string;
  /** At the axis, which shows as many as fit; short beside one of its group. */
  tick: { full: string; short: string; group: string };
  /** Not over, or cut by the range: hatched or hollow. */
  partial: 'first' | 'current' | null;
  /** Nothing is known of it: a gap, never zero. */
  gap: boolean;
}

/** A bucket in words, with what cuts it. */
export function bucketName({ title, partial }: PlotBucket): string {
  if (partial === 'current') return `${title} (not over)`;
  return partial === 'first' ? `${title} (cut by the range)` : title;
}

/** One line of the small table beside a bucket. */
export interface PlotRow {
  key: string;
  label: string;
  value: string;
  /** A CSS colour made by `token()`. */
  colour?: string;
}

/** What is told of a bucket. */
export interface PlotTip {
  rows: readonly PlotRow[];
  /** How many samples Enter opens; null: none to open. */
  samples: number | null;
  note?: string;
}

/** A single sample in a chart. */
export interface PlotDot {
  id: string;
  at: number;
  value: number;
  /** For readers and the tooltip. */
  label: string;
  /** Still open: hollow, in the colour of errors. */
  open?: boolean;
}

/** A thin dashed vertical with a word. */
export interface PlotMark {
  at: number;
  label: string;
  /** In full, on hover. */
  title?: string;
  tone: 'marker' | 'worse' | 'better';
}

/** Where things stand in the picture, in pixels. */
export interface PlotScale {
  x: (at: number) => number;
  y: (value: number) => number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const margin = 8;
const axisHeight = 20;

/** Lines of words a plot keeps free above what it draws; further ones share them. */
export const markLines = 3;

/** Of words above a plot. */
export const lineHeight = 13;

/** The scale of a plot of a width and height. */
export function plotScale(options: {
  width: number;
  height: number;
  left: number;
  from: number;
  to: number;
  max: number;
  /** The lower end of a log axis; absent: a linear one from 0. */
  logFrom?: number;
  /** Words that stand above. */
  marks?: number;
}): PlotScale {
  const { width, height, left, from, to, max, logFrom, marks = 0 } = options;
  const top = margin + Math.min(marks, markLines) * lineHeight;
  const right = Math.max(left + 1, width - 8);
  const bottom = height - axisHeight;
  const length = to - from || 1;
  const part = (value: number) =>
    logFrom === undefined
      ? value / (max || 1)
      : Math.log(Math.max(value, logFrom) / logFrom) / Math.log(max / logFrom);
  return {
    left,
    right,
    top,
    bottom,
    x: at => left + ((at - from) / length) * (right - left),
    y: value => bottom - part(Math.min(value, max)) * (bottom - top),
  };
}

/** The dot nearest to a place, if it is within reach of a pointer. */
export function nearestDot(
  dots: readonly PlotDot[],
  scale: PlotScale,
  place: { x: number; y: number },
  reach = 10,
): PlotDot | undefined {
  let best: { dot: PlotDot; distance: number } | undefined;
  for (const dot of dots) {
    const distance = Math.hypot(
      scale.x(dot.at) - place.x,
      scale.y(dot.value) - place.y,
    );
    if (distance <= reach && (!best || distance < best.distance)) {
      best = { dot, distance };
    }
  }
  return best?.dot;
}

/** What stands at the time axis, by bucket: the last one, and as many before as fit. */
export function visibleTicks(
  buckets: readonly PlotBucket[],
  width: number,
  each = 46,
): ReadonlyMap<number, string> {
  const fit = Math.max(1, Math.floor(width / each));
  const step = Math.max(1, Math.ceil(buckets.length / fit));
  const first = (buckets.length - 1) % step;
  const ticks = new Map<number, string>();
  const usual = Math.max(...buckets.map(({ from, to }) => to - from));
  let group: string | undefined;
  for (let index = first; index < buckets.length; index += step) {
    const { tick, from, to } = buckets[index];
    // What the range cuts to a sliver would stand under its neighbour's name.
    if (index === 0 && to - from < usual / 2) continue;
    ticks.set(index, tick.group === group ? tick.short : tick.full);
    group = tick.group;
  }
  return ticks;
}
