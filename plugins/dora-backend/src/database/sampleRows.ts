import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** A value of a column of samples. */
type Value = string | number | boolean | null;

/** A column of samples: how to read it off a row, and how it is written. */
interface SampleColumn<Row> {
  name: string;
  type: keyof typeof written;
  value: (row: Row) => Value;
}

/** A table of samples of services, and how its rows are written. */
export interface SampleTable<Row> {
  name: string;
  /** The key's column. */
  key: string;
  /** Whether a row is named within its service; else it may move from one to another. */
  perService: boolean;
  keyOf: (row: Row) => string;
  columns: readonly SampleColumn<Row>[];
  /** What is kept as a document, in the column `body`. */
  body?: (row: Row) => object;
}

/** The rows that a service is to have. */
export interface ServiceRows<Row> {
  no: number;
  /** Nothing was ever computed of it: there is nothing to compare with. */
  isNew: boolean;
  rows: readonly Row[];
}

const asIs = (name: string) => name;
const asText = (name: string) => `${name}::text`;

/**
 * How columns are sent, put and compared, by their type: moments as numbers,
 * since a million texts of them take longer to write and to read than all else.
 */
const written = {
  text: { sent: 'text', put: asIs, told: asIs },
  boolean: { sent: 'boolean', put: asIs, told: asText },
  bigint: { sent: 'bigint', put: asIs, told: asText },
  smallint: { sent: 'smallint', put: asIs, told: asText },
  moment: {
    sent: 'float8',
    put: (name: string) => `to_timestamp(${name} / 1000)`,
    told: (name: string) =>
      `(extract(epoch FROM ${name}) * 1000)::bigint::text`,
  },
} as const;

/** What stands between the columns where rows are compared. */
const between = '\u0001';

/** A row about to be compared and written. */
interface Line {
  values: Value[];
  body: string;
}

function lineOf<Row>({ columns, body }: SampleTable<Row>, row: Row): Line {
  const values = columns.map(column => column.value(row));
  const document = body ? JSON.stringify(body(row)) : '';
  return { values, body: document };
}

/** All of it, as {@link storedRows} tells it. */
const textOf = ({ values, body }: Line) => values.join(between) + body;

/** Rows about to be written, column by column. */
class Lines<Row> {
  private readonly numbers: number[] = [];
  private readonly keys: string[] = [];
  private readonly bodies: string[] = [];
  private readonly values: Value[][];

  constructor(private readonly table: SampleTable<Row>) {
    this.values = table.columns.map(() => []);
  }

  add(no: number, key: string, { values, body }: Line): void {
    this.numbers.push(no);
    this.keys.push(key);
    if (this.table.body) this.bodies.push(body);
    for (let i = 0; i < values.length; i++) this.values[i].push(values[i]);
  }

  async insert(tx: Knex): Promise<void> {
    if (this.keys.length === 0) return;
    const { name, key, columns, body } = this.table;
    const types = columns.map(({ type }) => written[type]);
    const names = [
      'service_no',
      key,
      ...columns.map(column => column.name),
      ...(body ? ['body'] : []),
    ];
    const arrays = ['int', 'text', ...types.map(({ sent }) => sent)]
      .map(type => `?::${type}[]`)
      .join(', ');
    await tx.raw(
      `INSERT INTO ${name} (${names.join(', ')})
       SELECT ${[
         'service_no',
         key,
         ...types.map(({ put }, i) => put(columns[i].name)),
         ...(body ? ['body'] : []),
       ].join(', ')}
       FROM ROWS FROM (unnest(${arrays})${
        body ? ', json_array_elements(?::json)' : ''
      }) AS t(${names.join(', ')})${this.moves()}`,
      [
        arrayLiteral(this.numbers),
        arrayLiteral(this.keys),
        ...this.values.map(arrayLiteral),
        ...(body ? [`[${this.bodies.join(',')}]`] : []),
      ],
    );
  }

  /** What was another service's is taken over. */
  private moves(): string {
    const { key, perService, columns, body } = this.table;
    if (perService) return '';
    const names = columns.map(({ name }) => name);
    const all = ['service_no', ...names, ...(body ? ['body'] : [])];
    return ` ON CONFLICT (${key}) DO UPDATE SET ${all
      .map(name => `${name} = excluded.${name}`)
      .join(', ')}`;
  }
}

/** A row that is stored: what it says, and where it lies. */
interface Stored {
  text: string;
  ctid: string;
}

/** The rows that services have, by `no key`. */
async function storedRows<Row>(
  tx: Knex,
  { name, key, columns, body }: SampleTable<Row>,
  numbers: readonly number[],
): Promise<Map<string, Stored>> {
  if (numbers.length === 0) return new Map();
  const result = await tx.raw<{ rows: (Stored & { place: string })[] }>(
    `SELECT service_no || ' ' || ${key} AS place, ctid::text,
       concat(${[
         ...columns.flatMap(({ name: column, type }, i) => [
           ...(i > 0 ? [`E'\\x01'`] : []),
           written[type].told(column),
         ]),
         ...(body ? ['body'] : []),
       ].join(', ')}) AS text
     FROM ${name} WHERE service_no = ANY(?::int[])`,
    [arrayLiteral(numbers)],
  );
  return new Map(result.rows.map(row => [row.place, row]));
}

/**
 * Makes the rows of services what they are to be. Only what differs is
 * written, so that a late event costs what it changes. Nobody else writes
 * samples meanwhile (`lockSamples`): rows stay where they were read.
 */
export async function writeSamples<Row>(
  tx: Knex,
  table: SampleTable<Row>,
  services: readonly ServiceRows<Row>[],
): Promise<void> {
  const known = services.filter(({ isNew }) => !isNew);
  const stored = await storedRows(
    tx,
    table,
    known.map(({ no }) => no),
  );
  const lines = new Lines(table);
  for (const { no, isNew, rows } of services) {
    for (const row of rows) {
      const key = table.keyOf(row);
      const line = lineOf(table, row);
      const place = isNew ? '' : `${no} ${key}`;
      if (!isNew && stored.get(place)?.text === textOf(line)) {
        stored.delete(place);
      } else lines.add(no, key, line);
    }
  }
  // What is left differs, or is no more.
  if (stored.size > 0) {
    const places = [...stored.values()].map(({ ctid }) => ctid);
    await tx.raw(`DELETE FROM ${table.name} WHERE ctid = ANY(?::tid[])`, [
      arrayLiteral(places),
    ]);
  }
  await lines.insert(tx);
}
