import { Knex } from 'knex';
import { countCells } from '../database/countCells';
import { RowCopies } from '../database/copyRows';
import { EveryServiceCells, writeCells } from '../database/dayCells';
import { renewDays } from '../database/dayVersions';
import { storedDigests } from '../database/deploymentDigests';
import {
  NewRows,
  SampleTable,
  TouchedDays,
  writeSamples,
} from '../database/sampleRows';
import {
  deploymentTable,
  leadTimeTable,
  markTable,
  qualityTable,
  recoveryTable,
  releaseTable,
} from '../database/sampleTables';
import { numbersOfServices } from '../database/serviceRows';
import { writeServiceWeeks } from '../database/serviceWeeks';
import { breathe } from './breathe';
import { ComputedService } from './computeService';
import { AllNewRows, notesOf, Written, WrittenServices } from './newRows';

const dayMs = 86_400_000;

/** Deployments that are as they were, with all that hangs on them. */
async function unmovedOf(
  tx: Knex,
  known: readonly Written[],
): Promise<Set<string>> {
  if (known.length === 0) return new Set();
  const stored = await storedDigests(
    tx,
    known.map(({ no }) => no),
  );
  return new Set(
    known.flatMap(({ no, deployments }) =>
      deployments.flatMap(({ shown: { id }, digest }) =>
        stored.get(`${no} ${id}`) === digest ? [id] : [],
      ),
    ),
  );
}

/** Days of which a sample was written or went; of new services, all of theirs. */
function daysOf(services: readonly Written[], touched: TouchedDays) {
  const days = new Set<number>();
  const add = <Row>({ times }: SampleTable<Row>, rows: readonly Row[]) => {
    for (const { of } of times) {
      for (const row of rows) {
        const moment = of(row);
        if (moment !== null) days.add(Math.floor(moment / dayMs));
      }
    }
  };
  for (const { no, isNew, part } of services) {
    for (const day of touched.of(no)) days.add(day);
    if (!isNew) continue;
    add(releaseTable, part.releases);
    add(leadTimeTable, part.leadTimes);
    add(recoveryTable, part.recoveries);
    add(qualityTable, part.quality);
  }
  return days;
}

/**
 * Writes what was computed of services, a statement per table and not per
 * service: takes away what is no longer so, and adds what is new.
 *
 * @param every takes what they add to the cells of all services
 */
export async function writeServices(
  tx: Knex,
  computed: readonly ComputedService[],
  every: EveryServiceCells,
): Promise<WrittenServices> {
  const numbers = await numbersOfServices(
    tx,
    computed.map(({ service }) => service),
  );
  const added = new AllNewRows();
  const services: Written[] = [];
  for (const part of computed) {
    const number = numbers.get(part.service);
    if (!number) throw new Error(`${part.service} has no number`);
    services.push(added.add(number.no, number.isNew, part));
    await breathe();
  }
  const known = services.filter(({ isNew }) => !isNew);
  const unmoved = await unmovedOf(tx, known);
  const days = new TouchedDays();
  const write = <Row>(
    table: SampleTable<Row>,
    rows: NewRows<Row>,
    of: (service: Written) => readonly Row[],
  ) =>
    writeSamples(
      tx,
      table,
      known.map(service => ({ ...service, rows: of(service) })),
      unmoved,
      days,
      rows,
    );
  if (known.length > 0) {
    await write(leadTimeTable, added.leadTimes, ({ part }) => part.leadTimes);
    await write(qualityTable, added.quality, ({ part }) => part.quality);
    await write(releaseTable, added.releases, ({ part }) => part.releases);
    await write(recoveryTable, added.recoveries, ({ part }) => part.recoveries);
    await write(markTable, added.marks, ({ part }) => part.marks);
    await write(deploymentTable, added.deployments, s => s.deployments);
  }
  await renewDays(tx, daysOf(services, days));
  const copies = new RowCopies();
  added.addTo(copies);
  await writeCells(
    tx,
    services.map(({ no, isNew, part: { leadTimes, releases, quality } }) => ({
      no,
      isNew,
      days: days.of(no),
      cells: countCells(
        leadTimes,
        releases,
        quality,
        isNew ? undefined : days.of(no),
      ),
    })),
    copies,
    every,
  );
  await writeServiceWeeks(
    tx,
    services.map(({ no, isNew, part: { leadTimes, releases } }) => ({
      no,
      isNew,
      days: days.of(no),
      leadTimes,
      releases,
    })),
    copies,
  );
  await copies.write(tx);
  return notesOf(services);
}
