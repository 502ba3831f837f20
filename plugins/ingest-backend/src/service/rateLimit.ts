/** A bucket of tokens that fills evenly. */
export interface TokenBucket {
  /** Takes one; else the seconds after which to ask again. */
  take(nowMs: number): number | undefined;
  /** Takes away what other replicas let through, into debt if need be. */
  drain(tokens: number): void;
}

/** So many per minute on average, so many at once. */
export function createTokenBucket(options: {
  perMinute: number;
  burst: number;
}): TokenBucket {
  const perMs = options.perMinute / 60_000;
  let tokens = options.burst;
  let last = 0;
  return {
    take(nowMs) {
      if (last > 0) {
        tokens = Math.min(options.burst, tokens + (nowMs - last) * perMs);
      }
      last = nowMs;
      if (tokens >= 1) {
        tokens -= 1;
        return undefined;
      }
      return Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
    },
    drain(taken) {
      // A minute's worth of debt at most: nobody waits longer than that.
      tokens = Math.max(tokens - taken, -options.perMinute);
    },
  };
}

const failuresPerMinute = 120;
const rememberedSenders = 10_000;

/** Stops senders whose signatures keep failing, before their bodies are read. */
export interface FailureLimit {
  /** Seconds to stay away, or `undefined` when the sender may try. */
  blocked(sender: string, nowMs: number): number | undefined;
  failed(sender: string, nowMs: number): void;
}

/**
 * Failures of one sender and source within a minute. Kept apart from the
 * source's own rate, so that a stranger cannot use up what the true sender needs.
 */
export function createFailureLimit(): FailureLimit {
  const windows = new Map<string, { since: number; count: number }>();
  return {
    blocked(sender, nowMs) {
      const window = windows.get(sender);
      if (!window || window.count < failuresPerMinute) return undefined;
      const left = window.since + 60_000 - nowMs;
      if (left > 0) return Math.ceil(left / 1000);
      windows.delete(sender);
      return undefined;
    },
    failed(sender, nowMs) {
      const window = windows.get(sender);
      if (window && nowMs - window.since < 60_000) {
        window.count += 1;
        return;
      }
      windows.delete(sender);
      if (windows.size >= rememberedSenders) {
        const oldest = windows.keys().next();
        if (!oldest.done) windows.delete(oldest.value);
      }
      windows.set(sender, { since: nowMs, count: 1 });
    },
  };
}
