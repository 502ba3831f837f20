import { Knex } from 'knex';
import { enterFresh } from '../database/freshSamples';
import { deploymentCounts, noteFresh, takeTodo } from '../database/freshTodo';
import { numbersOfServices, ServiceNote } from '../database/serviceRows';
import { computeInTurn, SettingsOf } from './computeInTurn';
import { readFacts } from './serviceFacts';
import { gatherServices } from './writeServices';

/** Services that are computed in one transaction. */
const atOnce = 100;

/** Deployments that are read together, if they are of several services. */
const together = 4000;

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
 * @param allRead called when nothing is left to read
 * @returns whether there was something to do
 */
function fillSome(
  knex: Knex,
  schema: string,
  settingsOf: SettingsOf,
  allRead: () => void,
): Promise<boolean> {
  return knex.transaction(async tx => {
    // A step that a crash takes back is done again.
    await tx.raw('SET LOCAL synchronous_commit = off');
    await enterFresh(tx, schema);
    const services = await takeTodo(tx, atOnce);
    if (services.length === 0) return false;
    const numbers = await numbersOfServices(tx, services);
    const notes: ServiceNote[] = [];
    const gone: number[] = [];
    let copying = Promise.resolve();
    await computeInTurn(
      byWeight(services, await deploymentCounts(tx, services)),
      {
        settingsOf,
        overlap: true,
        allRead,
        read: names => readFacts(knex, names),
        // Rows are put together while those before are copied. Cells of all
        // services are added up when all are there.
        write: async computed => {
          const { copies, ...written } = await gatherServices(tx, computed, {
            numbers,
          });
          notes.push(...written.notes);
          gone.push(...written.gone);
          await copying;
          copying = copies.write(tx);
          copying.catch(() => {});
        },
      },
    );
    await copying;
    await noteFresh(tx, { gone, notes });
    return true;
  });
}

/**
 * Fills the fresh tables, until everything is computed or somebody says to
 * stop. Transactions follow each other without a gap: when one has read all of
 * its services, the next begins to read its own.
 */
export async function fillFresh(
  knex: Knex,
  schema: string,
  settingsOf: SettingsOf,
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
        if (over || isStopped()) over = true;
        else if (!(await fillSome(knex, schema, settingsOf, done))) over = true;
      } catch (error) {
        over = true;
        throw error;
      } finally {
        done();
      }
    }
  };
  for (const ended of await Promise.allSettled([lane(), lane()])) {
    if (ended.status === 'rejected') throw ended.reason;
  }
}
