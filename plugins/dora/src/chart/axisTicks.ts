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

/** A value at an axis: one unit, no more digits than it needs. */
export function formatTick(value: number, unit: AxisUnit): string {
  if (unit === 'ratio') return `${Number((value * 100).toFixed(1))} %`;
  if (unit === 'count' || value === 0) return String(value);
  if (value < minute) return `${value} s`;
  if (value < hour) return `${Number((value / minute).toFixed(1))} min`;
  if (value < day) return `${Number((value / hour).toFixed(1))} h`;
  return `${Number((value / day).toFixed(1))} d`;
}
