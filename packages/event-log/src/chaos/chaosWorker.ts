import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { claimEvent, wordOf } from '../testUtils/claimEvent';
import { createTestEventLog } from '../testUtils/createTestEventLog';
import { CHAOS_CONSUMER, CHAOS_PLUGIN, READY } from './chaosNames';
import { readHighestPosition } from './readHighestPosition';

/**
 * One of the processes that are killed. An appender prints each word after the
 * commit that made it durable; a consumer writes each word it is handed.
 */
const assignmentSchema = z.object({
  role: z.enum(['appender', 'consumer']),
  name: z.string(),
  connectionString: z.string(),
  horizon: z.enum(['announced', 'highest']),
});

/** What a worker is told, as JSON in its last argument. */
export type ChaosAssignment = z.infer<typeof assignmentSchema>;

/** Appends that one process has open beside each other. */
const OPEN_APPENDS = 3;

const upTo = (most: number) => Math.floor(Math.random() * (most + 1));

async function appendForever(
  name: string,
  eventLog: EventLogService,
  knex: Knex,
): Promise<void> {
  let n = 0;
  const next = () => {
    n += 1;
    return `${name}-${n}`;
  };
  const appendOnce = async () => {
    const words = Array.from({ length: 1 + upTo(4) }, next);
    const events = words.map(word => claimEvent(word));
    if (Math.random() < 0.3) {
      await eventLog.append(events);
    } else {
      await knex.transaction(async tx => {
        await sleep(upTo(5));
        await eventLog.append(events.slice(0, 2), tx);
        await sleep(upTo(40));
        await eventLog.append(events.slice(2), tx);
        await sleep(upTo(10));
      });
    }
    process.stdout.write(`${words.join(' ')}\n`);
  };
  await Promise.all(
    Array.from({ length: OPEN_APPENDS }, async () => {
      for (;;) {
        await appendOnce();
        await sleep(upTo(10));
      }
    }),
  );
}

async function main() {
  const { role, name, connectionString, horizon } = assignmentSchema.parse(
    JSON.parse(process.argv.at(-1) ?? ''),
  );
  // The harness holds this end; without it nobody would ever stop the worker.
  process.stdin.on('close', () => process.exit(0)).resume();

  const log = await createTestEventLog({
    connectionString,
    readHorizon: horizon === 'highest' ? readHighestPosition : undefined,
  });
  const { eventLog, knex } = await log.forPlugin(CHAOS_PLUGIN);
  if (role === 'consumer') {
    await eventLog.consume({
      consumer: CHAOS_CONSUMER,
      types: ['subject.claimed.v1'],
      batchSize: 40,
      async handle(batch, tx) {
        await tx('effect').insert(
          batch.map(event => ({
            position: event.position,
            word: wordOf(event),
          })),
        );
        await sleep(upTo(20));
      },
    });
    log.startConsumers();
  }
  process.stdout.write(`${READY}\n`);
  if (role === 'appender') await appendForever(name, eventLog, knex);
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
