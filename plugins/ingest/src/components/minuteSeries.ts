import { IngestMinute } from '@quarterdeck/plugin-ingest-common';

/** Bars of the chart and points of the small lines, from the same minutes. */
export interface MinuteBar {
  at: string;
  accepted: number;
  rejected: number;
}

/** Rejected and refused together: what did not come in. */
export function minuteBars(minutes: readonly IngestMinute[]): MinuteBar[] {
  return minutes.map(({ at, accepted, rejected, refused }) => ({
    at,
    accepted,
    rejected: rejected + refused,
  }));
}

/**
 * Accepted per minute as a mean of `width` minutes each. The running minute is
 * left out: half a minute would look like a drop.
 */
export function sparklinePoints(
  minutes: readonly IngestMinute[],
  width = 6,
): number[] {
  const whole = minutes.slice(0, -1);
  const points: number[] = [];
  for (let end = whole.length; end > 0; end -= width) {
    const part = whole.slice(Math.max(0, end - width), end);
    const sum = part.reduce((total, minute) => total + minute.accepted, 0);
    points.unshift(sum / part.length);
  }
  return points;
}

/** Share of what arrived in the hour that was rejected or refused; `undefined` of nothing. */
export function rejectedShare(hour: {
  accepted: number;
  rejected: number;
  refused: number;
}): number | undefined {
  const bad = hour.rejected + hour.refused;
  const all = hour.accepted + bad;
  return all === 0 ? undefined : bad / all;
}
