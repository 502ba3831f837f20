import { RowCopies } from '../database/copyRows';
import { copyCells } from '../database/dayCells';
import { countCells } from '../database/countCells';
import { NewRows } from '../database/sampleRows';
import {
  deploymentTable,
  DigestedDeployment,
  leadTimeTable,
  markTable,
  qualityTable,
  recoveryTable,
  releaseTable,
} from '../database/sampleTables';
import { ServiceNote } from '../database/serviceRows';
import { copyServiceWeeks } from '../database/serviceWeeks';
import { ShortHash } from '../database/shortHash';
import { breathe } from './breathe';
import { ComputedService } from './computeService';

/** A service's rows, table by table. */
export interface Written {
  no: number;
  isNew: boolean;
  part: ComputedService;
  /** With the digest of all that hangs on them. */
  deployments: readonly DigestedDeployment[];
}

/** What was written of services, for their own rows. */
export interface WrittenServices {
  /** Services of which nothing is known. */
  gone: readonly number[];
  notes: readonly ServiceNote[];
}

const isEmpty = ({ part: { deployments, quality } }: Written) =>
  deployments.length === 0 && quality.length === 0;

/** What is to be noted of services. */
export const notesOf = (services: readonly Written[]): WrittenServices => ({
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
});

/** Rows that are to be written, table by table. */
export class AllNewRows {
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

/**
 * Gathers all rows of services of which nothing is stored yet.
 *
 * @param numbers of the services
 */
export async function gatherNewServices(
  computed: readonly ComputedService[],
  numbers: ReadonlyMap<string, number>,
): Promise<WrittenServices & { copies: RowCopies }> {
  const added = new AllNewRows();
  const services: Written[] = [];
  for (const part of computed) {
    const no = numbers.get(part.service);
    if (!no) throw new Error(`${part.service} has no number`);
    services.push(added.add(no, true, part));
    await breathe();
  }
  const copies = new RowCopies();
  added.addTo(copies);
  copyCells(
    copies,
    services.map(({ no, part: { leadTimes, releases, quality } }) => ({
      no,
      cells: countCells(leadTimes, releases, quality),
    })),
  );
  copyServiceWeeks(
    copies,
    services.map(({ no, part: { leadTimes, releases } }) => ({
      no,
      leadTimes,
      releases,
    })),
  );
  return { ...notesOf(services), copies };
}
