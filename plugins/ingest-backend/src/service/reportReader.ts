import { extname } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ReportFormatEntry } from '@quarterdeck/plugin-ingest-node';
import {
  readReport,
  readsCategory,
  ReportHint,
  ReportOutcome,
} from './readReport';
import { FromWorker, reportWorkerName, ToWorker } from './reportWorker';

/** The records of a report, to be read any number of times. */
export type ReportRecords = AsyncIterable<object> | Iterable<object>;

/** What was read, with the records. */
export interface ReadReport {
  outcome: ReportOutcome;
  records: ReportRecords;
}

/** Reads reports: small ones here, large ones in a thread of their own. */
export interface ReportReader {
  readSmall(body: Buffer, hint: ReportHint): Promise<ReadReport>;
  readLarge(
    pieces: AsyncIterable<Buffer>,
    hint: ReportHint,
  ): Promise<ReadReport>;
  stop(): Promise<void>;
}

/** Options of {@link createReportReader}. */
export interface ReportReaderOptions {
  formats: readonly ReportFormatEntry[];
  /** Of the HMAC that stands for a leaked secret. */
  secretKey: Uint8Array;
  /** Arguments of Node for the thread; the process's own when absent. */
  execArgv?: string[];
  /** Memory of the thread. Default 1,500 MiB. */
  maxMegabytes?: number;
  /** Longest time for one report. Default five minutes. */
  timeoutMs?: number;
}

const piecesAhead = 8;
const maxHeldBytes = 128 * 1024 * 1024;
const idleMs = 60_000;
const decompress = promisify(zlib.gunzip);

/** Records kept compressed until the log takes them. */
class HeldRecords implements AsyncIterable<object> {
  private readonly chunks: Buffer[] = [];
  bytes = 0;

  add(chunk: Uint8Array): void {
    this.chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    this.bytes += chunk.length;
  }

  async *[Symbol.asyncIterator]() {
    for (const chunk of this.chunks) {
      const text = (await decompress(chunk)).toString('utf8');
      for (const line of text.split('\n')) {
        const record: unknown = JSON.parse(line);
        if (typeof record === 'object' && record !== null) yield record;
      }
    }
  }
}

/** The thread died while it read: of memory, or because it was killed. */
export class ReportThreadError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ReportThreadError';
  }
}

/** @see ReportReader */
export function createReportReader(options: ReportReaderOptions): ReportReader {
  const { timeoutMs = 300_000, maxMegabytes = 1500, secretKey } = options;
  const formats = options.formats.map(({ format }) => format);
  const places = options.formats.map(({ module, export: name }) => ({
    module,
    export: name,
  }));
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let jobs = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const endWorker = async () => {
    const ending = worker;
    worker = undefined;
    clearTimeout(idle);
    await ending?.terminate();
  };

  const startWorker = (): Worker => {
    clearTimeout(idle);
    if (worker) return worker;
    const started = new Worker(
      resolvePackagePath(
        '@quarterdeck/plugin-ingest-backend',
        extname(__filename) === '.ts'
          ? 'src/service/reportWorker.ts'
          : 'dist/service/reportWorker.cjs.js',
      ),
      {
        name: reportWorkerName,
        execArgv: options.execArgv,
        env: { ...process.env, QUARTERDECK_THREAD: reportWorkerName },
        resourceLimits: { maxOldGenerationSizeMb: maxMegabytes },
      },
    );
    // Without a listener an error of the thread would end the process.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    // What it is asked keeps the process alive, not its waiting.
    started.unref();
    worker = started;
    return started;
  };

  const runInWorker = async (
    pieces: AsyncIterable<Buffer>,
    hint: ReportHint,
  ): Promise<ReadReport> => {
    const thread = startWorker();
    jobs += 1;
    const job = jobs;
    const records = new HeldRecords();
    let credit = piecesAhead;
    let wake: () => void = () => {};
    let ended = false;
    const woken = () =>
      new Promise<void>(resolve => {
        wake = resolve;
      });
    const send = (message: ToWorker) => thread.postMessage(message);

    const outcome = new Promise<ReportOutcome>((resolve, reject) => {
      const timer = setTimeout(onTimeout, timeoutMs);
      function finish(act: () => void) {
        ended = true;
        clearTimeout(timer);
        thread.off('message', onMessage);
        thread.off('exit', onExit);
        wake();
        act();
      }
      const fail = (reason: string) =>
        finish(() => reject(new ReportThreadError(reason)));
      function onTimeout() {
        void thread.terminate();
        fail(`Reading took longer than ${timeoutMs / 1000} seconds.`);
      }
      function onExit() {
        fail(
          `The thread that read the report ended; it may need more than ${maxMegabytes} MiB of memory.`,
        );
      }
      function onMessage(message: FromWorker) {
        if (message.job !== job) return;
        if (message.type === 'more') {
          credit += 1;
          wake();
        } else if (message.type === 'records') {
          records.add(message.chunk);
          if (records.bytes <= maxHeldBytes) return;
          void thread.terminate();
          finish(() =>
            resolve({
              kind: 'unreadable',
              message: 'The report holds more records than can be stored.',
              path: '/',
            }),
          );
        } else if (message.type === 'done') {
          finish(() => resolve(message.outcome));
        } else {
          fail(message.message);
        }
      }
      thread.on('message', onMessage);
      thread.once('exit', onExit);
    });
    // It may end while pieces are still on their way.
    outcome.catch(() => undefined);

    send({ type: 'begin', job, hint, formats: places, secretKey });
    for await (const piece of pieces) {
      while (credit <= 0 && !ended) await woken();
      if (ended) break;
      credit -= 1;
      // A view would take all of its buffer along; a copy is handed over whole.
      const own = new Uint8Array(piece);
      thread.postMessage(
        { type: 'piece', job, piece: own } satisfies ToWorker,
        [own.buffer],
      );
    }
    if (!ended) send({ type: 'end', job });
    return { outcome: await outcome, records };
  };

  return {
    async readSmall(body, hint) {
      const records: object[] = [];
      async function* pieces() {
        yield body;
      }
      const outcome = await readReport({
        pieces: pieces(),
        hint,
        formats,
        secretKey,
        onRecord: record => void records.push(record),
      });
      return { outcome, records };
    },
    readLarge(pieces, hint) {
      if (!readsCategory(formats, hint.category)) {
        return Promise.resolve({ outcome: { kind: 'kept' }, records: [] });
      }
      // One at a time: the memory of a second would be the process's, too.
      const result = turn.then(() => runInWorker(pieces, hint));
      turn = result.then(
        () => {
          idle = setTimeout(() => void endWorker(), idleMs);
          idle.unref();
        },
        () => endWorker(),
      );
      return result;
    },
    async stop() {
      await endWorker();
    },
  };
}
