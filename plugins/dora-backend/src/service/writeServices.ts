import { Knex } from 'knex';
import { countCells } from '../database/countCells';
import { RowCopies } from '../database/copyRows';
import { EveryServiceCells, writeCells } from '../database/dayCells';
import { storedDigests } from '../database/deploymentDigests';
import {
  Line,
  linesOf,
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
import { numbersOfServices, ServiceNote } from '../database/serviceRows';
import { writeServiceWeeks } from '../database/serviceWeeks';
import { ShortHash } from '../database/shortHash';
import { ComputedService } from './computeService';

/** A service's rows, table by table. */
interface Written {
  no: number;
  isNew: boolean;
  part: ComputedService;
  releases: Line[];
  leadTimes: Line[];
  recoveries: Line[];
  marks: Line[];
  quality: Line[];
  /** With the digest of all that hangs on them. */
  deployments: Line[];
  digests: ReadonlyMap<string, string>;
}

/** Each deployment with all that hangs on it, in short. */
function digestsOf(
  texts: ReadonlyMap<string, string>,
  lists: readonly (readonly Line[])[],
): Map<string, string> {
  const hashes = new Map(
    [...texts].map(([id, text]) => [id, new ShortHash().add(text)]),
  );
  for (const list of lists) {
    for (const { owner, key, values, body } of list) {
      const hash = owner === null ? undefined : hashes.get(owner);
      if (!hash) continue;
      hash.add(key);
      for (const value of values) hash.add(value);
      hash.add(body);
    }
  }
  return new Map([...hashes].map(([id, hash]) => [id, hash.text()]));
}

function toWritten(
  part: ComputedService,
  number: { no: number; isNew: boolean },
): Written {
  const lines = {
    releases: linesOf(releaseTable, part.releases),
    leadTimes: linesOf(leadTimeTable, part.leadTimes),
    recoveries: linesOf(recoveryTable, part.recoveries),
    marks: linesOf(markTable, part.marks),
    quality: linesOf(qualityTable, part.quality),
  };
  const texts = new Map(
    part.deployments.map(row => [row.id, JSON.stringify(row)]),
  );
  const digests = digestsOf(texts, Object.values(lines));
  const deployments = linesOf(
    deploymentTable,
    part.deployments.map(shown => ({
      shown,
      text: texts.get(shown.id) ?? '',
      digest: digests.get(shown.id) ?? '',
    })),
  );
  return { ...number, part, ...lines, deployments, digests };
}

/** Deployments that are as they were, with all that hangs on them. */
async function unmovedOf(
  tx: Knex,
  services: readonly Written[],
): Promise<Set<string>> {
  const known = services.filter(({ isNew }) => !isNew);
  const stored = await storedDigests(
    tx,
    known.map(({ no }) => no),
  );
  return new Set(
    known.flatMap(({ no, digests }) =>
      [...digests].flatMap(([id, digest]) =>
        stored.get(`${no} ${id}`) === digest ? [id] : [],
      ),
    ),
  );
}

const isEmpty = ({ part: { deployments, quality } }: Written) =>
  deployments.length === 0 && quality.length === 0;

/** What was written of services, for their own rows. */
export interface WrittenServices {
  /** Services of which nothing is known. */
  gone: readonly number[];
  notes: readonly ServiceNote[];
}

/**
 * Writes what was computed of services, a statement per table and not per
 * service.
 *
 * @param every what they add to the cells of all services; absent: nothing of
 *   them is in the tables, and somebody else adds up
 */
export async function writeServices(
  tx: Knex,
  computed: readonly ComputedService[],
  every?: EveryServiceCells,
): Promise<WrittenServices> {
  const numbers = await numbersOfServices(
    tx,
    computed.map(({ service }) => service),
  );
  const services = computed.map(part => {
    const number = numbers.get(part.service);
    if (!number) throw new Error(`${part.service} has no number`);
    return toWritten(part, every ? number : { ...number, isNew: true });
  });
  const unmoved = await unmovedOf(tx, services);
  const days = new TouchedDays();
  const copies = new RowCopies();
  const write = <Row>(
    table: SampleTable<Row>,
    of: (service: Written) => readonly Line[],
  ) =>
    writeSamples(
      tx,
      table,
      services.map(service => ({ ...service, lines: of(service) })),
      unmoved,
      days,
      copies,
    );
  await write(leadTimeTable, ({ leadTimes }) => leadTimes);
  await write(qualityTable, ({ quality }) => quality);
  await write(releaseTable, ({ releases }) => releases);
  await write(recoveryTable, ({ recoveries }) => recoveries);
  await write(markTable, ({ marks }) => marks);
  await write(deploymentTable, ({ deployments }) => deployments);
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
  return {
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
