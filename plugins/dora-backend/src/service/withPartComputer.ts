import { availableParallelism } from 'node:os';
import { Knex } from 'knex';
import { hasMoreDeployments } from '../database/freshTodo';
import { createPartComputer, PartComputer } from './parts';
import { createPartThreads } from './partThreads';

/** Of fewer deployments threads would take longer to start than to compute. */
const manyDeployments = 20_000;

/** With more, their reading would take the pool's connections from who asks for figures. */
const mostThreads = 2;

/**
 * Computes parts with threads where there is much to compute and more than one
 * processor, else in this one, for as long as they are used.
 */
export async function withPartComputer(
  knex: Knex,
  use: (computer: PartComputer) => Promise<void>,
): Promise<void> {
  const threads = Math.min(availableParallelism(), mostThreads);
  const computer =
    threads > 1 && (await hasMoreDeployments(knex, manyDeployments))
      ? createPartThreads(knex, { threads })
      : createPartComputer(knex);
  try {
    await use(computer);
  } finally {
    await computer.stop();
  }
}
