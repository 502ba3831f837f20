import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import {
  computeSamples,
  DoraSamples,
  DoraSettings,
  formulaVersion,
  releasesOf,
} from '@quarterdeck/plugin-dora-common';
import { countCells } from '../database/countCells';
import { EveryServiceCells, writeCells } from '../database/dayCells';
import { lockSamples, takeDirty } from '../database/dirtyServices';
import { writeSamples } from '../database/sampleRows';
import {
  deploymentTable,
  leadTimeTable,
  markTable,
  namedItem,
  qualityTable,
  recoveryTable,
  releaseTable,
} from '../database/sampleTables';
import {
  describeServices,
  dropServices,
  numbersOfServices,
} from '../database/serviceRows';
import { readFacts, ServiceFacts } from './serviceFacts';

/** Services that are read, computed and written together. */
const atOnce = 4;

/** The settings a service's samples are computed by. */
export type SettingsOf = (service: string) => DoraSettings;

/** Formulas and settings as a short text: samples of another one are computed anew. */
export const computedBy = (settings: DoraSettings) =>
  `${formulaVersion} ${createHash('sha1')
    .update(JSON.stringify(settings))
    .digest('base64')
    .slice(0, 12)}`;

/** What belongs to one service: an incident may lead to parts of others. */
const onlyOf = (samples: DoraSamples, service: string): DoraSamples => {
  const own = <T extends { service: string }>(rows: readonly T[]) =>
    rows.filter(row => row.service === service);
  const deployments = own(samples.deployments);
  const ids = new Set(deployments.map(({ id }) => id));
  return {
    ...samples,
    deployments,
    leadTimes: own(samples.leadTimes),
    recoveries: own(samples.recoveries),
    marks: samples.marks.filter(({ deploymentId }) => ids.has(deploymentId)),
    quality: own(samples.quality),
  };
};

/** Equal items count once. */
const distinctBy = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map(row => [keyOf(row), row])).values(),
];

/** What follows from the facts of a service. */
function computeService(
  service: string,
  facts: ServiceFacts,
  settings: DoraSettings,
) {
  const samples = onlyOf(computeSamples(facts, settings), service);
  return {
    service,
    computedBy: computedBy(settings),
    entityRef: facts.entityRef,
    deployments: samples.deployments.map(row => ({
      ...row,
      url: facts.urls.get(row.id) ?? null,
    })),
    releases: releasesOf(samples.deployments),
    leadTimes: samples.leadTimes,
    recoveries: samples.recoveries,
    marks: distinctBy(samples.marks, markTable.keyOf),
    quality: distinctBy(samples.quality.map(namedItem), ({ id }) => id),
  };
}

type ComputedService = ReturnType<typeof computeService>;

/** Writes what was computed, a statement per table and not per service. */
async function writeServices(
  tx: Knex,
  computed: readonly ComputedService[],
  every: EveryServiceCells,
) {
  const numbers = await numbersOfServices(
    tx,
    computed.map(({ service }) => service),
  );
  const parts = computed.map(part => {
    const number = numbers.get(part.service);
    if (!number) throw new Error(`${part.service} has no number`);
    return { ...part, ...number };
  });
  const rowsOf = <Row>(of: (part: (typeof parts)[number]) => readonly Row[]) =>
    parts.map(part => ({ no: part.no, isNew: part.isNew, rows: of(part) }));
  await writeSamples(
    tx,
    deploymentTable,
    rowsOf(part => part.deployments),
  );
  await writeSamples(
    tx,
    releaseTable,
    rowsOf(part => part.releases),
  );
  await writeSamples(
    tx,
    leadTimeTable,
    rowsOf(part => part.leadTimes),
  );
  await writeSamples(
    tx,
    recoveryTable,
    rowsOf(part => part.recoveries),
  );
  await writeSamples(
    tx,
    markTable,
    rowsOf(part => part.marks),
  );
  await writeSamples(
    tx,
    qualityTable,
    rowsOf(part => part.quality),
  );
  await writeCells(
    tx,
    parts.map(({ no, isNew, leadTimes, releases, quality }) => ({
      no,
      isNew,
      cells: countCells(leadTimes, releases, quality),
    })),
    every,
  );
  const isEmpty = (part: (typeof parts)[number]) =>
    part.deployments.length === 0 && part.quality.length === 0;
  await dropServices(
    tx,
    parts.filter(isEmpty).map(({ no }) => no),
  );
  await describeServices(
    tx,
    parts
      .filter(part => !isEmpty(part))
      .map(({ no, entityRef, computedBy: by, deployments }) => ({
        no,
        entityRef,
        computedBy: by,
        firstAt: deployments[0]?.finishedAt ?? null,
        lastAt: deployments.at(-1)?.finishedAt ?? null,
      })),
  );
}

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
