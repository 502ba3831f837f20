import {
  deploymentKindSchema,
  leadTimeStages,
  Moment,
  LeadTimeSample,
  QualityItem,
  qualityKinds,
  Release,
} from '@quarterdeck/plugin-dora-common';
import { bucketOf } from '@quarterdeck/plugin-portal-common';

const deploymentKinds = deploymentKindSchema.options;
const dayMs = 86_400_000;

/** Places of the parts of a day: more than there are value buckets. */
const mostParts = 1024;

/**
 * Counts by day of UTC and part of it, in one number: a part is a value bucket,
 * or the place of a kind in its list.
 */
export type Cells = Map<number, number[]>;

/** The cell of a day and a part. */
export const cellOf = (day: number, part: number) => day * mostParts + part;

/** @see cellOf */
export const dayOfCell = (cell: number) => Math.floor(cell / mostParts);

/** @see cellOf */
export const partOfCell = (cell: number) => cell % mostParts;

/** The tables of cells. */
export const cellTables = ['release', 'lead', 'stage', 'quality'] as const;

/** Cells of every table. */
export type AllCells = Record<(typeof cellTables)[number], Cells>;

/** Counts of a cell of `stage`: n, milliseconds, clamped, and two for each stage. */
const stageCounts = 3 + 2 * leadTimeStages.length;

/** No cells at all. */
export const noCells = (): AllCells => ({
  release: new Map(),
  lead: new Map(),
  stage: new Map(),
  quality: new Map(),
});

/** Adds to a cell. */
export function addToCell(
  cells: Cells,
  cell: number,
  counts: readonly number[],
): void {
  const known = cells.get(cell);
  if (!known) cells.set(cell, [...counts]);
  else for (let i = 0; i < counts.length; i++) known[i] += counts[i];
}

const dayOf = (moment: Moment) => Math.floor(moment / dayMs);
/** Times are kept as whole milliseconds, so that sums know no order. */
const toMs = (seconds: number) => Math.round(seconds * 1000);
const one = [1];

/** A cell's counts; noughts where it is new. */
function countsOf(cells: Cells, cell: number, length: number): number[] {
  const known = cells.get(cell);
  if (known) return known;
  const made = Array.from({ length }, () => 0);
  cells.set(cell, made);
  return made;
}

/** Adds a lead time, without a list of its own: there are millions. */
function addLeadTime(cells: AllCells, row: LeadTimeSample, day: number): void {
  countsOf(cells.lead, cellOf(day, bucketOf(row.seconds)), 1)[0] += 1;
  const counts = countsOf(cells.stage, cellOf(day, 0), stageCounts);
  counts[0] += 1;
  counts[1] += toMs(row.seconds);
  counts[2] += Number(row.clamped);
  let at = 3;
  for (const stage of leadTimeStages) {
    const seconds = row.stages[stage];
    if (seconds !== null) {
      counts[at] += toMs(seconds);
      counts[at + 1] += 1;
    }
    at += 2;
  }
}

/** Counts the samples of a service per day; absent `days`: every day. */
export function countCells(
  leadTimes: readonly LeadTimeSample[],
  releases: readonly Release[],
  quality: readonly QualityItem[],
  days?: ReadonlySet<number>,
): AllCells {
  const cells = noCells();
  const isAsked = (day: number) => !days || days.has(day);
  for (const row of releases) {
    if (!isAsked(dayOf(row.finishedAt))) continue;
    const kind = deploymentKinds.indexOf(row.kind);
    addToCell(
      cells.release,
      cellOf(dayOf(row.finishedAt), kind),
      [
        true,
        row.succeeded,
        row.met,
        row.met && row.failed,
        row.autoAborted,
        row.met && row.affected,
        row.met && row.rework,
      ].map(Number),
    );
  }
  for (const row of leadTimes) {
    const day = dayOf(row.deployedAt);
    if (!isAsked(day)) continue;
    addLeadTime(cells, row, day);
  }
  for (const { at, kind } of quality) {
    if (!isAsked(dayOf(at))) continue;
    addToCell(
      cells.quality,
      cellOf(dayOf(at), qualityKinds.indexOf(kind)),
      one,
    );
  }
  return cells;
}
