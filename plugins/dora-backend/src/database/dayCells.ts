import { Knex } from 'knex';
import {
  DoraSamples,
  leadTimeStages,
  Moment,
  Release,
} from '@quarterdeck/plugin-dora-common';
import { bucketOf } from '@quarterdeck/plugin-portal-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { leadTimeMs, stageMs } from './sampleTables';

/** A table that counts samples per service and UTC day. */
interface CellTable {
  name: string;
  /** The column of the key beside service and day, and its type. */
  part: readonly [name: string, type: string] | null;
  counts: readonly string[];
}

const stageCounts = leadTimeStages.flatMap(stage => [
  `${stage}_ms`,
  `${stage}_n`,
]);

const tables = {
  release: {
    name: 'release_day',
    part: ['kind', 'text'],
    counts: [
      'releases',
      'succeeded',
      'met',
      'failed',
      'auto_aborted',
      'affected',
      'rework',
    ],
  },
  lead: { name: 'lead_day', part: ['bucket', 'smallint'], counts: ['n'] },
  stage: {
    name: 'stage_day',
    part: null,
    counts: ['n', 'ms', 'clamped', ...stageCounts],
  },
  quality: { name: 'quality_day', part: ['kind', 'text'], counts: ['n'] },
} as const satisfies Record<string, CellTable>;

/** Counts by `day part`. */
type Cells = Map<string, number[]>;

const dayOf = (moment: Moment) => new Date(moment).toISOString().slice(0, 10);

function add(cells: Cells, key: string, counts: readonly number[]) {
  const known = cells.get(key);
  if (!known) cells.set(key, [...counts]);
  else counts.forEach((count, i) => (known[i] += count));
}

/** The cells of a service's samples. */
function cellsOf(
  samples: Pick<DoraSamples, 'leadTimes' | 'quality'>,
  releases: readonly Release[],
): Record<keyof typeof tables, Cells> {
  const cells = {
    release: new Map(),
    lead: new Map(),
    stage: new Map(),
    quality: new Map(),
  };
  for (const row of releases) {
    const flags = [row.succeeded, row.met, row.met && row.failed];
    add(cells.release, `${dayOf(row.finishedAt)} ${row.kind}`, [
      1,
      ...[
        ...flags,
        row.autoAborted,
        row.met && row.affected,
        row.met && row.rework,
      ].map(Number),
    ]);
  }
  for (const row of samples.leadTimes) {
    const day = dayOf(row.deployedAt);
    add(cells.lead, `${day} ${bucketOf(row.seconds)}`, [1]);
    add(cells.stage, `${day} `, [
      1,
      leadTimeMs(row),
      Number(row.clamped),
      ...stageMs(row).flatMap(ms => [ms ?? 0, ms === null ? 0 : 1]),
    ]);
  }
  for (const { at, kind } of samples.quality) {
    add(cells.quality, `${dayOf(at)} ${kind}`, [1]);
  }
  return cells;
}

const columnsOf = ({ part, counts }: CellTable) => [
  'day',
  ...(part ? [part[0]] : []),
  ...counts,
];

/** Adds to cells of one service number, and drops what has come to nothing. */
async function addCells(
  tx: Knex,
  table: CellTable,
  serviceNo: number,
  cells: readonly (readonly [string, readonly number[]])[],
): Promise<void> {
  if (cells.length === 0) return;
  const { name, part, counts } = table;
  const columns = columnsOf(table);
  const types = [
    'date',
    ...(part ? [part[1]] : []),
    ...counts.map(() => 'bigint'),
  ];
  const keys = ['service_no', 'day', ...(part ? [part[0]] : [])];
  const keyOf = (key: string) => {
    const space = key.indexOf(' ');
    return [key.slice(0, space), key.slice(space + 1)];
  };
  const arrays = [
    arrayLiteral(cells.map(([key]) => keyOf(key)[0])),
    ...(part ? [arrayLiteral(cells.map(([key]) => keyOf(key)[1]))] : []),
    ...counts.map((_, i) => arrayLiteral(cells.map(([, row]) => row[i]))),
  ];
  await tx.raw(
    `INSERT INTO ${name} AS t (service_no, ${columns.join(', ')})
     SELECT ?, * FROM unnest(${types.map(type => `?::${type}[]`).join(', ')})
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${counts
      .map(count => `${count} = t.${count} + excluded.${count}`)
      .join(', ')}`,
    [serviceNo, ...arrays],
  );
  // What is taken away may leave a cell with nothing.
  if (cells.some(([, row]) => row[0] < 0)) {
    await tx.raw(
      `DELETE FROM ${name} WHERE service_no = ? AND ${counts[0]} = 0
       AND day = ANY(?::date[])`,
      [serviceNo, arrays[0]],
    );
  }
}

/** What has to be added to the stored cells of a service. */
async function differences(
  tx: Knex,
  table: CellTable,
  serviceNo: number,
  cells: Cells,
) {
  const { name, part, counts } = table;
  const result = await tx.raw<{ rows: { key: string; counts: string[] }[] }>(
    `SELECT to_char(day, 'YYYY-MM-DD') || ' ' || ${
      part ? part[0] : "''"
    } AS key,
       ARRAY[${counts
         .map(count => `${count}::bigint`)
         .join(', ')}]::text[] AS counts
     FROM ${name} WHERE service_no = ?`,
    [serviceNo],
  );
  const left = new Map(
    result.rows.map(row => [row.key, row.counts.map(Number)]),
  );
  const changes: [string, number[]][] = [];
  for (const [key, now] of cells) {
    const before = left.get(key);
    left.delete(key);
    const change = now.map((count, i) => count - (before?.[i] ?? 0));
    if (change.some(count => count !== 0)) changes.push([key, change]);
  }
  for (const [key, before] of left) {
    changes.push([key, before.map(count => -count)]);
  }
  return changes.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The number of all services together. */
export const everyServiceNo = 0;

const tableNames = ['release', 'lead', 'stage', 'quality'] as const;

/** What several services add to the cells of all together. */
export class EveryServiceCells {
  private readonly cells: Record<(typeof tableNames)[number], Cells> = {
    release: new Map(),
    lead: new Map(),
    stage: new Map(),
    quality: new Map(),
  };

  add(
    name: (typeof tableNames)[number],
    changes: readonly (readonly [string, readonly number[]])[],
  ): void {
    for (const [key, counts] of changes) add(this.cells[name], key, counts);
  }

  /** Writes them, once for all services of a transaction. */
  async write(tx: Knex): Promise<void> {
    for (const name of tableNames) {
      const changes = [...this.cells[name]]
        .filter(([, counts]) => counts.some(count => count !== 0))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      await addCells(tx, tables[name], everyServiceNo, changes);
    }
  }
}

/** Makes the cells of a service what its samples say, and notes the difference. */
export async function writeCells(
  tx: Knex,
  serviceNo: number,
  samples: Pick<DoraSamples, 'leadTimes' | 'quality'>,
  releases: readonly Release[],
  every: EveryServiceCells,
): Promise<void> {
  const cells = cellsOf(samples, releases);
  for (const name of tableNames) {
    const changes = await differences(tx, tables[name], serviceNo, cells[name]);
    await addCells(tx, tables[name], serviceNo, changes);
    every.add(name, changes);
  }
}
