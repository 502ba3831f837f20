import { Knex } from 'knex';
import { RowCopies } from '../database/copyRows';
import { enterFresh } from '../database/freshSamples';
import { deploymentCounts, noteFresh, takeTodo } from '../database/freshTodo';
import { numbersOfServices } from '../database/serviceRows';
import { SettingsOf } from './computeInTurn';
import { WrittenServices } from './newRows';
import { PartComputer } from './parts';

/** Services that are computed in one transaction. */
const atOnce = 100;

/** Deployments that are read together, if they are of several services. */
const together = 4000;

/** Waits for all, also if one fails: none may go on behind the others' backs. */
async function all(works: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) {
    if (ended.status === 'rejected') throw ended.reason;
  }
}

/** Services in their order, so many that their deployments are about as many as asked. */
function byWeight(
  services: readonly string[],
  weights: ReadonlyMap<string, number>,
): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const service of services) {
    // Those without a deployment have incidents, or nothing at all.
    const weight = (weights.get(service) ?? 0) + together / atOnce;
    if (room < weight || parts.length === 0) {
      parts.push([]);
      room = together;
    }
    room -= weight;
    parts[parts.length - 1].push(service);
  }
  return parts;
}

/**
 * Computes some services into the fresh tables, in one transaction.
 *
 * @param allTaken called when all of them are begun with
 * @returns whether there was something to do
 */
function fillSome(
  knex: Knex,
  schema: string,
  settingsOf: SettingsOf,
  computer: PartComputer,
  allTaken: () => void,
): Promise<boolean> {
  return knex.transaction(async tx => {
    // A step that a crash takes back is done again.
    await tx.raw('SET LOCAL synchronous_commit = off');
    await enterFresh(tx, schema);
    const services = await takeTodo(tx, atOnce);
    if (services.length === 0) return false;
    const numbers = await numbersOfServices(tx, services);
    const left = byWeight(services, await deploymentCounts(tx, services)).map(
      names => ({
        services: names.map(service => ({
          service,
          no: numbers.get(service)?.no ?? NaN,
          settings: settingsOf(service),
        })),
      }),
    );
    // Cells of all services are added up when all are there.
    const written: WrittenServices[] = [];
    const work = async () => {
      for (let part = left.shift(); part; part = left.shift()) {
        if (left.length === 0) allTaken();
        const { copies, ...of } = await computer.compute(part);
        await new RowCopies(copies).write(tx);
        written.push(of);
      }
    };
    await all(Array.from({ length: computer.atOnce }, work));
    await noteFresh(tx, {
      gone: written.flatMap(({ gone }) => gone),
      notes: written.flatMap(({ notes }) => notes),
    });
    return true;
  });
}

/**
 * Fills the fresh tables, until everything is computed or somebody says to
 * stop. Transactions follow each other without a gap: when all services of one
 * are being computed, the next begins with its own.
 */
export async function fillFresh(
  knex: Knex,
  schema: string,
  settingsOf: SettingsOf,
  computer: PartComputer,
  isStopped: () => boolean,
): Promise<void> {
  let over = false;
  let turn = Promise.resolve();
  const lane = async () => {
    while (!over) {
      const before = turn;
      let done = () => {};
      turn = new Promise<void>(resolve => {
        done = resolve;
      });
      try {
        await before;
        const goesOn =
          !over &&
          !isStopped() &&
          (await fillSome(knex, schema, settingsOf, computer, done));
        if (!goesOn) over = true;
      } catch (error) {
        over = true;
        throw error;
      } finally {
        done();
      }
    }
  };
  await all([lane(), lane()]);
}
