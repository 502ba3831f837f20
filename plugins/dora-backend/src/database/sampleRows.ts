import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { BinaryRows } from './binaryRows';
import { RowCopies } from './copyRows';
import { ShortHash } from './shortHash';

/** A value of a column of samples. */
type Value = string | number | boolean | null;

/** A column of samples: how to read it off a row, and how it is written. */
interface SampleColumn<Row> {
  name: string;
  type: keyof typeof told;
  value: (row: Row) => Value;
}

/** A table of samples of services, and how its rows are written. */
export interface SampleTable<Row> {
  name: string;
  /** The column that names a row within its service. */
  key: string;
  keyOf: (row: Row) => string;
  /** The deployment it hangs on; null: on none. */
  ownerOf: (row: Row) => string | null;
  owner: string;
  /** What puts it into days: figures of these are others with it. */
  times: readonly { column: string; of: (row: Row) => number | null }[];
  columns: readonly SampleColumn<Row>[];
  /** What is kept as a document, in the column `body`. */
  body?: (row: Row) => string;
}

/** The rows that a service is to have. */
export interface ServiceSamples<Row> {
  no: number;
  /** Nothing was ever computed of it: there is nothing to compare with. */
  isNew: boolean;
  rows: readonly Row[];
}

const asText = (name: string) => `${name}::text`;

/** How columns are compared, by their type. */
const told = {
  text: (name: string) => name,
  boolean: asText,
  bigint: asText,
  smallint: asText,
  moment: (name: string) =>
    `(extract(epoch FROM ${name}) * 1000)::bigint::text`,
} as const;

/** What stands between the columns where rows are compared. */
const between = '\u0001';

const dayMs = 86_400_000;
const dayOf = (moment: number | null) =>
  moment === null ? null : Math.floor(moment / dayMs);

/** All of a row, as {@link storedRows} tells it. */
const textOf = <Row>({ columns, body }: SampleTable<Row>, row: Row) =>
  columns.map(({ value }) => value(row)).join(between) +
  (body ? body(row) : '');

/** Rows about to be written. */
export class NewRows<Row> {
  private readonly rows = new BinaryRows();

  constructor(private readonly table: SampleTable<Row>) {}

  add(no: number, row: Row, hash?: ShortHash): void {
    const { columns, keyOf, body } = this.table;
    const { rows } = this;
    rows.row(columns.length + (body ? 3 : 2));
    rows.value('int', no);
    // The same service may have another number.
    const behindNumber = rows.offset;
    rows.value('text', keyOf(row));
    for (const { type, value } of columns) rows.value(type, value(row));
    if (body) rows.value('text', body(row));
    if (hash) rows.addTo(hash, behindNumber);
  }

  /**
   * Adds rows to the digests of the deployments they hang on; those of new
   * services are written as they are.
   */
  digest(
    { no, isNew, rows }: ServiceSamples<Row>,
    digests: ReadonlyMap<string, ShortHash>,
  ): void {
    const { ownerOf } = this.table;
    let last: string | null = null;
    let hash: ShortHash | undefined;
    for (const row of rows) {
      const owner = ownerOf(row);
      // Those of a deployment mostly follow each other.
      if (owner !== last) {
        last = owner;
        hash = owner === null ? undefined : digests.get(owner);
      }
      if (!isNew && !hash) continue;
      this.add(no, row, hash);
      if (!isNew) this.rows.dropRow();
    }
  }

  addTo(copies: RowCopies): void {
    const { name, key, columns, body } = this.table;
    const names = ['service_no', key, ...columns.map(column => column.name)];
    if (body) names.push('body');
    copies.add(name, names, this.rows);
  }
}

/** A row that is stored: what it says, where it lies, and in which days. */
interface Stored {
  no: number;
  text: string;
  ctid: string;
  days: (number | null)[];
}

/** The rows that services have of deployments that are not as they were, by `no key`. */
async function storedRows<Row>(
  tx: Knex,
  { name, key, owner, times, columns, body }: SampleTable<Row>,
  numbers: readonly number[],
  unmoved: readonly string[],
): Promise<Map<string, Stored>> {
  if (numbers.length === 0) return new Map();
  const texts = columns.map(column => told[column.type](column.name));
  const result = await tx.raw<{ rows: (Stored & { key: string })[] }>(
    `SELECT service_no AS no, ${key} AS key, t.ctid::text,
       concat(${texts.join(`, E'\\x01', `)}${body ? ', body' : ''}) AS text,
       ARRAY[${times
         .map(
           ({ column }) => `floor(extract(epoch FROM ${column}) / 86400)::int`,
         )
         .join(', ')}]::int[] AS days
     FROM ${name} t WHERE service_no = ANY(?::int[])
       AND NOT EXISTS (SELECT FROM unnest(?::text[]) AS u(id) WHERE u.id = t.${owner})`,
    [arrayLiteral(numbers), arrayLiteral(unmoved)],
  );
  return new Map(result.rows.map(row => [`${row.no} ${row.key}`, row]));
}

/** Days of services in which something was written or went. */
export class TouchedDays {
  private readonly days = new Map<number, Set<number>>();

  add(no: number, day: number | null): void {
    if (day === null) return;
    const known = this.days.get(no);
    if (known) known.add(day);
    else this.days.set(no, new Set([day]));
  }

  of(no: number): ReadonlySet<number> {
    return this.days.get(no) ?? new Set();
  }
}

/**
 * Makes the rows of services what they are to be. Only what differs is
 * written, so that a late event costs what it changes. Nobody else writes
 * samples meanwhile (`lockSamples`): rows stay where they were read.
 *
 * @param known services of which something is stored
 * @param unmoved deployments that are as they were, with all that hangs on them
 * @param added takes the rows that are to be written
 */
export async function writeSamples<Row>(
  tx: Knex,
  table: SampleTable<Row>,
  known: readonly ServiceSamples<Row>[],
  unmoved: ReadonlySet<string>,
  days: TouchedDays,
  added: NewRows<Row>,
): Promise<void> {
  const { keyOf, ownerOf, times } = table;
  const stored = await storedRows(
    tx,
    table,
    known.map(({ no }) => no),
    [...unmoved],
  );
  for (const { no, rows } of known) {
    for (const row of rows) {
      const owner = ownerOf(row);
      if (owner !== null && unmoved.has(owner)) continue;
      const place = `${no} ${keyOf(row)}`;
      if (stored.get(place)?.text === textOf(table, row)) {
        stored.delete(place);
        continue;
      }
      added.add(no, row);
      for (const { of } of times) days.add(no, dayOf(of(row)));
    }
  }
  // What is left differs, or is no more.
  if (stored.size > 0) {
    const left = [...stored.values()];
    for (const row of left) {
      for (const day of row.days) days.add(row.no, day);
    }
    await tx.raw(`DELETE FROM ${table.name} WHERE ctid = ANY(?::tid[])`, [
      arrayLiteral(left.map(({ ctid }) => ctid)),
    ]);
  }
}
