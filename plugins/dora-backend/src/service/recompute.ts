import { Knex } from 'knex';
import { DoraSettings } from '@quarterdeck/plugin-dora-common';
import { EveryServiceCells } from '../database/dayCells';
import { lockSamples, takeDirty } from '../database/dirtyServices';
import { ComputedService, computeService } from './computeService';
import { readFacts } from './serviceFacts';
import { writeServices } from './writeServices';

/** Services that are read, computed and written together. */
const atOnce = 4;

/** The settings a service's samples are computed by. */
export type SettingsOf = (service: string) => DoraSettings;

/** Lets what waits be sent and read before the next long computation. */
const breathe = () => new Promise(resolve => setImmediate(resolve));

/** Nobody waits for it yet: should it fail, whoever does will hear of it. */
function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

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
  const every = new EveryServiceCells();
  const read = (at: number) =>
    readFacts(reader ?? tx, services.slice(at, at + atOnce));
  let samples = 0;
  let reading = reader && services.length > 0 ? begun(read(0)) : undefined;
  let writing = Promise.resolve();
  for (let at = 0; at < services.length; at += atOnce) {
    const facts = await (reading ?? read(at));
    if (reader && at + atOnce < services.length) {
      reading = begun(read(at + atOnce));
    }
    const computed: ComputedService[] = [];
    for (const [service, known] of facts) {
      computed.push(computeService(service, known, settingsOf(service)));
      if (reader) await breathe();
    }
    await writing;
    writing = begun(writeServices(tx, computed, every));
    if (!reader) await writing;
    for (const { leadTimes, deployments, recoveries } of computed) {
      samples += leadTimes.length + deployments.length + recoveries.length;
    }
  }
  await writing;
  await every.write(tx);
  return { services, samples };
}
