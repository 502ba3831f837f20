/** Where jobs run. */
export const pools = {
  'linux-small': { medianQueueSeconds: 5, runners: 24, busyFactor: 1.4 },
  'linux-large': { medianQueueSeconds: 17, runners: 16, busyFactor: 3 },
  macos: { medianQueueSeconds: 140, runners: 3, busyFactor: 2.5 },
  gpu: { medianQueueSeconds: 75, runners: 4, busyFactor: 2 },
} as const;

/** @see pools */
export type Pool = keyof typeof pools;
