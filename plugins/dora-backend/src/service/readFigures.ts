import { Knex } from 'knex';
import { Quantiles } from '@quarterdeck/plugin-dora-common';
import { PartValues, readLeadValues } from '../database/leadTimeReads';
import {
  readDeploymentDays,
  readRecoveryValues,
  RecoveryBy,
} from '../database/recoveryReads';
import { SampleSet } from '../database/sampleSet';
import {
  noStages,
  readReleaseSums,
  readStageSums,
  StageSum,
} from '../database/sliceReads';
import { dayPieces } from './calendarDays';
import { DayPiece, KeptParts, PartMemory } from './keptParts';
import { AskedSlices, ReadFigures } from './measured';
import { pooledLeadTimes } from './pooledLeadTimes';
import { quantilesOfValues } from './quantileFigures';
import { releaseFigures } from './releaseFigures';
import { TimeParts, timeParts } from './timeParts';

/** Up to so many lead times are read themselves; of more, counts lead to the value. */
const usualMost = 60_000;

/** How figures are read. */
export interface ReadOptions {
  zone: string;
  recoveryBy: RecoveryBy;
  /** Figures of each service, not of all together. */
  each?: boolean;
  mostValues?: number;
  /** Where parts of all services together are kept. */
  parts?: PartMemory;
}

/** What was read of slices. */
export interface FiguresRead {
  wholes: (ReadFigures & { stages: StageSum })[];
  buckets: ReadFigures[];
}

/** Rows of each service (0: pooled) by their part of time. */
function byPart<Row extends { no: number; part: number }>(
  rows: readonly Row[],
): Map<number, Map<number, Row[]>> {
  const found = new Map<number, Map<number, Row[]>>();
  for (const row of rows) {
    const own = found.get(row.no) ?? new Map<number, Row[]>();
    found.set(row.no, own);
    const list = own.get(row.part);
    if (list) list.push(row);
    else own.set(row.part, [row]);
  }
  return found;
}

/** Of all services together, lists of parts in their order. */
const pooledParts = <Row>(lists: readonly Row[][]) =>
  new Map([[0, new Map(lists.map((list, part) => [part, list]))]]);

/** Days on which something arrived, of each service (0: pooled). */
async function readArrivals(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  zone: string,
  each: boolean,
): Promise<Map<number, DayPiece[]>> {
  const pieces = dayPieces(bounds, zone);
  const found = await readDeploymentDays(knex, set, pieces.bounds, each);
  return new Map(
    [...found].map(([no, places]) => [
      no,
      places.map(piece => ({
        from: pieces.bounds[piece],
        day: pieces.days[piece],
      })),
    ]),
  );
}

const within = <Row>(
  rows: Map<number, Row[]> | undefined,
  { first, end }: TimeParts['spans'][number],
): Row[] => {
  const list: Row[] = [];
  for (let part = first; rows && part < end; part++) {
    list.push(...(rows.get(part) ?? []));
  }
  return list;
};

function addStages(sums: readonly { sum: StageSum }[]): StageSum {
  const total = noStages();
  for (const { sum } of sums) {
    total.n += sum.n;
    total.ms += sum.ms;
    total.clamped += sum.clamped;
    sum.stages.forEach(({ ms, n }, i) => {
      total.stages[i].ms += ms;
      total.stages[i].n += n;
    });
  }
  return total;
}

/** Services in groups that have no more than so many samples each. */
function groupsOf(
  counts: ReadonlyMap<number, number>,
  most: number,
): number[][] {
  const groups: number[][] = [[]];
  let size = 0;
  for (const [no, n] of counts) {
    if (size > 0 && size + n > most) {
      groups.push([]);
      size = 0;
    }
    groups[groups.length - 1].push(no);
    size += n;
  }
  return groups;
}

/**
 * The metrics of slices: of all services of a set together (under number 0), or
 * of each. Takes as many statements as there are tables, however many slices
 * and services. `wholes` have to cover the buckets: they say how much there is.
 */
export async function readFigures(
  knex: Knex,
  set: SampleSet,
  { wholes, buckets }: AskedSlices,
  options: ReadOptions,
): Promise<Map<number, FiguresRead>> {
  const { zone, recoveryBy, each = false, mostValues = usualMost } = options;
  const slices = [...wholes, ...buckets];
  const parts = timeParts(slices);
  const { bounds, spans } = parts;
  const large = timeParts(wholes);
  const owners = each ? set.numbers : [0];
  const kept =
    options.parts && set.everything && !each
      ? await KeptParts.of(knex, set, bounds, options.parts, options)
      : undefined;

  const readStages = readStageSums(knex, set, large.bounds, each).then(byPart);
  const stagesOf = async (no: number) => {
    const own = (await readStages).get(no);
    return large.spans.map(span => addStages(within(own, span)));
  };
  const readLeads = async (): Promise<Map<number, Quantiles[]>> => {
    const counts = new Map<number, number>();
    for (const no of owners) {
      const sums = await stagesOf(no);
      counts.set(
        no,
        sums.reduce((sum, { n }) => sum + n, 0),
      );
    }
    const leads = new Map<number, Quantiles[]>();
    const many = owners.filter(no => (counts.get(no) ?? 0) > mostValues);
    for (const no of many) {
      const own = each ? { everything: false, numbers: [no] } : set;
      leads.set(
        no,
        await pooledLeadTimes(knex, own, parts, slices, wholes.length, kept),
      );
      counts.delete(no);
    }
    for (const group of groupsOf(counts, 4 * mostValues)) {
      if (group.length === 0) continue;
      const own = each ? { everything: false, numbers: group } : set;
      const values = byPart<PartValues>(
        await readLeadValues(knex, own, bounds, each),
      );
      for (const no of group) {
        leads.set(
          no,
          spans.map(span =>
            quantilesOfValues(within(values.get(no), span).map(({ ms }) => ms)),
          ),
        );
      }
    }
    return leads;
  };

  const [releases, recoveries, arrived, leads] = await Promise.all([
    kept
      ? kept.releases().then(pooledParts)
      : readReleaseSums(knex, set, bounds, each).then(byPart),
    kept
      ? kept.recoveries().then(pooledParts)
      : readRecoveryValues(knex, set, bounds, recoveryBy, each).then(byPart),
    kept
      ? kept.arrivals().then(days => new Map([[0, days]]))
      : readArrivals(knex, set, bounds, zone, each),
    readLeads(),
  ]);

  const figures = new Map<number, FiguresRead>();
  for (const no of owners) {
    const days = arrived.get(no) ?? [];
    const lead = leads.get(no) ?? [];
    const read = slices.map((slice, i): ReadFigures => {
      const recovered = within(recoveries.get(no), spans[i]);
      return {
        lead: lead[i],
        ...releaseFigures(within(releases.get(no), spans[i])),
        deploymentDays: new Set(
          days
            .filter(({ from }) => from >= slice.from && from < slice.to)
            .map(({ day }) => day),
        ).size,
        recovery: quantilesOfValues(recovered.map(({ ms }) => ms)),
        recoveriesClamped: recovered.reduce((n, row) => n + row.clamped, 0),
      };
    });
    const stages = await stagesOf(no);
    figures.set(no, {
      wholes: stages.map((sum, i) => ({ ...read[i], stages: sum })),
      buckets: read.slice(wholes.length),
    });
  }
  return figures;
}
