import { DoraSettings } from '@quarterdeck/plugin-dora-common';
import { ComputedService, computeService } from './computeService';
import { ServiceFacts } from './serviceFacts';

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
 * Computes services some at a time. With `overlap`, what reads has a connection
 * of its own: the next ones are read while these are computed and those before
 * are written.
 * @returns how many samples there are now in what was computed.
 */
export async function computeInTurn(
  services: readonly string[],
  options: {
    settingsOf: SettingsOf;
    read: (services: readonly string[]) => Promise<Map<string, ServiceFacts>>;
    write: (computed: readonly ComputedService[]) => Promise<void>;
    overlap: boolean;
    /** Services that are read, computed and written together. */
    atOnce?: number;
  },
): Promise<number> {
  const { settingsOf, overlap, write, atOnce = 4 } = options;
  const read = (at: number) => options.read(services.slice(at, at + atOnce));
  let samples = 0;
  let reading = overlap && services.length > 0 ? begun(read(0)) : undefined;
  let writing = Promise.resolve();
  for (let at = 0; at < services.length; at += atOnce) {
    const facts = await (reading ?? read(at));
    if (overlap && at + atOnce < services.length) {
      reading = begun(read(at + atOnce));
    }
    const computed: ComputedService[] = [];
    for (const [service, known] of facts) {
      computed.push(computeService(service, known, settingsOf(service)));
      if (overlap) await breathe();
    }
    await writing;
    writing = begun(write(computed));
    if (!overlap) await writing;
    for (const { leadTimes, deployments, recoveries } of computed) {
      samples += leadTimes.length + deployments.length + recoveries.length;
    }
  }
  await writing;
  return samples;
}
