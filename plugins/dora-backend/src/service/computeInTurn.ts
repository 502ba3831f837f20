import { DoraSettings } from '@quarterdeck/plugin-dora-common';
import { ComputedService, computeService } from './computeService';
import { breathe } from './breathe';
import { ServiceFacts } from './serviceFacts';

/** The settings a service's samples are computed by. */
export type SettingsOf = (service: string) => DoraSettings;

/** Parts that are read while others are computed: one is sent while one is looked for. */
const ahead = 2;

/** Nobody waits for it yet: should it fail, whoever does will hear of it. */
function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/**
 * Computes services part by part. With `overlap`, what reads has connections of
 * its own: the next ones are read while these are computed and those before
 * are written.
 * @returns how many samples there are now in what was computed.
 */
export async function computeInTurn(
  parts: readonly (readonly string[])[],
  options: {
    settingsOf: SettingsOf;
    read: (services: readonly string[]) => Promise<Map<string, ServiceFacts>>;
    write: (computed: readonly ComputedService[]) => Promise<void>;
    overlap: boolean;
  },
): Promise<number> {
  const { settingsOf, overlap, write } = options;
  const left = [...parts];
  const reading: Promise<Map<string, ServiceFacts>>[] = [];
  const readNext = () => {
    const part = left.shift();
    if (!part) return;
    reading.push(begun(options.read(part)));
  };
  const most = overlap ? ahead : 1;
  for (let i = 0; i < most; i++) readNext();
  let samples = 0;
  let writing = Promise.resolve();
  for (let read = reading.shift(); read; read = reading.shift()) {
    const facts = await read;
    if (overlap) readNext();
    const computed: ComputedService[] = [];
    for (const [service, known] of facts) {
      computed.push(computeService(service, known, settingsOf(service)));
      // Facts of thousands of deployments: what is computed needs them no more.
      facts.delete(service);
      if (overlap) await breathe();
    }
    await writing;
    writing = begun(write(computed));
    if (!overlap) {
      await writing;
      readNext();
    }
    for (const { leadTimes, deployments, recoveries } of computed) {
      samples += leadTimes.length + deployments.length + recoveries.length;
    }
  }
  await writing;
  return samples;
}

/** So many at a time. */
export const inParts = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
