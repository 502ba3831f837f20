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
  DigestedDeployment,
  leadTimeTable,
  markTable,
  qualityTable,
  recoveryTable,
  releaseTable,
} from '../database/sampleTables';
import { numbersOfServices, ServiceNote } from '../database/serviceRows';
import { writeServiceWeeks } from '../database/serviceWeeks';
import { ShortHash } from '../database/shortHash';
import { breathe } from './breathe';
import { ComputedService } from './computeService';

const dayMs = 86_400_000;

/** A service's rows, table by table. */
interface Written {
  no: number;
  isNew: boolean;
  part: ComputedService;
  /** With the digest of all that hangs on them. */
  deployments: readonly DigestedDeployment[];
}

/** Rows that are to be written, table by table. */
class AllNewRows {
  readonly releases = new NewRows(releaseTable);
  readonly leadTimes = new NewRows(leadTimeTable);
  readonly recoveries = new NewRows(recoveryTable);
  readonly marks = new NewRows(markTable);
  readonly quality = new NewRows(qualityTable);
  readonly deployments = new NewRows(deploymentTable);

  /** The deployments of a service with their digests; rows of a new one are taken. */
  add(no: number, isNew: boolean, part: ComputedService): Written {
    const texts = part.deployments.map(shown => JSON.stringify(shown));
    const digests = new Map(
      part.deployments.map(({ id }, i) => [id, new ShortHash().add(texts[i])]),
    );
    const of = <Row>(rows: readonly Row[]) => ({ no, isNew, rows });
    this.releases.digest(of(part.releases), digests);
    this.leadTimes.digest(of(part.leadTimes), digests);
    this.recoveries.digest(of(part.recoveries), digests);
    this.marks.digest(of(part.marks), digests);
    this.quality.digest(of(part.quality), digests);
    const deployments = part.deployments.map((shown, i) => ({
      shown,
      text: texts[i],
      digest: digests.get(shown.id)?.text() ?? '',
    }));
    if (isNew) for (const row of deployments) this.deployments.add(no, row);
    return { no, isNew, part, deployments };
  }

  addTo(copies: RowCopies): void {
    this.leadTimes.addTo(copies);
    this.quality.addTo(copies);
    this.releases.addTo(copies);
    this.recoveries.addTo(copies);
    this.marks.addTo(copies);
    this.deployments.addTo(copies);
  }
}

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

const isEmpty = ({ part: { deployments, quality } }: Written) =>
  deployments.length === 0 && quality.length === 0;

/** What was written of services, for their own rows. */
export interface WrittenServices {
  /** Services of which nothing is known. */
  gone: readonly number[];
  notes: readonly ServiceNote[];
}

/** What is to be written of services, and what of them goes. */
export interface GatheredServices extends WrittenServices {
  copies: RowCopies;
}

/**
 * Takes away what is no longer so of services that were computed, and gathers
 * the rows that are to be written, a statement per table and not per service.
 *
 * @param options.every what they add to the cells of all services; absent:
 *   nothing of them is in the tables, and somebody else adds up
 * @param options.numbers of the services, where they are known
 */
export async function gatherServices(
  tx: Knex,
  computed: readonly ComputedService[],
  options: {
    every?: EveryServiceCells;
    numbers?: Awaited<ReturnType<typeof numbersOfServices>>;
  },
): Promise<GatheredServices> {
  const { every } = options;
  const numbers =
    options.numbers ??
    (await numbersOfServices(
      tx,
      computed.map(({ service }) => service),
    ));
  const added = new AllNewRows();
  const services: Written[] = [];
  for (const part of computed) {
    const number = numbers.get(part.service);
    if (!number) throw new Error(`${part.service} has no number`);
    services.push(added.add(number.no, every ? number.isNew : true, part));
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
  if (every) await renewDays(tx, daysOf(services, days));
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
  return {
    copies,
    gone: services.filter(isEmpty).map(({ no }) => no),
    notes: services
      .filter(service => !isEmpty(service))
      .map(({ no, part: { entityRef, computedBy, deployments } }) => ({
        no,
        entityRef,
        computedBy,
        firstAt: deployments[0]?.finishedAt ?? null,
        lastAt: deployments.at(-1)?.finishedAt ?? null,
      })),
  };
}

/** Writes what was computed of services. @see gatherServices */
export async function writeServices(
  tx: Knex,
  computed: readonly ComputedService[],
  every: EveryServiceCells,
): Promise<WrittenServices> {
  const { copies, ...written } = await gatherServices(tx, computed, { every });
  await copies.write(tx);
  return written;
}
