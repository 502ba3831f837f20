import { Share } from '../types';
import { fewSamples } from './quantiles';

/** Of the normal distribution, for 95 %. */
const z = 1.959963984540054;

/**
 * A share with its 95 % interval by Wilson (JASA 22, 1927): unlike the plain
 * one it stays within 0 and 1 and says something of 0 out of 3.
 */
export function shareOf(count: number, of: number): Share {
  const base = { count, of, tooFew: of < fewSamples };
  if (of === 0) return { ...base, ratio: null, low: null, high: null };
  const p = count / of;
  const scale = 1 + (z * z) / of;
  const centre = (p + (z * z) / (2 * of)) / scale;
  const half =
    (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / scale;
  return {
    ...base,
    ratio: p,
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === of ? 1 : Math.min(1, centre + half),
  };
}
