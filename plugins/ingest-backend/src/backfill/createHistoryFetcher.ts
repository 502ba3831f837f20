import { LoggerService } from '@backstage/backend-plugin-api';
import { isDatabaseAway } from '@quarterdeck/plugin-portal-node';
import { HistoryDeps, historyStep } from './historyStep';

/** Fetches history in the background, one call at a time. */
export interface HistoryFetcher {
  /** Looks now instead of at the next turn. */
  wake(): void;
  /** Ends the call that is being made; its place is kept. */
  stop(): Promise<void>;
}

/** Makes the calls that are due. Any number of replicas may run one. */
export function createHistoryFetcher(
  deps: HistoryDeps & {
    logger: LoggerService;
    changed(): void;
    pollMs: number;
  },
): HistoryFetcher {
  const { logger, changed, pollMs, places } = deps;
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;

  const work = async () => {
    do {
      again = false;
      try {
        while (
          !stopped.signal.aborted &&
          (await historyStep(deps, stopped.signal))
        ) {
          changed();
        }
      } catch (error) {
        const level = isDatabaseAway(error) ? 'debug' : 'warn';
        const name = error instanceof Error ? error.name : 'Error';
        // Only the name: a message may quote what was fetched.
        logger[level](`Fetching history stopped for a moment (${name}).`);
      }
    } while (again && !stopped.signal.aborted);
  };

  const wake = () => {
    if (stopped.signal.aborted) return;
    if (running) {
      again = true;
      return;
    }
    running = work().finally(() => {
      running = undefined;
    });
  };
  const poll = places.size > 0 ? setInterval(wake, pollMs).unref() : undefined;
  return {
    wake,
    async stop() {
      clearInterval(poll);
      stopped.abort();
      await running;
    },
  };
}
