import { setTimeout as delay } from 'node:timers/promises';

const WINDOW_MS = 250;
const LONGEST_REST_MS = 1000;
/** Rest to work: together the readers take a quarter of the time. */
const REST_FACTOR = 3;

/**
 * Holds the readers of this process back while it appends a flood. A sender
 * waits for its answer, a page does not: with readers at full speed beside it,
 * the door would take half as many events per second, and they would catch up
 * no sooner. They still move every second or so, and freely when it is over.
 */
export interface ReaderBrake {
  /** Tells how many events this process appended just now. */
  appended(events: number): void;
  /** Runs one step of a reader, in turn with the others during a flood. */
  step<Result>(
    work: () => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result>;
}

/** @param floodPerSecond events appended per second from which it is a flood */
export function createReaderBrake(floodPerSecond = 3000): ReaderBrake {
  const limit = (floodPerSecond * WINDOW_MS) / 1000;
  let windowStart = 0;
  let current = 0;
  let last = 0;
  let turns: Promise<unknown> = Promise.resolve();

  const roll = () => {
    const now = performance.now();
    const windows = Math.floor((now - windowStart) / WINDOW_MS);
    if (windows < 1) return;
    last = windows === 1 ? current : 0;
    current = 0;
    windowStart = now;
  };
  const flooded = () => {
    roll();
    return last + current > limit;
  };

  return {
    appended(events) {
      roll();
      current += events;
    },
    async step(work, signal) {
      if (!flooded()) return work();
      const before = turns;
      let end = () => {};
      turns = new Promise<void>(resolve => {
        end = resolve;
      });
      await before;
      const started = performance.now();
      const rest = async () => {
        const worked = performance.now() - started;
        const ms = Math.min(LONGEST_REST_MS, worked * REST_FACTOR);
        await delay(ms, undefined, { signal }).catch(() => undefined);
        end();
      };
      return work().finally(() => {
        void rest();
      });
    },
  };
}
