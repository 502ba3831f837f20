import { Measured } from '@quarterdeck/plugin-pipelines-common';

const fewSamples = 5;

/** A number with its count; missing means no data, never zero. */
export function measured(
  value: number | null,
  n: number,
  previous: number | null = null,
): Measured {
  return {
    value,
    n,
    tooFew: n < fewSamples,
    previous,
    ...(value === null ? { reason: 'no_data' as const } : {}),
  };
}
