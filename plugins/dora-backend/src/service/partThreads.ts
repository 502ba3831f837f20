import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { askAsText } from '../database/asker';
import { GatheredPart, Part, PartComputer } from './parts';
import { FromPartWorker, partWorkerName, ToPartWorker } from './partWorker';

/** Parts that a thread has at a time: one is read while one is computed. */
const perThread = 2;

/** Memory for what is new, in MiB: what a part needs for a moment never grows old in it. */
const youngMegabytes = 384;

/** What TypeScript needs; what else the process is started with would only cost time. */
const transformOf = (args: readonly string[]) =>
  args.flatMap((arg, i) =>
    arg === '--require' && args[i + 1]?.endsWith('nodeTransform.cjs')
      ? [arg, args[i + 1]]
      : [],
  );

/** A part that somebody waits for. */
interface Job {
  part: Part;
  resolve: (gathered: GatheredPart) => void;
  reject: (error: Error) => void;
}

/** A thread, and the parts it has. */
class PartThread {
  private readonly worker: Worker;
  private readonly jobs = new Map<number, Job>();
  private begun = 0;
  private gone = false;

  constructor(
    private readonly knex: Knex,
    private readonly ended: () => void,
    execArgv?: string[],
  ) {
    this.worker = new Worker(
      resolvePackagePath(
        '@quarterdeck/plugin-dora-backend',
        extname(__filename) === '.ts'
          ? 'src/service/partWorker.ts'
          : 'dist/service/partWorker.cjs.js',
      ),
      {
        name: partWorkerName,
        execArgv: execArgv ?? transformOf(process.execArgv),
        env: { ...process.env, QUARTERDECK_THREAD: partWorkerName },
        resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
      },
    );
    this.worker.on('message', (message: FromPartWorker) => this.told(message));
    this.worker.on('error', error => this.lose(error));
    this.worker.once('exit', () =>
      this.lose(new Error('A thread that computes DORA samples ended')),
    );
  }

  get isGone(): boolean {
    return this.gone;
  }

  /** Parts that it may be given. */
  get room(): number {
    return this.gone ? 0 : perThread - this.jobs.size;
  }

  take(job: Job): void {
    this.begun += 1;
    this.jobs.set(this.begun, job);
    this.send({ type: 'compute', job: this.begun, part: job.part });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private send(message: ToPartWorker): void {
    this.worker.postMessage(message);
  }

  private told(message: FromPartWorker): void {
    if (message.type === 'ask') {
      void this.answer(message);
      return;
    }
    const job = this.jobs.get(message.job);
    this.jobs.delete(message.job);
    if (message.type === 'computed') job?.resolve(message.gathered);
    else job?.reject(new Error(message.message));
    this.ended();
  }

  private async answer(asked: Extract<FromPartWorker, { type: 'ask' }>) {
    const { question, statement, bindings } = asked;
    try {
      const rows = await askAsText(this.knex, statement, bindings);
      this.send({ type: 'answer', question, rows });
    } catch (error) {
      this.send({ type: 'unanswered', question, message: `${error}` });
    }
  }

  /** Whoever waits for it hears of it. */
  private lose(error: Error): void {
    this.gone = true;
    for (const job of this.jobs.values()) job.reject(error);
    this.jobs.clear();
    this.ended();
  }
}

/** Options of {@link createPartThreads}. */
export interface PartThreadsOptions {
  threads: number;
  /** Arguments of Node for the threads; those for TypeScript when absent. */
  execArgv?: string[];
}

/**
 * Computes parts in threads of their own, which read by the connections of this
 * one: parsing, computing and encoding take twenty times as long as sending.
 */
export function createPartThreads(
  knex: Knex,
  options: PartThreadsOptions,
): PartComputer {
  const waiting: Job[] = [];
  const threads: PartThread[] = [];
  const deal = () => {
    while (waiting.length > 0) {
      const [idlest] = [...threads].sort((a, b) => b.room - a.room);
      const all = threads.every(({ isGone }) => isGone);
      if (!all && idlest.room === 0) return;
      const job = waiting.shift();
      if (!all && job) idlest.take(job);
      else job?.reject(new Error('The threads for DORA samples have ended'));
    }
  };
  for (let i = 0; i < options.threads; i++) {
    threads.push(new PartThread(knex, deal, options.execArgv));
  }
  return {
    atOnce: perThread * options.threads,
    compute: part =>
      new Promise((resolve, reject) => {
        waiting.push({ part, resolve, reject });
        deal();
      }),
    async stop() {
      await Promise.all(threads.map(thread => thread.stop()));
    },
  };
}
