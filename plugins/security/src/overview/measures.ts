import { Measured } from '@quarterdeck/plugin-portal-common';
import {
  Delta,
  formatCount,
  formatDuration,
  formatPoints,
} from '@quarterdeck/plugin-portal-react';

const direction = (difference: number): Delta['direction'] =>
  difference > 0 ? 'up' : 'down';

/** What a change means: fewer open findings are good, more fixed ones too. */
export type Better = 'less' | 'more' | 'neither';

const judged = (difference: number, better: Better): boolean | undefined =>
  better === 'neither' ? undefined : difference > 0 === (better === 'more');

/** The change of a count against the period before. */
export function countDelta(
  { value, previous }: Measured,
  better: Better,
): Delta | undefined {
  if (value === null || previous === null) return undefined;
  const difference = value - previous;
  if (difference === 0) return { text: 'as before', direction: 'flat' };
  return {
    text: formatCount(Math.abs(difference)),
    direction: direction(difference),
    good: judged(difference, better),
  };
}

/** The change of a duration; shorter is better, two percent are noise. */
export function durationDelta({
  value,
  previous,
}: Measured): Delta | undefined {
  if (value === null || previous === null) return undefined;
  const difference = value - previous;
  const text = formatDuration(Math.abs(difference));
  if (Math.abs(difference) <= Math.max(60, previous * 0.02)) {
    return { text, direction: 'flat' };
  }
  return {
    text,
    direction: direction(difference),
    good: difference < 0,
  };
}

/** The change of a ratio in points; higher is better. */
export function ratioDelta({ value, previous }: Measured): Delta | undefined {
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

/** A long time in the unit people plan in: `11 d`, `3 h`. */
export function formatDays(seconds: number): string {
  if (seconds < 86_400) return formatDuration(seconds);
  return `${Number((seconds / 86_400).toPrecision(3))} d`;
}
