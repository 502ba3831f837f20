import { Knex } from 'knex';
import { BinaryRows, copyFrame } from './binaryRows';

/** What a copy needs of the driver's connection. */
interface WireConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Rows for a table; a thread may hand them over. */
export interface Copy {
  table: string;
  columns: readonly string[];
  pieces: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * A statement of the driver's, with several copies in it. Rows are sent at once
 * and not when the server asks for them, so that it goes from one table to the
 * next while this process computes; should one fail, it skips the others' rows.
 */
class CopyIn {
  constructor(
    private readonly copies: readonly Copy[],
    private readonly done: (error?: Error) => void,
  ) {}

  submit(connection: WireConnection): void {
    connection.query(
      this.copies
        .map(
          ({ table, columns }) =>
            `COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT binary)`,
        )
        .join('; '),
    );
    for (const { pieces } of this.copies) {
      connection.sendCopyFromChunk(copyFrame.header);
      for (const { buffer, byteOffset, length } of pieces) {
        connection.sendCopyFromChunk(Buffer.from(buffer, byteOffset, length));
      }
      connection.sendCopyFromChunk(copyFrame.trailer);
      connection.endCopyFrom();
    }
  }

  handleError(error: Error): void {
    this.done(error);
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleCopyInResponse(): void {}

  handleCommandComplete(): void {}
}

/** A connection of the driver, as far as a copy is concerned. */
interface CopyConnection {
  query(statement: CopyIn): unknown;
}

/**
 * Rows that are written together by COPY in its binary form: a third of what an
 * INSERT of them costs Postgres, which writes them a page at a time. No
 * conflict is looked for: the rows must be new.
 */
export class RowCopies {
  private readonly copies: Copy[];

  constructor(copies: readonly Copy[] = []) {
    this.copies = [...copies];
  }

  /** Table by table. */
  get all(): readonly Copy[] {
    return this.copies;
  }

  /** Adds rows, to which nothing is added any more. */
  add(table: string, columns: readonly string[], rows: BinaryRows): void {
    if (rows.length === 0) return;
    this.copies.push({ table, columns, pieces: rows.end() });
  }

  async write(tx: Knex): Promise<void> {
    if (this.copies.length === 0) return;
    const connection: CopyConnection = await tx.client.acquireConnection();
    try {
      await new Promise<void>((resolve, reject) => {
        connection.query(
          new CopyIn(this.copies, error => (error ? reject(error) : resolve())),
        );
      });
    } finally {
      await tx.client.releaseConnection(connection);
    }
  }
}
