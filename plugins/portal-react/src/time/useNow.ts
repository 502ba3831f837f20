import { useSyncExternalStore } from 'react';

/** One timer per rhythm for the whole page, however many times it shows. */
function createClock(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const call of listeners) call();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
    read() {
      // Without listeners the clock stands; a first reader wants today.
      if (listeners.size === 0 && Date.now() - now > everyMs) now = Date.now();
      return now;
    },
  };
}

const slow = createClock(30_000);
const fast = createClock(1000);

/** The time, anew every half minute, or every second with `live`. */
export function useNow(options: { live?: boolean } = {}): Date {
  const clock = options.live ? fast : slow;
  const now = useSyncExternalStore(clock.subscribe, clock.read, clock.read);
  return new Date(now);
}
