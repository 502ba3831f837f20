import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { cellNumbers, ofServices, SampleSet } from './sampleSet';

const dayMs = 86_400_000;
const iso = (moment: number) => new Date(moment).toISOString();

/** Where parts of time meet, moved to the UTC midnights that cells know. */
export interface CellBounds {
  /** Dates, one per bound. */
  days: string[];
  /** What lies between a bound and its midnight: never more than twelve hours. */
  edges: { bound: number; sign: 1 | -1; from: string; to: string }[];
}

/**
 * Cells count whole days of UTC; a bound within a day goes to the midnight next
 * to it, and the samples between the two are put on the right side again.
 */
export function cellBounds(bounds: readonly number[]): CellBounds {
  const edges: CellBounds['edges'] = [];
  const days = bounds.map((bound, i) => {
    const midnight = Math.round(bound / dayMs) * dayMs;
    if (bound !== midnight) {
      edges.push({
        bound: i,
        sign: bound > midnight ? 1 : -1,
        from: iso(Math.min(bound, midnight)),
        to: iso(Math.max(bound, midnight)),
      });
    }
    return iso(midnight).slice(0, 10);
  });
  return { days, edges };
}

/** A table of cells with the samples it counts. */
export interface CountedTable {
  cells: string;
  /** Column of the key beside the day, or a constant. */
  key: string;
  counts: readonly string[];
  /** Rows of samples, as `s`. */
  samples: string;
  time: string;
  /** The same counts of a sample. */
  ofSamples: readonly string[];
}

/** Counts of a part; `no`: the service, 0 when they are pooled. */
export interface PartSum {
  no: number;
  part: number;
  key: string;
  counts: number[];
}

/** Sums per part of time and key: cells of whole days, samples next to the bounds. */
export async function readPartSums(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  table: CountedTable,
  each = false,
): Promise<PartSum[]> {
  const { days, edges } = cellBounds(bounds);
  const { cells, key, counts, samples, time, ofSamples } = table;
  const no = each ? 's.service_no' : '0';
  const sums = (of: readonly string[]) =>
    of.map((count, i) => `sum(${count})::float8 AS c${i}`).join(', ');
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{
    rows: ({ no: number; part: number | null; bound: number | null } & {
      key: string;
    } & Record<string, number>)[];
  }>(
    `SELECT ${no} AS no, width_bucket(s.day, ?::date[]) - 1 AS part,
       NULL::int AS bound, ${key} AS key, ${sums(counts.map(c => `s.${c}`))}
     FROM ${cells} s
     WHERE s.service_no = ANY(?::int[]) AND s.day >= ?::date AND s.day < ?::date
     GROUP BY 1, 2, 4
     ${
       edges.length === 0
         ? ''
         : `UNION ALL
     SELECT e.no, NULL, k.bound, e.key, ${counts
       .map((_, i) => `e.c${i}`)
       .join(', ')}
     FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) AS k(bound, starts, ends),
       -- Summed within, or the planner takes a range of hours for a ninth of all.
       LATERAL (
         SELECT ${no} AS no, ${key} AS key, ${sums(ofSamples)} FROM ${samples}
         WHERE s.${time} >= k.starts AND s.${time} < k.ends AND ${match.sql}
         GROUP BY 1, 2
       ) e`
     }`,
    [
      arrayLiteral(days),
      cellNumbers(set),
      days[0],
      days[days.length - 1],
      ...(edges.length === 0
        ? []
        : [
            arrayLiteral(edges.map(({ bound }) => bound)),
            arrayLiteral(edges.map(({ from }) => from)),
            arrayLiteral(edges.map(({ to }) => to)),
            ...match.bindings,
          ]),
    ],
  );
  const signs = new Map(edges.map(({ bound, sign }) => [bound, sign]));
  return result.rows.flatMap(row => {
    const of = (part: number, sign: number): PartSum => ({
      no: row.no,
      part,
      key: row.key,
      counts: counts.map((_, i) => sign * row[`c${i}`]),
    });
    if (row.bound === null) return [of(row.part ?? 0, 1)];
    const sign = signs.get(row.bound) ?? 1;
    // The outermost bounds have one side only.
    return [
      ...(row.bound > 0 ? [of(row.bound - 1, sign)] : []),
      ...(row.bound < bounds.length - 1 ? [of(row.bound, -sign)] : []),
    ];
  });
}
