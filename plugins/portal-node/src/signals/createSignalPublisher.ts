import { SignalsService } from '@backstage/plugin-signals-node';

/** Tells open pages that something changed. */
export interface SignalPublisher {
  /** Asks for a hint; many calls within the interval become one. */
  hint(): void;
  stop(): void;
}

/**
 * Hints without data, at most one per interval and always one after the last
 * change. A lost hint costs freshness only: pages poll slowly as well.
 */
export function createSignalPublisher(options: {
  signals: Pick<SignalsService, 'publish'>;
  channel: string;
  minIntervalMs?: number;
}): SignalPublisher {
  const { signals, channel, minIntervalMs = 1000 } = options;
  let lastAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const send = () => {
    timer = undefined;
    lastAt = Date.now();
    signals
      .publish({ recipients: { type: 'broadcast' }, channel, message: {} })
      .catch(() => undefined);
  };

  return {
    hint() {
      if (timer) return;
      const wait = Math.max(0, lastAt + minIntervalMs - Date.now());
      timer = setTimeout(send, wait);
      timer.unref();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
