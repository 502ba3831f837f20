import { Knex } from 'knex';
import { CellTable, cellTable, countType } from './cellTable';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import {
  addToCell,
  AllCells,
  cellOf,
  Cells,
  cellTables,
  dayOfCell,
  noCells,
  partOfCell,
} from './countCells';
import { RowCopies } from './copyRows';
import { BinaryRows } from './binaryRows';

/** What is added to a cell of a service. */
interface Change {
  no: number;
  cell: number;
  counts: readonly number[];
}

/** The number of all services together. */
export const everyServiceNo = 0;

/** Adds to cells, and drops what has come to nothing. */
async function addChanges(
  tx: Knex,
  { name, part, counts }: CellTable,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const columns = ['service_no', 'day', ...(part ? [part.column] : [])];
  const sent = [
    'int',
    'int',
    ...(part ? [part.type] : []),
    ...counts.map(() => 'bigint'),
  ];
  const conflict = `ON CONFLICT (${columns.join(', ')}) DO UPDATE SET ${counts
    .map(count => `${count} = t.${count} + excluded.${count}`)
    .join(', ')}`;
  const numbers = arrayLiteral(changes.map(({ no }) => no));
  const days = arrayLiteral(changes.map(({ cell }) => dayOfCell(cell)));
  const parts = changes.map(({ cell }) => partOfCell(cell));
  await tx.raw(
    `INSERT INTO ${name} AS t (${[...columns, ...counts].join(', ')})
     SELECT service_no, date '1970-01-01' + day${
       part ? `, ${part.column}` : ''
     }, ${counts.join(', ')}
     FROM unnest(${sent.map(type => `?::${type}[]`).join(', ')})
       AS s(${[...columns, ...counts].join(', ')})
     ${conflict}`,
    [
      numbers,
      days,
      ...(part
        ? [arrayLiteral(parts.map(place => part.names[place] ?? place))]
        : []),
      ...counts.map((_, i) => arrayLiteral(changes.map(row => row.counts[i]))),
    ],
  );
  // What is taken away may leave a cell with nothing.
  const less = changes.filter(row => row.counts[0] < 0);
  if (less.length === 0) return;
  await tx.raw(
    `DELETE FROM ${name} t USING (
       SELECT DISTINCT service_no, date '1970-01-01' + day AS day
       FROM unnest(?::int[], ?::int[]) AS s(service_no, day)) k
     WHERE t.service_no = k.service_no AND t.day = k.day AND t.${counts[0]} = 0`,
    [
      arrayLiteral(less.map(({ no }) => no)),
      arrayLiteral(less.map(({ cell }) => dayOfCell(cell))),
    ],
  );
}

/** Rows of the cells of services of which nothing is stored yet. */
function copyTable(
  copies: RowCopies,
  { name, part, counts }: CellTable,
  services: readonly { no: number; cells: Cells }[],
): void {
  const columns = ['service_no', 'day', ...(part ? [part.column] : [])];
  const types = counts.map(countType);
  const rows = new BinaryRows();
  for (const { no, cells } of services) {
    for (const cell of [...cells.keys()].sort((a, b) => a - b)) {
      rows.row(columns.length + counts.length);
      rows.value('int', no);
      rows.value('day', dayOfCell(cell));
      const place = partOfCell(cell);
      if (part) rows.value(part.type, part.names[place] ?? place);
      cells.get(cell)?.forEach((count, i) => rows.value(types[i], count));
    }
  }
  copies.add(name, [...columns, ...counts], rows);
}

/** Rows of all cells of services of which nothing is stored yet. */
export function copyCells(
  copies: RowCopies,
  services: readonly { no: number; cells: AllCells }[],
): void {
  for (const name of cellTables) {
    copyTable(
      copies,
      cellTable[name],
      services.map(({ no, cells }) => ({ no, cells: cells[name] })),
    );
  }
}

/** The stored cells of some days of services. */
async function storedCells(
  tx: Knex,
  { name, part, counts }: CellTable,
  services: readonly ServiceCells[],
): Promise<Map<number, Cells>> {
  const places = services.flatMap(({ no, days }) =>
    [...days].map(day => ({ no, day })),
  );
  const stored = new Map(services.map(({ no }) => [no, new Map() as Cells]));
  if (places.length === 0) return stored;
  const result = await tx.raw<{
    rows: { no: number; day: number; part: string; counts: string }[];
  }>(
    `SELECT service_no AS no, day - date '1970-01-01' AS day, ${
      part ? part.column : '0'
    } AS part, concat_ws(' ', ${counts.join(', ')}) AS counts
     FROM unnest(?::int[], ?::int[]) AS k(no, at)
     JOIN ${name} ON service_no = k.no AND day = date '1970-01-01' + k.at`,
    [
      arrayLiteral(places.map(({ no }) => no)),
      arrayLiteral(places.map(({ day }) => day)),
    ],
  );
  const parts = new Map(part?.names.map((word, place) => [word, place]));
  for (const row of result.rows) {
    const cell = cellOf(row.day, parts.get(row.part) ?? Number(row.part));
    stored.get(row.no)?.set(cell, row.counts.split(' ').map(Number));
  }
  return stored;
}

/** What has to be added to the stored cells, so that they are what they are to be. */
function differences(no: number, cells: Cells, stored: Cells): Change[] {
  const changes: Change[] = [];
  for (const [cell, now] of cells) {
    const before = stored.get(cell);
    stored.delete(cell);
    const counts = before ? now.map((count, i) => count - before[i]) : now;
    if (counts.some(count => count !== 0)) changes.push({ no, cell, counts });
  }
  for (const [cell, before] of stored) {
    changes.push({ no, cell, counts: before.map(count => -count) });
  }
  return changes;
}

const inOrder = (changes: Change[]) =>
  changes.sort((a, b) => a.no - b.no || a.cell - b.cell);

/** What several services add to the cells of all together. */
export class EveryServiceCells {
  private readonly cells = noCells();

  add(name: keyof AllCells, changes: readonly Change[]): void {
    for (const { cell, counts } of changes) {
      addToCell(this.cells[name], cell, counts);
    }
  }

  addCells(name: keyof AllCells, cells: Cells): void {
    for (const [cell, counts] of cells) {
      addToCell(this.cells[name], cell, counts);
    }
  }

  /** Writes them, once for all services of a transaction. */
  async write(tx: Knex): Promise<void> {
    for (const name of cellTables) {
      const changes = [...this.cells[name]]
        .filter(([, counts]) => counts.some(count => count !== 0))
        .map(([cell, counts]) => ({ no: everyServiceNo, cell, counts }));
      await addChanges(tx, cellTable[name], inOrder(changes));
    }
  }
}

/** The cells that a service is to have in some days. */
export interface ServiceCells {
  no: number;
  /** Nothing was ever computed of it: these are all its days. */
  isNew: boolean;
  days: ReadonlySet<number>;
  cells: AllCells;
}

/** Makes the cells of services what their samples say, and notes the difference. */
export async function writeCells(
  tx: Knex,
  services: readonly ServiceCells[],
  copies: RowCopies,
  every: EveryServiceCells,
): Promise<void> {
  const known = services.filter(({ isNew }) => !isNew);
  const fresh = services.filter(({ isNew }) => isNew);
  copyCells(copies, fresh);
  for (const name of cellTables) {
    const stored = await storedCells(tx, cellTable[name], known);
    const changed = known.flatMap(({ no, cells }) =>
      differences(no, cells[name], stored.get(no) ?? new Map()),
    );
    await addChanges(tx, cellTable[name], inOrder(changed));
    every.add(name, changed);
    for (const { cells } of fresh) every.addCells(name, cells[name]);
  }
}
