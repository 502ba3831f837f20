import { IncomingMessage, ServerResponse } from 'node:http';
import { Delivery } from '@quarterdeck/plugin-ingest-common';
import { NewDelivery, StoreOutcome } from '../service/delivery';
import { DoorDesk } from '../service/doorDesk';
import { CountedOutcome } from '../service/sourceCounters';
import {
  Answer,
  refusalAnswer,
  sendAnswer,
  storedAnswer,
  toRefusal,
} from './answer';

/** What the work behind a door came to. */
export interface DoorResult {
  delivery: NewDelivery;
  outcome: StoreOutcome;
}

const countedAs = ({ outcome }: DoorResult): CountedOutcome => {
  if (outcome.status === 'rejected') return 'rejected';
  return outcome.kind === 'repeat' ? 'duplicate' : 'accepted';
};

/**
 * Runs the work of a door and answers: stored or repeated as the outcome says,
 * everything thrown as its refusal. Counts, times and logs either way.
 */
export async function answerDoor(options: {
  desk: DoorDesk;
  door: Delivery['door'];
  request: IncomingMessage;
  response: ServerResponse;
  /** Told by the work as soon as it knows. */
  named: { source?: string };
  work(): Promise<DoorResult>;
}): Promise<void> {
  const { desk, door, request, response, named, work } = options;
  const startedAt = Date.now();
  const started = performance.now();
  let answer: Answer;
  let counted: CountedOutcome = 'refused';
  let message: string | undefined;
  let delivery: NewDelivery | undefined;
  try {
    const result = await work();
    const { reading } = result.delivery;
    const rejection = reading.status === 'rejected' ? reading : undefined;
    delivery = result.delivery;
    message = rejection?.reason;
    counted = countedAs(result);
    answer = storedAnswer(result.outcome, rejection);
  } catch (error) {
    const refusal = toRefusal(error);
    message = refusal.message;
    answer = refusalAnswer(refusal);
    if (refusal.status === 500) {
      desk.logger.error(
        `${door} failed`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }
  sendAnswer(request, response, answer);
  desk.answered({
    door,
    source: named.source,
    status: answer.status,
    startedAt,
    seconds: (performance.now() - started) / 1000,
    outcome: counted,
    message,
    delivery,
  });
}
