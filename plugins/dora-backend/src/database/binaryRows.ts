/** Bytes that are gathered before they become a piece of their own. */
const pieceBytes = 1 << 20;

/** Days and milliseconds from 1970 to 2000, where Postgres counts from. */
const epochDays = 10_957;
const epochMs = epochDays * 86_400_000;

const header = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const trailer = Buffer.from([0xff, 0xff]);

/** Kinds of columns that can be written. */
export type BinaryType =
  | 'text'
  | 'bytes'
  | 'boolean'
  | 'int'
  | 'bigint'
  | 'smallint'
  | 'moment'
  | 'day';

/**
 * Rows in the binary form of Postgres' COPY: nothing is put into text here,
 * and nothing is parsed there.
 */
export class BinaryRows {
  private readonly pieces: Buffer[] = [header];
  private buffer = Buffer.allocUnsafe(pieceBytes);
  private at = 0;
  private count = 0;

  /** Rows so far. */
  get length(): number {
    return this.count;
  }

  /** Begins a row. */
  row(columns: number): void {
    this.room(2);
    this.at = this.buffer.writeInt16BE(columns, this.at);
    this.count += 1;
  }

  /** The next value of the row. */
  value(
    type: BinaryType,
    value: string | number | boolean | Buffer | null,
  ): void {
    if (value === null) {
      this.room(4);
      this.at = this.buffer.writeInt32BE(-1, this.at);
      return;
    }
    if (Buffer.isBuffer(value)) {
      this.bytes(value);
      return;
    }
    switch (type) {
      case 'text':
        this.text(String(value));
        break;
      case 'boolean':
        this.boolean(Boolean(value));
        break;
      case 'smallint':
        this.smallint(Number(value));
        break;
      case 'int':
        this.int(Number(value));
        break;
      case 'day':
        this.int(Number(value) - epochDays);
        break;
      case 'moment':
        this.bigint((Number(value) - epochMs) * 1000);
        break;
      default:
        this.bigint(Number(value));
    }
  }

  /** Everything, as COPY takes it. */
  end(): readonly Buffer[] {
    return [...this.pieces, this.buffer.subarray(0, this.at), trailer];
  }

  private bytes(value: Buffer): void {
    this.room(4 + value.length);
    this.at = this.buffer.writeInt32BE(value.length, this.at);
    this.at += value.copy(this.buffer, this.at);
  }

  private text(value: string): void {
    this.room(4 + value.length * 3);
    const length = this.buffer.write(value, this.at + 4, 'utf8');
    this.buffer.writeInt32BE(length, this.at);
    this.at += 4 + length;
  }

  private int(value: number): void {
    this.room(8);
    this.at = this.buffer.writeInt32BE(4, this.at);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  private bigint(value: number): void {
    this.room(12);
    const high = Math.floor(value / 2 ** 32);
    this.at = this.buffer.writeInt32BE(8, this.at);
    this.at = this.buffer.writeInt32BE(high, this.at);
    this.at = this.buffer.writeUInt32BE(value - high * 2 ** 32, this.at);
  }

  private boolean(value: boolean): void {
    this.room(5);
    this.at = this.buffer.writeInt32BE(1, this.at);
    this.buffer[this.at++] = value ? 1 : 0;
  }

  private smallint(value: number): void {
    this.room(6);
    this.at = this.buffer.writeInt32BE(2, this.at);
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    this.pieces.push(this.buffer.subarray(0, this.at));
    this.buffer = Buffer.allocUnsafe(Math.max(pieceBytes, bytes));
    this.at = 0;
  }
}
