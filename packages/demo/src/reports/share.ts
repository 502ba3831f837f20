import { digest } from '../history/random';

/** A number between 0 and 1 that the parts always get. */
export function shareOf(...parts: (string | number)[]): number {
  return parseInt(digest(...parts).slice(0, 8), 16) / 2 ** 32;
}
