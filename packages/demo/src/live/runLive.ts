import { setTimeout as sleep } from 'node:timers/promises';
import { NumberedRun } from '../github/runBody';
import { SECOND } from '../history/clock';
import { PlannedDelivery } from '../history/plan';
import { Random } from '../history/random';
import { Sender } from '../send/createSender';
import { cancelRun } from './cancelRun';
import { LiveBeginning } from './createLiveTraffic';

/** What the live traffic needs. */
export interface LiveRunOptions {
  traffic: { begin(now: number): LiveBeginning };
  /** What was under way before; its past is sent at once. */
  afterwards: PlannedDelivery[];
  sender: Sender;
  /** Ends the traffic. */
  signal: AbortSignal;
  random: Random;
  /** On average, one thing begins this often. */
  intervalSeconds: number;
  onBeginning?: (run: NumberedRun) => void;
}

const TICK_MS = 500;

/** Sends what is due, until it is told to stop; then ends what is under way. */
export async function runLive(options: LiveRunOptions): Promise<void> {
  const { traffic, sender, signal, random, intervalSeconds } = options;
  let waiting = [...options.afterwards];
  let running: NumberedRun[] = [];
  let nextAt = Date.now();

  while (!signal.aborted) {
    const now = Date.now();
    if (now >= nextAt) {
      const { runs, deliveries } = traffic.begin(now);
      runs.forEach(run => options.onBeginning?.(run));
      running.push(...runs);
      waiting.push(...deliveries);
      nextAt = now + intervalSeconds * SECOND * (0.67 + 0.66 * random.next());
    }
    const due = waiting.filter(({ at }) => at <= now);
    if (due.length > 0) {
      waiting = waiting.filter(({ at }) => at > now);
      due.sort((a, b) => a.at - b.at);
      await sender.sendAll(due);
      running = running.filter(run => endOf(run) > now);
    }
    await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
  const now = Date.now();
  await sender.sendAll(running.flatMap(run => cancelRun(run, now)));
}

function endOf({ run }: NumberedRun): number {
  return run.attempts[run.attempts.length - 1].finishedAt + 3 * SECOND;
}
