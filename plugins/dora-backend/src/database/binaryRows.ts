import { ShortHash } from './shortHash';

/** Bytes that are gathered before they become a piece of their own. */
const pieceBytes = 1 << 20;

/** Days and milliseconds from 1970 to 2000, where Postgres counts from. */
const epochDays = 10_957;
const epochMs = epochDays * 86_400_000;

/** What stands before the rows, and behind them. */
export const copyFrame = {
  header: Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1'),
  trailer: Buffer.from([0xff, 0xff]),
};

/** Up to so many characters are written one by one: calling the library takes longer. */
const shortText = 80;

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
  private readonly pieces: Buffer<ArrayBuffer>[] = [];
  private buffer = Buffer.alloc(0);
  private view = new DataView(this.buffer.buffer, 0, 0);
  private at = 0;
  /** Where the row begins that is being written. */
  private begin = 0;
  private count = 0;

  /** Rows so far. */
  get length(): number {
    return this.count;
  }

  /** Begins a row. */
  row(columns: number): void {
    this.begin = this.at;
    this.room(2);
    this.view.setInt16(this.at, columns);
    this.at += 2;
    this.count += 1;
  }

  /** Where the next value will lie, from the beginning of its row. */
  get offset(): number {
    return this.at - this.begin;
  }

  /** Adds the row's values from there on to a hash. */
  addTo(hash: ShortHash, offset: number): void {
    hash.addBytes(this.view, this.begin + offset, this.at);
  }

  /** Takes the row back. */
  dropRow(): void {
    this.at = this.begin;
    this.count -= 1;
  }

  /** The next value of the row. */
  value(
    type: BinaryType,
    value: string | number | boolean | Buffer | null,
  ): void {
    if (value === null) {
      this.room(4);
      this.view.setInt32(this.at, -1);
      this.at += 4;
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
      case 'bytes':
        if (Buffer.isBuffer(value)) this.bytes(value);
        break;
      default:
        this.bigint(Number(value));
    }
  }

  /** All rows; each piece has its memory for itself. */
  end(): readonly Uint8Array<ArrayBuffer>[] {
    return [...this.pieces, this.buffer.subarray(0, this.at)];
  }

  private bytes(value: Buffer): void {
    this.room(4 + value.length);
    this.view.setInt32(this.at, value.length);
    this.at += 4 + value.copy(this.buffer, this.at + 4);
  }

  private text(value: string): void {
    this.room(4 + value.length * 3);
    const length = this.ascii(value) ?? this.utf8(value);
    this.view.setInt32(this.at, length);
    this.at += 4 + length;
  }

  private utf8(value: string): number {
    return this.buffer.write(value, this.at + 4, 'utf8');
  }

  /** Undefined: it is long, or holds other characters. */
  private ascii(value: string): number | undefined {
    const { length } = value;
    if (length > shortText) return undefined;
    const { buffer } = this;
    const at = this.at + 4;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return undefined;
      buffer[at + i] = code;
    }
    return length;
  }

  private int(value: number): void {
    this.room(8);
    this.view.setInt32(this.at, 4);
    this.view.setInt32(this.at + 4, value);
    this.at += 8;
  }

  private bigint(value: number): void {
    this.room(12);
    const high = Math.floor(value / 2 ** 32);
    this.view.setInt32(this.at, 8);
    this.view.setInt32(this.at + 4, high);
    this.view.setUint32(this.at + 8, value - high * 2 ** 32);
    this.at += 12;
  }

  private boolean(value: boolean): void {
    this.room(5);
    this.view.setInt32(this.at, 1);
    this.buffer[this.at + 4] = value ? 1 : 0;
    this.at += 5;
  }

  private smallint(value: number): void {
    this.room(6);
    this.view.setInt32(this.at, 2);
    this.view.setInt16(this.at + 4, value);
    this.at += 6;
  }

  /** A row lies in one piece, so that all of it can be read again. */
  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const begun = this.buffer.subarray(this.begin, this.at);
    if (this.begin > 0) this.pieces.push(this.buffer.subarray(0, this.begin));
    this.buffer = Buffer.allocUnsafeSlow(
      Math.max(
        this.count === 0 ? 4096 : pieceBytes,
        2 * (begun.length + bytes),
      ),
    );
    begun.copy(this.buffer);
    const { buffer, byteOffset, length } = this.buffer;
    this.view = new DataView(buffer, byteOffset, length);
    this.at = begun.length;
    this.begin = 0;
  }
}
