import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimEvent } from '../testUtils/claimEvent';
import { createTestEventLog } from '../testUtils/createTestEventLog';
import { CHAOS_CONSUMER, CHAOS_PLUGIN } from './chaosNames';
import { ChaosProcess, startChaosProcess } from './chaosProcess';
import { ChaosVerdict, chaosVerdict } from './chaosVerdict';
import type { ChaosAssignment } from './chaosWorker';

/** Processes that must be at work before the next one is killed. */
const LEAST_AT_WORK = 3;

/** Options of {@link unleashChaos}. */
export interface ChaosOptions {
  /** An empty database. */
  connectionString: string;
  kills: number;
  appenders?: number;
  consumers?: number;
  /** `highest` reads by the highest position, to show that it loses events. */
  horizon?: ChaosAssignment['horizon'];
  /** Hears of the progress. */
  progress?(kills: number): void;
}

/** What happened, and what came of it. */
export interface ChaosResult extends ChaosVerdict {
  kills: number;
  killsMidTransaction: number;
  seconds: number;
}

/**
 * Lets processes append and consume with random delays, kills them at random
 * with SIGKILL and starts them again, then lets a consumer finish and compares.
 */
export async function unleashChaos(
  options: ChaosOptions,
): Promise<ChaosResult> {
  const { kills, appenders = 3, consumers = 2 } = options;
  const horizon = options.horizon ?? 'announced';
  const started = Date.now();
  const acknowledged = new Set<string>();
  const log = await createTestEventLog(options);
  const { knex, eventLog } = await log.forPlugin(CHAOS_PLUGIN);
  await knex.raw(`CREATE TABLE effect (
    sequence bigint GENERATED ALWAYS AS IDENTITY, position bigint, word text)`);

  let made = 0;
  const startOne = (role: ChaosAssignment['role']) => {
    made += 1;
    const name = `${role}-${made}`;
    const url = new URL(options.connectionString);
    url.searchParams.set('application_name', name);
    return startChaosProcess(
      { role, name, horizon, connectionString: url.toString() },
      word => acknowledged.add(word),
    );
  };
  const workers: ChaosProcess[] = [
    ...Array.from({ length: appenders }, () => startOne('appender')),
    ...Array.from({ length: consumers }, () => startOne('consumer')),
  ];

  try {
    let killed = 0;
    let killsMidTransaction = 0;
    await Promise.all(workers.map(worker => worker.ready));
    while (killed < kills) {
      await sleep(20 + Math.random() * 100);
      const able = workers.filter(worker => worker.isReady());
      const victim = able[Math.floor(Math.random() * able.length)];
      // A process needs a second to start; kills without traffic prove little.
      if (!victim || able.length < LEAST_AT_WORK) continue;
      const { role } = victim;
      const index = workers.indexOf(victim);
      const open = await openTransactions(knex, victim.name);
      await victim.kill();
      killed += 1;
      if (open > 0) killsMidTransaction += 1;
      workers[index] = startOne(role);
      options.progress?.(killed);
    }

    const survivor = workers.findLast(worker => worker.role === 'consumer');
    await survivor?.ready;
    await Promise.all(
      workers
        .filter(worker => worker.role === 'appender')
        .map(worker => worker.kill()),
    );
    await openTransactionsEnd(knex);
    // The killed may have drawn the last positions, and nobody sees past them.
    await eventLog.append([claimEvent('last')]);
    await log.drain(CHAOS_CONSUMER);
    return {
      kills: killed,
      killsMidTransaction,
      seconds: (Date.now() - started) / 1000,
      ...(await chaosVerdict(knex, acknowledged)),
    };
  } finally {
    await Promise.all(workers.map(worker => worker.kill()));
    await log.stop();
  }
}

async function openTransactions(knex: Knex, name: string): Promise<number> {
  const result = await knex.raw<{ rows: Array<{ open: number }> }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = ?
       AND xact_start IS NOT NULL`,
    [name],
  );
  return result.rows[0]?.open ?? 0;
}

/** A killed client's transaction ends when the server notices, soon after. */
async function openTransactionsEnd(knex: Knex): Promise<void> {
  for (let tries = 0; tries < 2400; tries += 1) {
    const result = await knex.raw<{ rows: Array<{ open: number }> }>(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = current_database() AND xact_start IS NOT NULL
         AND application_name LIKE 'appender-%'`,
    );
    if (result.rows[0]?.open === 0) return;
    await sleep(25);
  }
  throw new Error('Transactions of killed appenders stay open');
}
