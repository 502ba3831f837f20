import { ConsumerLag } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { readStatus } from '../database/readStatus';

const SAME_ANSWER_MS = 1000;

/**
 * How far consumers are behind. Asked by every answer of an API, so Postgres
 * hears of it once a second at most.
 */
export class LagWatch {
  readonly #answers = new Map<
    string,
    { asked: number; answer: Promise<ConsumerLag> }
  >();

  constructor(private readonly knex: Knex) {}

  lag(consumer: string): Promise<ConsumerLag> {
    const known = this.#answers.get(consumer);
    const now = performance.now();
    if (known && now - known.asked < SAME_ANSWER_MS) return known.answer;
    const answer = this.#read(consumer);
    this.#answers.set(consumer, { asked: now, answer });
    answer.catch(() => this.#answers.delete(consumer));
    return answer;
  }

  async #read(consumer: string): Promise<ConsumerLag> {
    const [reader] = await readStatus(this.knex, consumer);
    if (!reader) throw new Error(`There is no consumer ${consumer}`);
    return {
      seconds: reader.lagSeconds,
      stopped: reader.state === 'stopped',
    };
  }
}
