import { Knex } from 'knex';
import { BinaryRows } from './binaryRows';

/** What a copy needs of the driver's connection. */
interface WireConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A statement of the driver's that sends rows once the server asks for them. */
class CopyIn {
  constructor(
    private readonly text: string,
    private readonly pieces: readonly Buffer[],
    private readonly done: (error?: Error) => void,
  ) {}

  submit(connection: WireConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: WireConnection): void {
    for (const piece of this.pieces) connection.sendCopyFromChunk(piece);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.done(error);
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleCommandComplete(): void {}
}

/** A connection of the driver, as far as a copy is concerned. */
interface CopyConnection {
  query(statement: CopyIn): unknown;
}

/**
 * Writes rows by COPY in its binary form: a third of what an INSERT of them
 * costs Postgres, which writes them a page at a time. No conflict is looked
 * for: the rows must be new.
 */
export async function copyRows(
  tx: Knex,
  table: string,
  columns: readonly string[],
  rows: BinaryRows,
): Promise<void> {
  if (rows.length === 0) return;
  const connection: CopyConnection = await tx.client.acquireConnection();
  try {
    await new Promise<void>((resolve, reject) => {
      connection.query(
        new CopyIn(
          `COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT binary)`,
          rows.end(),
          error => (error ? reject(error) : resolve()),
        ),
      );
    });
  } finally {
    await tx.client.releaseConnection(connection);
  }
}
