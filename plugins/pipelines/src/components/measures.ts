import { Measured } from '@quarterdeck/plugin-pipelines-common';
import {
  Delta,
  formatDuration,
  formatPoints,
} from '@quarterdeck/plugin-portal-react';

/** A change below this share of the value is noise. */
const noise = 0.02;

const direction = (difference: number): Delta['direction'] =>
  difference > 0 ? 'up' : 'down';

/** The change of a ratio in points; higher is better. */
export function rateDelta({ value, previous }: Measured): Delta | undefined {
  if (value === null || previous === null) return undefined;
  const difference = value - previous;
  if (Math.abs(difference) < 0.005) {
    return { text: formatPoints(difference), direction: 'flat' };
  }
  return {
    text: formatPoints(difference),
    direction: direction(difference),
    good: difference > 0,
  };
}

/** The change of a duration; shorter is better. */
export function durationDelta({
  value,
  previous,
}: Measured): Delta | undefined {
  if (value === null || previous === null) return undefined;
  const difference = value - previous;
  const text = formatDuration(Math.abs(difference));
  if (Math.abs(difference) <= Math.max(1, previous * noise)) {
    return { text, direction: 'flat' };
  }
  return { text, direction: direction(difference), good: difference < 0 };
}

/**
 * A run's duration beside the usual one. A run that failed early was not quick:
 * only one that passed can be better than usual.
 */
export function againstUsual(
  seconds: number | null,
  usual: Measured,
  passed: boolean,
): Delta | undefined {
  if (seconds === null || usual.tooFew) return undefined;
  const delta = durationDelta({
    ...usual,
    value: seconds,
    previous: usual.value,
  });
  return delta?.good && !passed ? { ...delta, good: undefined } : delta;
}
