import { Knex } from 'knex';
import { EveryServiceCells } from '../database/dayCells';
import { lockSamples, takeDirty } from '../database/dirtyServices';
import { noteRedo } from '../database/freshTodo';
import { describeServices, dropServices } from '../database/serviceRows';
import { computeInTurn, inParts, SettingsOf } from './computeInTurn';
import { readFacts } from './serviceFacts';
import { writeServices } from './writeServices';

/** Services that are read, computed and written together. */
const together = 4;

/**
 * Computes anew what is marked, some services at a time. With a connection of
 * its own to read by, it reads the next ones while these are computed and those
 * before are written: what it takes the marks of is committed, and what is
 * committed later marks them again.
 * @returns how many samples there are now in what was computed.
 */
export async function recomputeDirty(
  tx: Knex,
  settingsOf: SettingsOf,
  { limit, reader }: { limit?: number; reader?: Knex } = {},
): Promise<{ services: string[]; samples: number }> {
  await lockSamples(tx);
  const services = await takeDirty(tx, limit);
  if (services.length === 0) return { services, samples: 0 };
  const beside = await noteRedo(tx, services);
  const every = new EveryServiceCells();
  const samples = await computeInTurn(inParts(services, together), {
    settingsOf,
    overlap: reader !== undefined,
    read: names => readFacts(reader ?? tx, names),
    write: async computed => {
      const { gone, notes } = await writeServices(tx, computed, every);
      // While fresh tables are filled, a number is given to nobody else.
      if (!beside) await dropServices(tx, gone);
      await describeServices(tx, notes);
    },
  });
  await every.write(tx);
  return { services, samples };
}
