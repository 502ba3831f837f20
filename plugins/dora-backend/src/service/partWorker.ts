import { isMainThread, MessagePort, parentPort } from 'node:worker_threads';
import { Asker } from '../database/asker';
import { createPartComputer, GatheredPart, Part } from './parts';

/** What the process tells the thread. */
export type ToPartWorker =
  | { type: 'compute'; job: number; part: Part }
  | { type: 'answer'; question: number; rows: readonly string[] }
  | { type: 'unanswered'; question: number; message: string };

/** What the thread tells. */
export type FromPartWorker =
  /** It has no connection of its own. */
  | {
      type: 'ask';
      question: number;
      statement: string;
      bindings: readonly string[];
    }
  | { type: 'computed'; job: number; gathered: GatheredPart }
  | { type: 'failed'; job: number; message: string };

/** Tells the thread's program from the process that imports it. */
export const partWorkerName = 'quarterdeck-dora';

/** Has statements answered by the process. */
class PortAsker implements Asker {
  private readonly waiting = new Map<
    number,
    {
      resolve: (rows: readonly string[]) => void;
      reject: (error: Error) => void;
    }
  >();
  private asked = 0;

  constructor(private readonly send: (message: FromPartWorker) => void) {}

  async raw<Answer>(
    statement: string,
    bindings: readonly string[],
  ): Promise<Answer>;
  async raw(statement: string, bindings: readonly string[]): Promise<object> {
    this.asked += 1;
    const question = this.asked;
    const rows = await new Promise<readonly string[]>((resolve, reject) => {
      this.waiting.set(question, { resolve, reject });
      this.send({ type: 'ask', question, statement, bindings });
    });
    return { rows: rows.map(row => JSON.parse(row)) };
  }

  answered(question: number, rows: readonly string[]): void {
    this.waiting.get(question)?.resolve(rows);
    this.waiting.delete(question);
  }

  unanswered(question: number, message: string): void {
    this.waiting.get(question)?.reject(new Error(message));
    this.waiting.delete(question);
  }
}

/** Computes the parts that it is sent. */
export function serveParts(port: MessagePort): void {
  const send = (message: FromPartWorker) => port.postMessage(message);
  const asker = new PortAsker(send);
  const computer = createPartComputer(asker);
  const compute = async (job: number, part: Part) => {
    try {
      const gathered = await computer.compute(part);
      // Memory changes hands; nothing is copied.
      const pieces = gathered.copies.flatMap(copy => copy.pieces);
      const message: FromPartWorker = { type: 'computed', job, gathered };
      port.postMessage(
        message,
        pieces.map(({ buffer }) => buffer),
      );
    } catch (error) {
      send({ type: 'failed', job, message: `${error}` });
    }
  };
  port.on('message', (message: ToPartWorker) => {
    if (message.type === 'compute') void compute(message.job, message.part);
    else if (message.type === 'answer') {
      asker.answered(message.question, message.rows);
    } else asker.unanswered(message.question, message.message);
  });
}

if (
  !isMainThread &&
  parentPort &&
  process.env.QUARTERDECK_THREAD === partWorkerName
) {
  serveParts(parentPort);
}
