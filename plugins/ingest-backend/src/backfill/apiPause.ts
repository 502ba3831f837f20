import { DeliveryHeaders } from '@quarterdeck/plugin-ingest-node';

/** A part of the budget is left to others who use the same token. */
const reserve = 0.02;
const longestMs = 2 * 3_600_000;

const numberIn = (headers: DeliveryHeaders, ...names: string[]) => {
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string' && /^\d{1,12}$/.test(value)) {
      return Number(value);
    }
  }
  return undefined;
};

/**
 * Until when the API wants to be left alone: `retry-after` in seconds or as a
 * date, else the reset of a used-up budget (`x-ratelimit-*` of GitHub,
 * `ratelimit-*` of GitLab, in epoch seconds). `undefined`: go on.
 */
export function apiPause(
  headers: DeliveryHeaders,
  now: Date,
): Date | undefined {
  const bounded = (ms: number) =>
    new Date(Math.min(Math.max(ms, now.getTime()), now.getTime() + longestMs));
  const after = headers['retry-after'];
  if (typeof after === 'string') {
    const date = /^\d{1,9}$/.test(after)
      ? now.getTime() + Number(after) * 1000
      : Date.parse(after);
    if (!Number.isNaN(date)) return bounded(date);
  }
  const remaining = numberIn(
    headers,
    'x-ratelimit-remaining',
    'ratelimit-remaining',
  );
  if (remaining === undefined) return undefined;
  const limit = numberIn(headers, 'x-ratelimit-limit', 'ratelimit-limit') ?? 0;
  if (remaining > limit * reserve) return undefined;
  const reset = numberIn(headers, 'x-ratelimit-reset', 'ratelimit-reset');
  // The whole second of the reset has to be over.
  return reset === undefined
    ? new Date(now.getTime() + 60_000)
    : bounded((reset + 1) * 1000);
}
