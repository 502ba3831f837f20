import { setTimeout as delay } from 'node:timers/promises';

/** Waiting that news or the end can cut short. */
export interface Pause {
  /** Waits for news, at most so long. News since the last wait count. */
  wait(milliseconds: number): Promise<void>;
  /** Waits so long, whatever the news; only the end cuts it short. */
  sleep(milliseconds: number): Promise<void>;
  wake(): void;
}

/** @see Pause */
export function createPause(signal: AbortSignal): Pause {
  let woken = false;
  let resolveWait: (() => void) | undefined;

  const wake = () => {
    woken = true;
    resolveWait?.();
  };
  signal.addEventListener('abort', wake);

  return {
    wake,
    async wait(milliseconds) {
      if (!woken && !signal.aborted) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>(resolve => {
          resolveWait = resolve;
          timer = setTimeout(resolve, milliseconds);
        });
        clearTimeout(timer);
        resolveWait = undefined;
      }
      woken = false;
    },
    async sleep(milliseconds) {
      await delay(milliseconds, undefined, { signal }).catch(() => undefined);
    },
  };
}
