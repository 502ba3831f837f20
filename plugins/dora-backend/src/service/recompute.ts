import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import {
  computeSamples,
  DoraSamples,
  DoraSettings,
  formulaVersion,
  releasesOf,
} from '@quarterdeck/plugin-dora-common';
import { EveryServiceCells, writeCells } from '../database/dayCells';
import { lockSamples, takeDirty } from '../database/dirtyServices';
import { writeSamples } from '../database/sampleRows';
import {
  deploymentTable,
  leadTimeTable,
  markTable,
  qualityTable,
  recoveryTable,
  releaseTable,
} from '../database/sampleTables';
import {
  describeService,
  dropService,
  numberOfService,
} from '../database/serviceRows';
import { readServiceFacts } from './serviceFacts';

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

/** Computes the samples of a service from its facts and writes what differs. */
export async function recomputeService(
  tx: Knex,
  service: string,
  settingsOf: SettingsOf,
  every: EveryServiceCells,
): Promise<number> {
  const facts = await readServiceFacts(tx, service);
  const settings = settingsOf(service);
  const samples = onlyOf(computeSamples(facts, settings), service);
  const releases = releasesOf(samples.deployments);
  const quality = distinctBy(samples.quality, qualityTable.keyOf);
  const no = await numberOfService(tx, service);
  await writeSamples(
    tx,
    deploymentTable,
    no,
    samples.deployments.map(row => ({
      ...row,
      url: facts.urls.get(row.id) ?? null,
    })),
  );
  await writeSamples(tx, releaseTable, no, releases);
  await writeSamples(tx, leadTimeTable, no, samples.leadTimes);
  await writeSamples(tx, recoveryTable, no, samples.recoveries);
  await writeSamples(
    tx,
    markTable,
    no,
    distinctBy(samples.marks, markTable.keyOf),
  );
  await writeSamples(tx, qualityTable, no, quality);
  const counted = { leadTimes: samples.leadTimes, quality };
  await writeCells(tx, no, counted, releases, every);
  const finishes = samples.deployments.map(({ finishedAt }) => finishedAt);
  if (finishes.length === 0 && quality.length === 0) await dropService(tx, no);
  else {
    await describeService(tx, {
      no,
      entityRef: facts.entityRef,
      computedBy: computedBy(settings),
      firstAt: finishes[0] ?? null,
      lastAt: finishes.at(-1) ?? null,
    });
  }
  return (
    samples.leadTimes.length +
    samples.deployments.length +
    samples.recoveries.length
  );
}

/**
 * Computes anew what is marked, one service after the other.
 * @returns how many samples there are now in what was computed.
 */
export async function recomputeDirty(
  tx: Knex,
  settingsOf: SettingsOf,
  limit?: number,
): Promise<{ services: string[]; samples: number }> {
  await lockSamples(tx);
  const services = await takeDirty(tx, limit);
  const every = new EveryServiceCells();
  let samples = 0;
  for (const service of services) {
    samples += await recomputeService(tx, service, settingsOf, every);
  }
  await every.write(tx);
  return { services, samples };
}
