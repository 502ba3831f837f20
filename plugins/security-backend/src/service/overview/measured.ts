import { Measured } from '@quarterdeck/plugin-portal-common';

/** From so few one must not conclude anything. */
const fewSamples = 5;

/** A number with what it is made of and the period before. */
export const measured = (
  value: number | null,
  n: number,
  previous: number | null = null,
): Measured => ({
  value,
  n,
  tooFew: n < fewSamples,
  previous,
  ...(value === null ? { reason: 'no_data' as const } : {}),
});

/** A share; of nothing there is none. */
export const ratio = (a: number, b: number): number | null =>
  b === 0 ? null : a / b;
