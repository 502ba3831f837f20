import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import {
  arrayLiteral,
  Columns,
  upsertRows,
} from '@quarterdeck/plugin-portal-node';

/** A table of samples of services, and how its rows are written. */
export interface SampleTable<Row> {
  name: string;
  /** The key's column beside the service's number. */
  key: string;
  /** Whether the number is a part of the key. */
  perService: boolean;
  keyOf: (row: Row) => string;
  columns: Columns<Row>;
}

interface Written<Row> {
  row: Row;
  key: string;
  digest: string;
}

const digestOf = <Row>(columns: Columns<Row>, row: Row) =>
  createHash('sha1')
    .update(
      JSON.stringify(
        columns.map(column =>
          'json' in column ? column.json(row) : column.value(row),
        ),
      ),
    )
    .digest('base64')
    .slice(0, 16);

/**
 * Makes the rows of a service what they are to be. Only what differs is
 * written, so that a late event costs what it changes.
 */
export async function writeSamples<Row>(
  tx: Knex,
  table: SampleTable<Row>,
  serviceNo: number,
  rows: readonly Row[],
): Promise<void> {
  const { name, key: keyName, columns } = table;
  const result = await tx.raw<{ rows: { key: string; digest: string }[] }>(
    `SELECT ${keyName} AS key, digest FROM ${name} WHERE service_no = ?`,
    [serviceNo],
  );
  const gone = new Map(result.rows.map(row => [row.key, row.digest]));
  const changed: Written<Row>[] = [];
  for (const row of rows) {
    const key = table.keyOf(row);
    const digest = digestOf(columns, row);
    if (gone.get(key) !== digest) changed.push({ row, key, digest });
    gone.delete(key);
  }
  if (gone.size > 0) {
    await tx.raw(
      `DELETE FROM ${name} WHERE service_no = ? AND ${keyName} = ANY(?::text[])`,
      [serviceNo, arrayLiteral([...gone.keys()])],
    );
  }
  const all: Columns<Written<Row>> = [
    {
      name: 'service_no',
      type: 'integer',
      value: () => serviceNo,
      key: table.perService,
    },
    { name: keyName, type: 'text', value: ({ key }) => key, key: true },
    { name: 'digest', type: 'text', value: ({ digest }) => digest },
    ...columns.map(column =>
      'json' in column
        ? {
            name: column.name,
            json: ({ row }: Written<Row>) => column.json(row),
          }
        : {
            name: column.name,
            type: column.type,
            value: ({ row }: Written<Row>) => column.value(row),
          },
    ),
  ];
  await upsertRows(tx, name, all, changed);
}
