import { Knex } from 'knex';
import { leadTimeStages } from '@quarterdeck/plugin-dora-common';
import { BucketCount } from '@quarterdeck/plugin-portal-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { cutSlices, Slice } from '../service/slices';
import { everyServiceNo } from './dayCells';

/** Whose samples are read. */
export interface SampleSet {
  /** Every service there is: sums of all may be read. */
  everything: boolean;
  numbers: readonly number[];
}

const cellNumbers = ({ everything, numbers }: SampleSet) =>
  arrayLiteral(everything ? [everyServiceNo] : numbers);

/** A condition on the rows of samples, with its binding. */
export const ofServices = (set: SampleSet, column = 'service_no') =>
  set.everything
    ? { sql: 'true', bindings: [] }
    : {
        sql: `${column} = ANY(?::int[])`,
        bindings: [arrayLiteral(set.numbers)],
      };

const arraysOf = (
  parts: readonly { slice: number; from: string; to: string }[],
) => [
  arrayLiteral(parts.map(({ slice }) => slice)),
  arrayLiteral(parts.map(({ from }) => from)),
  arrayLiteral(parts.map(({ to }) => to)),
];

/** Cells of whole days and samples of the ends, summed per slice and part. */
async function readSums<Row>(
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
  table: {
    cells: string;
    /** Column of the key beside the day, or a constant. */
    part: string;
    counts: readonly string[];
    samples: string;
    time: string;
    /** The same counts of samples. */
    ofSamples: readonly string[];
  },
): Promise<Row[]> {
  const { days, edges } = cutSlices(slices);
  const match = ofServices(set, 's.service_no');
  const { cells, part, counts, samples, time, ofSamples } = table;
  const result = await knex.raw<{ rows: Row[] }>(
    `SELECT slice, part, ${counts
      .map(count => `sum(${count})::float8 AS ${count}`)
      .join(', ')}
     FROM (
       SELECT k.slice, s.${part} AS part, ${counts
      .map(c => `s.${c}`)
      .join(', ')}
       FROM unnest(?::int[], ?::date[], ?::date[]) AS k(slice, starts, ends)
       JOIN ${cells} s ON s.service_no = ANY(?::int[])
         AND s.day >= k.starts AND s.day < k.ends
       UNION ALL
       SELECT k.slice, s.${part}, ${ofSamples.join(', ')}
       FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) AS k(slice, starts, ends)
       JOIN ${samples} s ON s.${time} >= k.starts AND s.${time} < k.ends
         AND ${match.sql}
     ) sums GROUP BY slice, part`,
    [
      ...arraysOf(days),
      cellNumbers(set),
      ...arraysOf(edges),
      ...match.bindings,
    ],
  );
  return result.rows;
}

/** Releases of a slice and kind. */
export interface ReleaseSum {
  slice: number;
  part: string;
  releases: number;
  succeeded: number;
  met: number;
  failed: number;
  auto_aborted: number;
  affected: number;
  rework: number;
}

/** Releases per slice and kind. */
export const readReleaseSums = (
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
) =>
  readSums<ReleaseSum>(knex, set, slices, {
    cells: 'release_day',
    part: 'kind',
    counts: [
      'releases',
      'succeeded',
      'met',
      'failed',
      'auto_aborted',
      'affected',
      'rework',
    ],
    samples: 'release',
    time: 'finished_at',
    ofSamples: [
      '1',
      's.succeeded::int',
      's.met::int',
      '(s.met AND s.failed)::int',
      's.auto_aborted::int',
      '(s.met AND s.affected)::int',
      '(s.met AND s.rework)::int',
    ],
  });

/** Lead times per slice and value bucket. */
export async function readLeadCounts(
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
): Promise<BucketCount[][]> {
  const rows = await readSums<{ slice: number; part: number; n: number }>(
    knex,
    set,
    slices,
    {
      cells: 'lead_day',
      part: 'bucket',
      counts: ['n'],
      samples: 'lead_time',
      time: 'deployed_at',
      ofSamples: ['1'],
    },
  );
  const counts: BucketCount[][] = slices.map(() => []);
  for (const { slice, part, n } of rows) {
    counts[slice].push({ bucket: part, count: n });
  }
  for (const list of counts) list.sort((a, b) => a.bucket - b.bucket);
  return counts;
}

/** Sums of lead times and their stages, in milliseconds. */
export interface StageSum {
  n: number;
  ms: number;
  clamped: number;
  /** In the order of the stages. */
  stages: { ms: number; n: number }[];
}

const stageColumns = leadTimeStages.flatMap(stage => [
  `${stage}_ms`,
  `${stage}_n`,
]);

/** Lead times and their stages per slice. */
export async function readStageSums(
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
): Promise<StageSum[]> {
  const { days, edges } = cutSlices(slices);
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{
    rows: ({ slice: number } & Record<string, number>)[];
  }>(
    `SELECT slice, ${['n', 'ms', 'clamped', ...stageColumns]
      .map(name => `sum(${name})::float8 AS ${name}`)
      .join(', ')}
     FROM (
       SELECT k.slice, s.n, s.ms, s.clamped, ${stageColumns
         .map(name => `s.${name}`)
         .join(', ')}
       FROM unnest(?::int[], ?::date[], ?::date[]) AS k(slice, starts, ends)
       JOIN stage_day s ON s.service_no = ANY(?::int[])
         AND s.day >= k.starts AND s.day < k.ends
       UNION ALL
       SELECT k.slice, 1, s.ms, s.clamped::int, ${leadTimeStages
         .map(
           (_, i) =>
             `coalesce((s.stages::bigint[])[${i + 1}], 0),
              ((s.stages::bigint[])[${i + 1}] IS NOT NULL)::int`,
         )
         .join(', ')}
       FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) AS k(slice, starts, ends)
       JOIN lead_time s ON s.deployed_at >= k.starts AND s.deployed_at < k.ends
         AND ${match.sql}
     ) sums GROUP BY slice`,
    [
      ...arraysOf(days),
      cellNumbers(set),
      ...arraysOf(edges),
      ...match.bindings,
    ],
  );
  const found = new Map(result.rows.map(row => [row.slice, row]));
  return slices.map((_, slice) => {
    const row = found.get(slice);
    return {
      n: row?.n ?? 0,
      ms: row?.ms ?? 0,
      clamped: row?.clamped ?? 0,
      stages: leadTimeStages.map(stage => ({
        ms: row?.[`${stage}_ms`] ?? 0,
        n: row?.[`${stage}_n`] ?? 0,
      })),
    };
  });
}
