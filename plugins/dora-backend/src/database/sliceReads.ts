import { Knex } from 'knex';
import { leadTimeStages } from '@quarterdeck/plugin-dora-common';
import { CountedTable, PartSum, readPartSums } from './partSums';
import { SampleSet } from './sampleSet';

const releases: CountedTable = {
  cells: 'release_day',
  key: 's.kind',
  counts: [
    'releases',
    'succeeded',
    'met',
    'failed',
    'auto_aborted',
    'affected',
    'rework',
  ],
  samples: 'release s',
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
};

/** Releases of a part of time and kind. */
export interface ReleaseSum {
  no: number;
  part: number;
  kind: string;
  succeeded: number;
  met: number;
  failed: number;
  autoAborted: number;
  affected: number;
  rework: number;
}

const toReleaseSum = ({ no, part, key, counts }: PartSum): ReleaseSum => {
  const [, succeeded, met, failed, autoAborted, affected, rework] = counts;
  return {
    no,
    part,
    kind: key,
    succeeded,
    met,
    failed,
    autoAborted,
    affected,
    rework,
  };
};

/** Releases per part of time and kind. */
export async function readReleaseSums(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  each: boolean,
): Promise<ReleaseSum[]> {
  return (await readPartSums(knex, set, bounds, releases, each)).map(
    toReleaseSum,
  );
}

/** How many lead times, and their milliseconds, per part of time. */
export async function readLeadSums(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
): Promise<{ n: number; ms: number }[]> {
  const sums = bounds.slice(1).map(() => ({ n: 0, ms: 0 }));
  const rows = await readPartSums(knex, set, bounds, {
    cells: 'stage_day',
    key: "''",
    counts: ['n', 'ms'],
    samples: 'lead_time s',
    time: 'deployed_at',
    ofSamples: ['1', 's.ms'],
  });
  for (const { part, counts } of rows) {
    sums[part].n += counts[0];
    sums[part].ms += counts[1];
  }
  return sums;
}

/** Sums of lead times and their stages, in milliseconds. */
export interface StageSum {
  n: number;
  ms: number;
  clamped: number;
  /** In the order of the stages. */
  stages: { ms: number; n: number }[];
}

/** The sum of none. */
export const noStages = (): StageSum => ({
  n: 0,
  ms: 0,
  clamped: 0,
  stages: leadTimeStages.map(() => ({ ms: 0, n: 0 })),
});

const stages: CountedTable = {
  cells: 'stage_day',
  key: "''",
  counts: [
    'n',
    'ms',
    'clamped',
    ...leadTimeStages.flatMap(stage => [`${stage}_ms`, `${stage}_n`]),
  ],
  // Read once a row, not once a stage.
  samples: `lead_time s CROSS JOIN LATERAL (
    SELECT s.stages::bigint[] AS told OFFSET 0) p`,
  time: 'deployed_at',
  ofSamples: [
    '1',
    's.ms',
    's.clamped::int',
    ...leadTimeStages.flatMap((_, i) => [
      `coalesce(p.told[${i + 1}], 0)`,
      `(p.told[${i + 1}] IS NOT NULL)::int`,
    ]),
  ],
};

/** Lead times and their stages per part of time. */
export async function readStageSums(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  each: boolean,
): Promise<{ no: number; part: number; sum: StageSum }[]> {
  const rows = await readPartSums(knex, set, bounds, stages, each);
  return rows.map(({ no, part, counts }) => ({
    no,
    part,
    sum: {
      n: counts[0],
      ms: counts[1],
      clamped: counts[2],
      stages: leadTimeStages.map((_, i) => ({
        ms: counts[3 + 2 * i],
        n: counts[4 + 2 * i],
      })),
    },
  }));
}
