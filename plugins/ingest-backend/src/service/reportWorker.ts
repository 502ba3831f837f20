import { isMainThread, MessagePort, parentPort } from 'node:worker_threads';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { readReport, ReportHint, ReportOutcome } from './readReport';

/** What the process tells the thread. */
export type ToWorker =
  | {
      type: 'begin';
      job: number;
      hint: ReportHint;
      /** Where the formats are: no function crosses threads. */
      formats: { module: string; export: string }[];
      secretKey: Uint8Array;
    }
  | { type: 'piece'; job: number; piece: Uint8Array }
  | { type: 'end'; job: number };

/** What the thread answers. */
export type FromWorker =
  /** A piece was read: the next may come. */
  | { type: 'more'; job: number }
  /** Records as lines of JSON, compressed. */
  | { type: 'records'; job: number; chunk: Uint8Array; count: number }
  | { type: 'done'; job: number; outcome: ReportOutcome }
  | { type: 'failed'; job: number; message: string };

/** Tells the thread's program from the process that imports it. */
export const reportWorkerName = 'quarterdeck-reports';

const chunkCharacters = 1024 * 1024;
const compress = promisify(zlib.gzip);

/** The pieces of one report as they arrive. */
class Arriving implements AsyncIterable<Buffer> {
  private readonly waiting: Buffer[] = [];
  private ended = false;
  private wake: () => void = () => {};

  constructor(private readonly onTaken: () => void) {}

  add(piece: Buffer | undefined): void {
    if (piece) this.waiting.push(piece);
    else this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      const piece = this.waiting.shift();
      if (piece) {
        this.onTaken();
        yield piece;
      } else if (this.ended) {
        return;
      } else {
        await new Promise<void>(resolve => {
          this.wake = resolve;
        });
      }
    }
  }
}

function isFormat(value: unknown): value is ReportFormat {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parse' in value &&
    typeof value.parse === 'function'
  );
}

/** Reads one report after another. */
export function serveReports(port: MessagePort): void {
  const arriving = new Map<number, Arriving>();
  const send = (message: FromWorker) => port.postMessage(message);

  const work = async (
    begin: Extract<ToWorker, { type: 'begin' }>,
    pieces: Arriving,
  ) => {
    const { job } = begin;
    const formats = begin.formats.map(entry => {
      const loaded: Record<string, unknown> = require(entry.module);
      const format = loaded[entry.export];
      if (isFormat(format)) return format;
      throw new Error(`${entry.module} exports no format "${entry.export}".`);
    });
    let lines: string[] = [];
    let characters = 0;
    let sent = Promise.resolve();
    const flush = () => {
      const text = lines.join('\n');
      const count = lines.length;
      lines = [];
      characters = 0;
      if (count === 0) return;
      sent = sent.then(async () => {
        const chunk = await compress(text, { level: 1 });
        send({ type: 'records', job, chunk, count });
      });
    };
    const outcome = await readReport({
      pieces,
      hint: begin.hint,
      formats,
      secretKey: begin.secretKey,
      onRecord(record) {
        const line = JSON.stringify(record);
        lines.push(line);
        characters += line.length;
        if (characters >= chunkCharacters) flush();
      },
    });
    flush();
    await sent;
    send({ type: 'done', job, outcome });
  };

  port.on('message', (message: ToWorker) => {
    const { job } = message;
    if (message.type === 'begin') {
      const pieces = new Arriving(() => send({ type: 'more', job }));
      arriving.set(job, pieces);
      work(message, pieces)
        .catch(error => send({ type: 'failed', job, message: `${error}` }))
        .finally(() => arriving.delete(job));
    } else if (message.type === 'piece') {
      arriving.get(job)?.add(Buffer.from(message.piece));
    } else {
      arriving.get(job)?.add(undefined);
    }
  });
}

if (
  !isMainThread &&
  parentPort &&
  process.env.QUARTERDECK_THREAD === reportWorkerName
) {
  serveReports(parentPort);
}
