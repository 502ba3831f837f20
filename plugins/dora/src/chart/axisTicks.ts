/** What a value axis measures. */
export type AxisUnit = 'count' | 'seconds' | 'ratio';

const minute = 60;
const hour = 3600;
const day = 24 * hour;

const timeSteps = [
  1,
  5,
  15,
  30,
  minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  4 * day,
  7 * day,
  14 * day,
  28 * day,
];
const ratioSteps = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25];

/** 1, 2, 5 times a power of ten, whole. */
function countStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)));
  const step = [1, 2, 5, 10].find(factor => factor * power >= wanted) ?? 10;
  return Math.max(1, step * power);
}

/**
 * Three to five round values from 0 that hold everything up to `max`. The last
 * one is the end of the axis.
 */
export function axisTicks(max: number, unit: AxisUnit): number[] {
  const wanted = max / 4;
  const steps = unit === 'seconds' ? timeSteps : ratioSteps;
  const listed = steps.find(step => step >= wanted);
  const step =
    unit === 'count'
      ? countStep(wanted)
      : listed ??
        countStep(wanted / (unit === 'ratio' ? 1 : day)) *
          (unit === 'ratio' ? 1 : day);
  const count = Math.max(
    unit === 'count' && max < 2 ? 2 : 1,
    Math.ceil(max / step),
  );
  const ticks = Array.from({ length: count + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
  return unit === 'ratio' ? ticks.filter(tick => tick <= 1) : ticks;
}

/** The end of an axis that holds everything up to `max`. */
const axisEnd = (max: number, unit: AxisUnit): number =>
  axisTicks(max, unit).at(-1) ?? max;

const logSteps = [
  minute,
  10 * minute,
  hour,
  6 * hour,
  day,
  7 * day,
  28 * day,
  182 * day,
  1092 * day,
];

/** Round times of a log axis: from the last one under the least up to the first over the most. */
export function logTicks(least: number, most: number): number[] {
  const first = Math.max(0, logSteps.filter(step => step <= least).length - 1);
  const end = logSteps.findIndex(step => step >= most);
  const last = end < 0 ? logSteps.length - 1 : Math.max(end, first + 1);
  return logSteps.slice(first, last + 1);
}

/** Where an axis of single times ends, which takes in most of them. */
export function dotsAxis(
  values: readonly number[],
  options: {
    /** The part of them that has to fit. */
    share: number;
    /** What has to fit besides. */
    least: number;
  },
): number {
  const sorted = [...values].sort((a, b) => a - b);
  const most = Math.max(
    sorted[Math.floor((sorted.length - 1) * options.share)] ?? 0,
    options.least,
  );
  const largest = sorted.at(-1) ?? 0;
  // Far outliers would press all else to the ground; a near one need not stand outside.
  return axisEnd(
    largest <= 2 * most ? Math.max(largest, most) : most,
    'seconds',
  );
}

/** A value at an axis: one unit, no more digits than it needs. */
export function formatTick(value: number, unit: AxisUnit): string {
  if (unit === 'ratio') return `${Number((value * 100).toFixed(1))} %`;
  if (unit === 'count' || value === 0) return String(value);
  if (value < minute) return `${value} s`;
  if (value < hour) return `${Number((value / minute).toFixed(1))} min`;
  if (value < day) return `${Number((value / hour).toFixed(1))} h`;
  return `${Number((value / day).toFixed(1))} d`;
}
