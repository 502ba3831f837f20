import { Knex } from 'knex';

/** A value of a column, before it becomes text of an array. */
export type ColumnValue = string | number | boolean | null;

/** A column of a set-based statement: how to read it off a row. */
export interface Column<Row> {
  name: string;
  type: string;
  value: (row: Row) => ColumnValue;
  /** Part of the natural key. */
  key?: boolean;
}

/** A column of `jsonb`. */
export interface JsonColumn<Row> {
  name: string;
  json: (row: Row) => object;
}

/** The columns of a table. */
export type Columns<Row> = (Column<Row> | JsonColumn<Row>)[];

/**
 * An array in Postgres' own notation. The driver can do this as well, but
 * escapes character by character; a rebuild spends its time here.
 */
export function arrayLiteral(values: readonly ColumnValue[]): string {
  const parts = values.map(value => {
    if (value === null) return 'NULL';
    if (typeof value !== 'string') return String(value);
    return /["\\]/.test(value)
      ? `"${value.replace(/["\\]/g, '\\$&')}"`
      : `"${value}"`;
  });
  return `{${parts.join(',')}}`;
}

const arrays = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) =>
  columns.map(column => arrayLiteral(rows.map(column.value)));

const unnest = <Row>(columns: readonly Column<Row>[]) =>
  `unnest(${columns.map(column => `?::${column.type}[]`).join(', ')})`;

const names = (columns: readonly { name: string }[]) =>
  columns.map(column => column.name).join(', ');

/** Splits scalar columns from those of JSON. */
function split<Row>(columns: Readonly<Columns<Row>>) {
  const scalars: Column<Row>[] = [];
  const documents: JsonColumn<Row>[] = [];
  for (const column of columns) {
    if ('json' in column) documents.push(column);
    else scalars.push(column);
  }
  return { scalars, documents };
}

/**
 * Writes whole rows by their natural key, all in one statement. Documents go as
 * one JSON array beside the arrays of the other columns: escaping each into an
 * array's notation would cost more than the rest of the statement.
 */
export async function upsertRows<Row>(
  tx: Knex,
  table: string,
  columns: Readonly<Columns<Row>>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { scalars, documents } = split(columns);
  const written = [...scalars, ...documents];
  const keys = scalars.filter(column => column.key);
  const others = written.filter(column => !('key' in column && column.key));
  const action = others.length
    ? `UPDATE SET ${others
        .map(({ name }) => `${name} = excluded.${name}`)
        .join(', ')}`
    : 'NOTHING';
  const sources = [
    unnest(scalars),
    ...documents.map(() => 'jsonb_array_elements(?::jsonb)'),
  ];
  await tx.raw(
    `INSERT INTO ${table} (${names(written)})
     SELECT * FROM ROWS FROM (${sources.join(', ')})
     ON CONFLICT (${names(keys)}) DO ${action}`,
    [
      ...arrays(scalars, rows),
      ...documents.map(({ json }) => JSON.stringify(rows.map(json))),
    ],
  );
}

/** Adds to the counts of a rollup and drops what has come to zero. */
export async function addCounts<Row extends { count: number }>(
  tx: Knex,
  table: string,
  keys: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const count: Column<Row> = {
    name: 'count',
    type: 'integer',
    value: row => row.count,
  };
  const columns = [...keys, count];
  await tx.raw(
    `INSERT INTO ${table} AS t (${names(columns)}) SELECT * FROM ${unnest(
      columns,
    )}
     ON CONFLICT (${names(keys)})
     DO UPDATE SET count = t.count + excluded.count`,
    arrays(columns, rows),
  );
  const less = rows.filter(row => row.count < 0);
  if (less.length === 0) return;
  await tx.raw(
    `DELETE FROM ${table} t USING ${unnest(keys)} AS k(${names(keys)})
     WHERE t.count = 0 AND ${keys
       .map(({ name }) => `t.${name} = k.${name}`)
       .join(' AND ')}`,
    arrays(keys, less),
  );
}
