import { LoggerService } from '@backstage/backend-plugin-api';

/** Work that is done now and then, and at once when somebody knocks. */
export interface Loop {
  start(): void;
  wake(): void;
  /** Waits for the work in hand. */
  stop(): Promise<void>;
}

/** A loop that outlives failures of its work; one piece of work at a time. */
export function startLoop(options: {
  everyMs: number;
  work: () => Promise<unknown>;
  logger: LoggerService;
}): Loop {
  const { everyMs, work, logger } = options;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let active = false;

  const turn = () => {
    if (!active) return;
    if (running) {
      again = true;
      return;
    }
    clearTimeout(timer);
    again = false;
    running = work()
      .then(() => undefined)
      .catch(error => {
        logger.warn(`Will be tried again: ${error}`);
        again = false;
      })
      .finally(() => {
        running = undefined;
        if (!active) return;
        timer = setTimeout(turn, again ? 0 : everyMs);
        timer.unref();
      });
  };

  return {
    start() {
      active = true;
      turn();
    },
    wake: turn,
    async stop() {
      active = false;
      clearTimeout(timer);
      await running;
    },
  };
}
