const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200,
  86400,
];

const label = (seconds: number, step: number): string => {
  if (step < 60) return `${seconds} s`;
  if (step < 3600) return `${seconds / 60} min`;
  return `${seconds / 3600} h`;
};

/** Three to six round marks from zero to the end. */
export function timelineTicks(
  endSeconds: number,
): Array<{ seconds: number; label: string }> {
  const step =
    steps.find(candidate => endSeconds / candidate <= 5) ??
    Math.ceil(endSeconds / 5 / 86400) * 86400;
  const count = Math.floor(endSeconds / step);
  return Array.from({ length: count + 1 }, (_, index) => ({
    seconds: index * step,
    label: label(index * step, step),
  }));
}
