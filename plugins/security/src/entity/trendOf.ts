import { Delta } from '@quarterdeck/plugin-portal-react';
import { SecurityDay, totalOf } from '@quarterdeck/plugin-security-common';

/** Open per day with gaps as gaps, and the change from the first known day to the last. */
export function trendOf(days: readonly SecurityDay[]): {
  values: Array<number | null>;
  delta: Delta | undefined;
} {
  const values = days.map(day => (day.known ? totalOf(day.open) : null));
  const known = values.filter((value): value is number => value !== null);
  const first = known.at(0);
  const last = known.at(-1);
  if (known.length < 2 || first === undefined || last === undefined) {
    return { values, delta: undefined };
  }
  const difference = last - first;
  if (difference === 0) {
    return { values, delta: { text: 'as before', direction: 'flat' } };
  }
  return {
    values,
    delta: {
      text: Math.abs(difference).toLocaleString('en-US'),
      direction: difference > 0 ? 'up' : 'down',
      good: difference < 0,
    },
  };
}
