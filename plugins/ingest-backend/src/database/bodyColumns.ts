import { NewDelivery } from '../service/delivery';
import { column } from './columns';

/**
 * The pieces of all bodies as columns, receipt, piece, key, start and length,
 * and their bytes as one buffer: an array of bytea would travel as hex. Starts
 * count from 1, as `substring` does.
 */
export function bodyColumns(deliveries: readonly NewDelivery[]) {
  let end = 1;
  const rows = deliveries.flatMap(({ receipt, chunks }) =>
    chunks.map(chunk => {
      const start = end;
      end += chunk.data.length;
      return { receipt, start, ...chunk };
    }),
  );
  return {
    columns: [
      column(rows, row => row.receipt),
      column(rows, row => row.chunk),
      column(rows, row => row.keyId),
      column(rows, row => row.start),
      column(rows, row => row.data.length),
    ],
    bytes: Buffer.concat(rows.map(row => row.data)),
  };
}
