import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { BinaryRows } from './binaryRows';
import { RowCopies } from './copyRows';

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
  /** What puts it into a day of the cells. */
  time?: { column: string; of: (row: Row) => number };
  columns: readonly SampleColumn<Row>[];
  /** What is kept as a document, in the column `body`. */
  body?: (row: Row) => string;
}

/** The rows that a service is to have. */
export interface ServiceLines {
  no: number;
  /** Nothing was ever computed of it: there is nothing to compare with. */
  isNew: boolean;
  lines: readonly Line[];
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

/** A row about to be compared and written. */
export interface Line {
  key: string;
  owner: string | null;
  /** Day of UTC whose cells count it; null: no cell does. */
  day: number | null;
  values: Value[];
  body: string;
}

/** Rows as they are to be written. */
export const linesOf = <Row>(
  { keyOf, ownerOf, time, columns, body }: SampleTable<Row>,
  rows: readonly Row[],
): Line[] =>
  rows.map(row => ({
    key: keyOf(row),
    owner: ownerOf(row),
    day: time ? Math.floor(time.of(row) / dayMs) : null,
    values: columns.map(column => column.value(row)),
    body: body ? body(row) : '',
  }));

/** All of it, as {@link storedRows} tells it. */
const lineText = ({ values, body }: Line) => values.join(between) + body;

/** Rows about to be written. */
class NewRows<Row> {
  private readonly rows = new BinaryRows();

  constructor(private readonly table: SampleTable<Row>) {}

  add(no: number, { key, values, body }: Line): void {
    const { columns, body: hasBody } = this.table;
    this.rows.row(columns.length + (hasBody ? 3 : 2));
    this.rows.value('int', no);
    this.rows.value('text', key);
    for (let i = 0; i < values.length; i++) {
      this.rows.value(columns[i].type, values[i]);
    }
    if (hasBody) this.rows.value('text', body);
  }

  addTo(copies: RowCopies): void {
    const { name, key, columns, body } = this.table;
    const names = ['service_no', key, ...columns.map(column => column.name)];
    if (body) names.push('body');
    copies.add(name, names, this.rows);
  }
}

/** A row that is stored: what it says, where it lies, and in which day. */
interface Stored {
  no: number;
  text: string;
  ctid: string;
  day: number | null;
}

/** The rows that services have of deployments that are not as they were, by `no key`. */
async function storedRows<Row>(
  tx: Knex,
  { name, key, owner, time, columns, body }: SampleTable<Row>,
  numbers: readonly number[],
  unmoved: readonly string[],
): Promise<Map<string, Stored>> {
  if (numbers.length === 0) return new Map();
  const texts = columns.map(column => told[column.type](column.name));
  const result = await tx.raw<{ rows: (Stored & { key: string })[] }>(
    `SELECT service_no AS no, ${key} AS key, t.ctid::text,
       concat(${texts.join(`, E'\\x01', `)}${body ? ', body' : ''}) AS text,
       ${
         time
           ? `floor(extract(epoch FROM ${time.column}) / 86400)::int`
           : 'NULL'
       } AS day
     FROM ${name} t WHERE service_no = ANY(?::int[])
       AND NOT EXISTS (SELECT FROM unnest(?::text[]) AS u(id) WHERE u.id = t.${owner})`,
    [arrayLiteral(numbers), arrayLiteral(unmoved)],
  );
  return new Map(result.rows.map(row => [`${row.no} ${row.key}`, row]));
}

/** Days of services in which something was written or went. */
export class TouchedDays {
  private readonly days = new Map<number, Set<number>>();

  add(no: number, day: number): void {
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
 * @param unmoved deployments that are as they were, with all that hangs on them
 * @param copies takes the rows that are to be written
 */
export async function writeSamples<Row>(
  tx: Knex,
  table: SampleTable<Row>,
  services: readonly ServiceLines[],
  unmoved: ReadonlySet<string>,
  days: TouchedDays,
  copies: RowCopies,
): Promise<void> {
  const known = services.filter(({ isNew }) => !isNew);
  const stored = await storedRows(
    tx,
    table,
    known.map(({ no }) => no),
    [...unmoved],
  );
  const added = new NewRows(table);
  for (const { no, isNew, lines } of services) {
    for (const line of lines) {
      if (isNew) {
        added.add(no, line);
        continue;
      }
      if (line.owner !== null && unmoved.has(line.owner)) continue;
      const place = `${no} ${line.key}`;
      if (stored.get(place)?.text === lineText(line)) {
        stored.delete(place);
        continue;
      }
      added.add(no, line);
      if (line.day !== null) days.add(no, line.day);
    }
  }
  // What is left differs, or is no more.
  if (stored.size > 0) {
    const left = [...stored.values()];
    for (const { no, day } of left) if (day !== null) days.add(no, day);
    await tx.raw(`DELETE FROM ${table.name} WHERE ctid = ANY(?::tid[])`, [
      arrayLiteral(left.map(({ ctid }) => ctid)),
    ]);
  }
  added.addTo(copies);
}
