import { createHash } from 'node:crypto';

/** A stream of numbers that depends on its seed alone. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  chance(ratio: number): boolean;
  /** Both ends may come. */
  int(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  normal(mean: number, deviation: number): number;
  /** Durations: never negative, with a long tail. */
  logNormal(median: number, sigma: number): number;
  poisson(mean: number): number;
}

/** Forty hexadecimal digits that depend on the parts alone. */
export function digest(...parts: (string | number)[]): string {
  return createHash('sha1').update(parts.join('\u001f')).digest('hex');
}

/** A generator of its own per purpose, so that a change in one place leaves the others alone (sfc32). */
export function createRandom(...seed: (string | number)[]): Random {
  const start = digest(...seed);
  let [a, b, c, d] = [0, 8, 16, 24].map(at =>
    parseInt(start.slice(at, at + 8), 16),
  );
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  const normal = (mean: number, deviation: number) =>
    mean +
    deviation *
      Math.sqrt(-2 * Math.log(1 - next())) *
      Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    chance: ratio => next() < ratio,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: from => {
      if (from.length === 0) throw new Error('Nothing to pick from.');
      return from[Math.floor(next() * from.length)];
    },
    logNormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    poisson: mean => {
      const limit = Math.exp(-mean);
      let n = 0;
      for (let p = next(); p > limit; p *= next()) n += 1;
      return n;
    },
  };
}
