import { Knex } from 'knex';
import { EveryServiceCells } from '../database/dayCells';
import { lockSamples } from '../database/dirtyServices';
import { indexFresh } from '../database/freshIndexes';
import {
  countMarks,
  dropFresh,
  enterFresh,
  freshState,
  makeFresh,
  servedSchema,
  sumFresh,
  swapFresh,
} from '../database/freshSamples';
import { noteFresh, takeRedo } from '../database/freshTodo';
import { computeInTurn, inParts, SettingsOf } from './computeInTurn';
import { fillFresh } from './fillFresh';
import { readFacts } from './serviceFacts';
import { withPartComputer } from './withPartComputer';
import { writeServices } from './writeServices';

/** Services that were computed meanwhile, and are read together. */
const together = 4;

/** Fewer than these are computed where they are. */
const fewServices = 50;

/** Whether so many services are marked that all are computed. */
export const isForAll = (
  marked: number,
  known: number,
  few: number = fewServices,
) => marked >= few && marked * 2 >= known;

/**
 * Does the next step of computing every service into fresh tables, which take
 * the place of those that serve when they are full: without indexes that are
 * kept up all along, and without anybody seeing half of it. It begins when most
 * services are marked: at first, and when formulas or settings change. A killed
 * process leaves steps that were done, and the next one goes on from there.
 *
 * @param few fewer marked services are left to the ordinary way
 * @param isStopped whether to leave the rest to a later step
 * @returns what was done; `none`: there is nothing to do this way.
 */
export async function recomputeAllStep(
  knex: Knex,
  settingsOf: SettingsOf,
  few?: number,
  isStopped: () => boolean = () => false,
): Promise<'none' | 'made' | 'filled' | 'summed' | 'swapped' | 'dropped'> {
  const schema = await servedSchema(knex);
  switch (await freshState(knex, schema)) {
    case 'none': {
      const { marked, known } = await countMarks(knex);
      if (!isForAll(marked, known, few)) return 'none';
      await knex.transaction(async tx => {
        await lockSamples(tx);
        await makeFresh(tx, schema);
      });
      return 'made';
    }
    case 'filling':
      await withPartComputer(knex, computer =>
        fillFresh(knex, schema, settingsOf, computer, isStopped),
      );
      return 'filled';
    case 'summing':
      await knex.transaction(tx => sumFresh(tx, schema));
      return 'summed';
    case 'indexing':
      await indexFresh(knex, schema);
      await knex.transaction(async tx => {
        await lockSamples(tx);
        const redo = await takeRedo(tx, schema);
        if (!redo) return;
        await enterFresh(tx, schema);
        const every = new EveryServiceCells();
        await computeInTurn(inParts(redo, together), {
          settingsOf,
          overlap: false,
          read: names => readFacts(tx, names),
          write: async computed =>
            noteFresh(tx, await writeServices(tx, computed, every)),
        });
        await every.write(tx);
        await swapFresh(tx, schema);
      });
      return 'swapped';
    default:
      await knex.transaction(tx => dropFresh(tx, schema));
      return 'dropped';
  }
}
